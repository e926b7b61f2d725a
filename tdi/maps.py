"""pydeck maps: shapes filled by classes of a value, with no tile and no request to the outside."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize
from pydeck.types import String

from tdi import charts, etiquettes, fmt, formes, theme
from tdi.etiquettes import Names
from tdi.results import Result

MISSING_TEXT = "Non communiqué"
# The whole legend of a map without a value: grey shapes alone would look like a failure.
NO_VALUE_TEXT = "Aucune valeur ici, dans ce jeu, à cette date"
_TOOLTIP_STYLE = {"backgroundColor": theme.WHITE, "color": theme.INK, "fontSize": "13px"}
# Side of the square that a map fills: what a phone can show whole.
_PIXELS = 318
# Lines of a hatch across the map.
_HATCHES = 70
# What the rows of a query may also be by, beside the place.
_NOT_PLACES = {"indicateur_id", "engagement_id", "maille", "etape", "mesure"}
_COUNTED = {"region": "région", "territoire": "territoire"}
# Sides of a box, in degrees, from which two decimals (about one kilometre) are under a pixel.
_WIDE = 5

Rows = list[dict[str, Any]]


class _CompactDeck(pdk.Deck):
    """A deck written without the indentation that makes its shapes three times as long."""

    def to_json(self) -> str:
        """Return what the browser draws."""
        return json.dumps(
            self, default=default_serialize, ensure_ascii=False, separators=(",", ":")
        )


@dataclass(frozen=True)
class Choropleth:
    """A map, its legend, and the names written over it."""

    deck: pdk.Deck
    legend: go.Figure
    names: Names


def choropleth(
    values: Result,
    outlines: Result,
    *,
    niveau: str,
    value: str,
    borders: str = "region",
    selected: str | None = None,
    texts: Sequence[str] | None = None,
    named: bool = False,
) -> Choropleth:
    """Return the map of a column and its legend; the key of `values` is the code of its shapes.

    `outlines` holds the shapes by « niveau » and code: those filled, the `borders` drawn over
    them as lines, and the frames (« cadre ») of what is moved beside the mainland, which are named.
    A shape carries what a click must do: set the filter called `niveau` to its code; it bears its
    own name when it is `named`. `texts` are the values in words, when the unit does not word them;
    what is not known is hatched.
    """
    key = next(name for name in values.query.grain if name not in _NOT_PLACES)
    shapes = {row["code"]: row for row in outlines.only(niveau=niveau).records()}
    frames = outlines.only(niveau="cadre").records()
    lines = outlines.only(niveau=borders).records()
    box = _box([*shapes.values(), *lines, *frames])
    decimals = 2 if box[2] - box[0] > _WIDE else 3
    numbers = pd.Series(pd.to_numeric(values.frame[value], errors="coerce"))
    ranks = classes(numbers)
    told = list(texts) if texts else written(values, value)
    shades = [_shade(rank) for rank in ranks]
    filled = [
        _feature(
            shapes[code]["geojson"],
            decimals,
            code=code,
            select_key=niveau,
            label=shapes[code]["label"],
            value=text,
            fill=_rgb(shade),
            edge=_rgb(theme.edge(shade)),
        )
        for code, text, shade in zip(values.frame[key], told, shades, strict=True)
    ]
    # Between two shapes, the line is that of the paler one: it is drawn last.
    filled.sort(key=lambda shape: shape["properties"]["edge"], reverse=True)
    layers = [_fills(niveau, filled)]
    silent = [shapes[code]["geojson"] for code in values.frame.loc[numbers.isna(), key]]
    if silent:
        layers.append(_hatches(silent, (box[2] - box[0]) / _HATCHES))
    layers += [_lines("bords", lines, decimals, theme.GREY, 1)] if niveau != borders else []
    layers += [_lines("cadres", frames, decimals, theme.GREY, 1)] if frames else []
    legend = _legend(numbers, ranks, values.column(value).unit, told, _COUNTED.get(niveau, ""))
    if selected in shapes:
        # Edged in white: on a fill as dark as the orange, the line would be told by its hue alone.
        layers += [
            _lines("choix-bord", [shapes[selected]], decimals, theme.WHITE, 6),
            _lines("choix", [shapes[selected]], decimals, theme.ORANGE, 3),
        ]
        legend.append((theme.ORANGE, f"Sélection\u00a0: {shapes[selected]['label']}"))
    view = view_of(*box)
    # No `map_style`: even an empty one makes the browser call an outside host.
    deck = _CompactDeck(
        layers=layers,
        # Shown whole, it does not move: the page scrolls under a wheel or a finger, no gesture is
        # needed, and names stay where they are written. To see a place from nearer, it is chosen.
        views=[pdk.View(type="MapView", controller=False)],
        initial_view_state=view,
        map_provider=None,  # type: ignore[arg-type]  # None is what keeps tiles away
        tooltip={  # type: ignore[arg-type]  # pydeck types tooltips as bool
            # The title of the card names the figure; a longer text would be cut at the map's edge.
            "html": "<b>{label}</b><br/>{value}",
            "style": _TOOLTIP_STYLE,
        },
    )
    names = (
        etiquettes.inside(
            ((shapes[code], shade) for code, shade in zip(values.frame[key], shades, strict=True)),
            view,
        )
        if named
        else etiquettes.beside(frames, lines, view)
    )
    return Choropleth(deck, charts.class_legend(legend), names)


def written(values: Result, name: str) -> list[str]:
    """Return the values of a column as a map says them: in their unit, or why there is none."""
    unit = values.column(name).unit
    return [
        unknown(row) if fmt.is_missing(row[name]) else fmt.quantity(row[name], unit)
        for row in values.records()
    ]


def unknown(row: Mapping[str, Any]) -> str:
    """Return the state of a row without a value: « Non communiqué » unless it says another."""
    etat = row.get("etat", MISSING_TEXT)
    return MISSING_TEXT if etat == "Renseigné" else etat


def first_known(results: Mapping[str, Result]) -> str:
    """Return the first column that holds a value, or the first of all; each with its result."""
    known = (
        name
        for name, result in results.items()
        if not all(fmt.is_missing(row[name]) for row in result.records())
    )
    return next(known, next(iter(results)))


def classes(values: pd.Series) -> pd.Series:
    """Class of each value, from 0; null stays null.

    One class per value when there are few values, quintiles otherwise (Jenks breaks would hide how
    many places each class holds).
    """
    count = len(theme.SEQUENTIAL)
    if values.nunique() <= count:
        return values.rank(method="dense") - 1
    return pd.Series(pd.qcut(values, q=count, labels=False, duplicates="drop"))


def view_of(west: float, south: float, east: float, north: float) -> pdk.ViewState:
    """Return the view that shows a box whole in a map `_PIXELS` wide and high."""
    heights = [math.asinh(math.tan(math.radians(latitude))) for latitude in (south, north)]
    turns = max((east - west) / 360, (heights[1] - heights[0]) / (2 * math.pi), 1e-4)
    return pdk.ViewState(
        longitude=(west + east) / 2,
        latitude=math.degrees(math.atan(math.sinh(sum(heights) / 2))),
        zoom=math.log2(_PIXELS / (512 * turns)),
    )


def _box(rows: Rows) -> tuple[float, float, float, float]:
    return (
        min(row["west"] for row in rows),
        min(row["south"] for row in rows),
        max(row["east"] for row in rows),
        max(row["north"] for row in rows),
    )


def _fills(name: str, features: Rows) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=name,
        data={"type": "FeatureCollection", "features": features},
        pickable=True,
        auto_highlight=True,
        highlight_color=[*_rgb(theme.ORANGE), 110],
        stroked=True,
        get_fill_color="properties.fill",
        get_line_color="properties.edge",
        get_line_width=1,
        line_width_units=String("pixels"),
    )


def _lines(name: str, rows: Rows, decimals: int, color: str, width: float) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=name,
        data={
            "type": "FeatureCollection",
            "features": [_feature(row["geojson"], decimals) for row in rows],
        },
        filled=False,
        get_line_color=_rgb(color),
        get_line_width=width,
        line_width_units=String("pixels"),
    )


def _hatches(geojsons: list[str], step: float) -> pdk.Layer:
    """Return the hatch of what is not known, which grey alone would leave to colour."""
    return pdk.Layer(
        "PathLayer",
        id="inconnu",
        data=[{"path": line} for text in geojsons for line in formes.hatch(text, step)],
        get_path="path",
        get_color=_rgb(theme.GREY),
        get_width=1,
        width_units=String("pixels"),
    )


def _feature(geojson: str, decimals: int, **properties: Any) -> dict[str, Any]:
    geometry = formes.lighter(geojson, decimals)
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _shade(rank: float) -> str:
    return theme.UNKNOWN if pd.isna(rank) else theme.SEQUENTIAL[int(rank)]


def _legend(
    numbers: pd.Series, ranks: pd.Series, unit: str, told: list[str], counted: str
) -> list[tuple[str, str]]:
    """One entry a class, its bounds and how many places it holds, then what is not known."""
    if not numbers.empty and numbers.isna().all():
        return [(theme.UNKNOWN, NO_VALUE_TEXT)]
    entries = []
    for rank in sorted(ranks.dropna().unique()):
        inside = numbers[ranks == rank]
        words = {text for text, own in zip(told, ranks, strict=True) if own == rank}
        low, high = fmt.by_unit(inside.min(), unit, short=True), fmt.quantity(inside.max(), unit)
        text = high if inside.min() == inside.max() else f"{low} à {high}"
        if len(words) == 1:
            [text] = words
        entries.append((_shade(rank), text + _count(len(inside), counted)))
    missing = Counter(text for text, own in zip(told, numbers, strict=True) if pd.isna(own))
    return entries + [
        (theme.UNKNOWN, text + _count(count, counted)) for text, count in missing.items()
    ]


def _count(count: int, counted: str) -> str:
    return f" ({fmt.plural(count, counted)})" if counted else ""


def _rgb(color: str) -> list[int]:
    return [int(color[start : start + 2], 16) for start in (1, 3, 5)]
