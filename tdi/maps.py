"""pydeck maps: shapes filled by classes of a value, with no tile and no request to the outside."""

import json
import math
from typing import Any

import pandas as pd
import pydeck as pdk

from tdi import charts, fmt, theme
from tdi.results import Result

_TOOLTIP = {
    "html": "<b>{label}</b><br/>{value}",
    "style": {"backgroundColor": "white", "color": theme.INK, "fontSize": "13px"},
}
_PIXELS = 520
MISSING_TEXT = "Non communiqué"


def classes(values: pd.Series) -> pd.Series:
    """Class of each value, from 0: quintiles, fewer when values repeat; null stays null.

    Quintiles (Jenks breaks would hide how many places each class holds) over the shapes shown.
    """
    return pd.qcut(
        values.rank(method="dense"), q=len(theme.SEQUENTIAL), labels=False, duplicates="drop"
    )


def choropleth(
    result: Result, *, code: str, label: str, value: str, geometry: str, select_key: str
) -> tuple[pdk.Deck, Any]:
    """Return the map of a result and its legend; a click sets the filter `select_key` to `code`."""
    frame = result.frame.dropna(subset=[geometry])
    unit = result.column(value).unit
    numbers = pd.to_numeric(frame[value], errors="coerce")
    ranks = classes(numbers)
    written = [MISSING_TEXT if pd.isna(item) else fmt.quantity(item, unit) for item in frame[value]]
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(shape),
            "properties": {
                "code": item_code,
                "select_key": select_key,
                "label": item_label,
                "value": text,
                "fill": _rgb(theme.UNKNOWN if pd.isna(rank) else theme.SEQUENTIAL[int(rank)]),
            },
        }
        for shape, item_code, item_label, text, rank in zip(
            frame[geometry], frame[code], frame[label], written, ranks, strict=True
        )
    ]
    layer = pdk.Layer(
        "GeoJsonLayer",
        id=select_key,
        data={"type": "FeatureCollection", "features": features},
        pickable=True,
        auto_highlight=True,
        stroked=True,
        get_fill_color="properties.fill",
        get_line_color=[255, 255, 255],
        line_width_min_pixels=1,
    )
    return _deck([layer], frame), charts.class_legend(_legend(numbers, ranks, unit))


def _deck(layers: list[pdk.Layer], frame: pd.DataFrame) -> pdk.Deck:
    view = view_of(
        frame["west"].min(), frame["south"].min(), frame["east"].max(), frame["north"].max()
    )
    # No `map_style`: even an empty one makes the browser call an outside host.
    return pdk.Deck(layers=layers, initial_view_state=view, map_provider=None, tooltip=_TOOLTIP)  # type: ignore[arg-type]  # pydeck types tooltips as bool


def view_of(west: float, south: float, east: float, north: float) -> pdk.ViewState:
    """Return the view that shows a box whole in a map some 600 pixels wide and high."""
    heights = [math.asinh(math.tan(math.radians(latitude))) for latitude in (south, north)]
    turns = max((east - west) / 360, (heights[1] - heights[0]) / (2 * math.pi), 1e-4)
    return pdk.ViewState(
        longitude=(west + east) / 2,
        latitude=math.degrees(math.atan(math.sinh(sum(heights) / 2))),
        zoom=math.log2(_PIXELS / (512 * turns)),
    )


def _legend(numbers: pd.Series, ranks: pd.Series, unit: str) -> list[tuple[str, str]]:
    entries = []
    for rank in sorted(ranks.dropna().unique()):
        inside = numbers[ranks == rank]
        low, high = (fmt.by_unit(bound, unit, short=True) for bound in (inside.min(), inside.max()))
        entries.append((theme.SEQUENTIAL[int(rank)], low if low == high else f"{low} à {high}"))
    if numbers.isna().any():
        entries.append((theme.UNKNOWN, MISSING_TEXT))
    return entries


def _rgb(color: str) -> list[int]:
    return [int(color[start : start + 2], 16) for start in (1, 3, 5)]
