"""pydeck maps: shapes filled by classes of a value, with no tile and no request to the outside."""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize
from pydeck.types import String

from tdi import charts, fmt, theme
from tdi.results import Result

MISSING_TEXT = "Non communiqué"
# The whole legend of a map without a value: grey shapes alone would look like a failure.
NO_VALUE_TEXT = "Aucune valeur ici, dans ce jeu, à cette date"
_TOOLTIP_STYLE = {"backgroundColor": "white", "color": theme.INK, "fontSize": "13px"}
# Side of the square that a map fills: what a phone can show whole.
_PIXELS = 318
# Sides of a box, in degrees, from which two decimals (about one kilometre) are under a pixel.
_WIDE = 5

Ring = list[list[float]]
Rows = list[dict[str, Any]]


class _CompactDeck(pdk.Deck):
    """A deck written without the indentation that makes its shapes three times as long."""

    def to_json(self) -> str:
        """Return what the browser draws."""
        return json.dumps(
            self, default=default_serialize, ensure_ascii=False, separators=(",", ":")
        )


def choropleth(
    values: Result,
    outlines: Result,
    *,
    niveau: str,
    value: str,
    borders: str = "region",
    selected: str | None = None,
) -> tuple[pdk.Deck, go.Figure]:
    """Return the map of a column and its legend; the key of `values` is the code of its shapes.

    `outlines` holds the shapes by « niveau » and code: those filled, the `borders` drawn over
    them as lines, and the frames (« cadre ») of what is moved beside the mainland. A shape carries
    what a click must do: set the filter called `niveau` to its code.
    """
    [key] = values.query.grain
    shapes = {row["code"]: row for row in outlines.only(niveau=niveau).records()}
    frames = outlines.only(niveau="cadre").records()
    lines = outlines.only(niveau=borders).records()
    box = _box([*shapes.values(), *lines, *frames])
    decimals = 2 if box[2] - box[0] > _WIDE else 3
    column = values.column(value)
    numbers = pd.Series(pd.to_numeric(values.frame[value], errors="coerce"))
    ranks = classes(numbers)
    filled = [
        _feature(
            shapes[row[key]]["geojson"],
            decimals,
            code=row[key],
            select_key=niveau,
            label=shapes[row[key]]["label"],
            value=_written(row[value], column.unit),
            fill=_rgb(_shade(rank)),
        )
        for row, rank in zip(values.records(), ranks, strict=True)
    ]
    layers = [_fills(niveau, filled)]
    layers += [_lines("bords", lines, decimals, theme.GREY, 1)] if niveau != borders else []
    layers += [_lines("cadres", frames, decimals, theme.GREY, 1), _names(frames)] if frames else []
    legend = _legend(numbers, ranks, column.unit)
    if selected in shapes:
        layers.append(_lines("choix", [shapes[selected]], decimals, theme.ORANGE, 3))
        legend.append((theme.ORANGE, f"Sélection\u00a0: {shapes[selected]['label']}"))
    # No `map_style`: even an empty one makes the browser call an outside host.
    deck = _CompactDeck(
        layers=layers,
        initial_view_state=view_of(*box),
        map_provider=None,  # type: ignore[arg-type]  # None is what keeps tiles away
        tooltip={  # type: ignore[arg-type]  # pydeck types tooltips as bool
            # The title of the card names the figure; a longer text would be cut at the map's edge.
            "html": "<b>{label}</b><br/>{value}",
            "style": _TOOLTIP_STYLE,
        },
    )
    return deck, charts.class_legend(legend)


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
        get_line_color=[255, 255, 255],
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


def _names(frames: Rows) -> pdk.Layer:
    """Return the name of each frame, written over it: centred to the west, shifted to the east."""
    columns = [(row["west"] + row["east"]) / 2 for row in frames]
    middle = sum(columns) / len(columns)
    return pdk.Layer(
        "TextLayer",
        id="noms",
        data=[
            {
                "at": [column, row["north"]],
                "anchor": "middle" if column < middle else "start",
                "shift": [0 if column < middle else -4, 0],
                "name": row["label"],
            }
            for row, column in zip(frames, columns, strict=True)
        ],
        get_position="at",
        get_text="name",
        get_text_anchor="anchor",
        get_pixel_offset="shift",
        get_alignment_baseline=String("bottom"),
        get_size=10.5,
        get_color=_rgb(theme.INK),
        font_family=String("Liberation Sans, Arial, sans-serif"),
        character_set=String("auto"),
        background=True,
        get_background_color=[255, 255, 255, 190],
    )


def _feature(geojson: str, decimals: int, **properties: Any) -> dict[str, Any]:
    geometry = _lighter(geojson, decimals)
    return {"type": "Feature", "geometry": geometry, "properties": properties}


@lru_cache(maxsize=1024)
def _lighter(geojson: str, decimals: int) -> dict[str, Any]:
    """Return the geometry with fewer decimals, without the points that no longer show.

    A point is dropped only when the line moves by less than the rounding.
    """
    geometry = json.loads(geojson)
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    rounded = [[_ring(ring, decimals) for ring in polygon] for polygon in polygons]
    kept = [[ring for ring in polygon if len(ring) > 3] for polygon in rounded]
    return {"type": "MultiPolygon", "coordinates": [polygon for polygon in kept if polygon]}


def _ring(ring: Ring, decimals: int) -> Ring:
    kept: Ring = []
    for point in ring:
        place = [round(point[0], decimals), round(point[1], decimals)]
        if kept and place == kept[-1]:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], place, 1.01 * 10 ** (-2 * decimals)):
            kept.pop()
        kept.append(place)
    return kept


def _in_line(start: list[float], middle: list[float], end: list[float], tolerance: float) -> bool:
    (ax, ay), (bx, by) = (
        (there[0] - here[0], there[1] - here[1]) for here, there in ((start, middle), (middle, end))
    )
    return abs(ax * by - ay * bx) < tolerance and ax * bx + ay * by > 0


def _written(value: Any, unit: str) -> str:
    return MISSING_TEXT if fmt.is_missing(value) else fmt.quantity(value, unit)


def _shade(rank: float) -> str:
    return theme.UNKNOWN if pd.isna(rank) else theme.SEQUENTIAL[int(rank)]


def _legend(numbers: pd.Series, ranks: pd.Series, unit: str) -> list[tuple[str, str]]:
    if not numbers.empty and numbers.isna().all():
        return [(theme.UNKNOWN, NO_VALUE_TEXT)]
    entries = []
    for rank in sorted(ranks.dropna().unique()):
        inside = numbers[ranks == rank]
        low, high = fmt.by_unit(inside.min(), unit, short=True), fmt.quantity(inside.max(), unit)
        text = high if inside.min() == inside.max() else f"{low} à {high}"
        entries.append((_shade(rank), text))
    if numbers.isna().any():
        entries.append((theme.UNKNOWN, MISSING_TEXT))
    return entries


def _rgb(color: str) -> list[int]:
    return [int(color[start : start + 2], 16) for start in (1, 3, 5)]
