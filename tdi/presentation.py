"""A figure or a map to be read from the end of a meeting room: the same marks, larger.

Streamlit has one text size for all the readers of a server: what is drawn is larger from here, the
words of the page from `habillage/page.css`. The rest is the browser's zoom, as the button that
leaves the mode says.
"""

from copy import copy
from math import log2
from typing import Any

import plotly.graph_objects as go
import pydeck as pdk

SCALE, _WORDS = 1.45, 12
# What is in pixels, in the layout of a figure and in its marks.
_PIXELS = {"height", "size", "minsize", "l", "r", "t", "b"}


def enlarged(figure: go.Figure) -> go.Figure:
    """Return a copy of a figure with its words, its marks and its height larger."""
    larger = go.Figure(_scaled(figure.to_dict()))
    # Left unsaid, these are the size that Streamlit gives them, whatever the others.
    words = {"size": scaled(_WORDS)}
    return (
        larger.update_layout(legend_font=words)
        .update_xaxes(tickfont=words)
        .update_yaxes(tickfont=words)
    )


def _scaled(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            name: scaled(value)
            if name in _PIXELS and isinstance(value, int | float)
            else _scaled(value)
            for name, value in part.items()
        }
    return [_scaled(item) for item in part] if isinstance(part, list | tuple) else part


def scaled(pixels: float) -> int:
    """Return the length in a room of what is that long on a page."""
    return round(pixels * SCALE)


def closer(deck: pdk.Deck) -> pdk.Deck:
    """Return a copy of a map, as much closer as it is higher."""
    larger, view = copy(deck), copy(deck.initial_view_state)
    view.zoom = (view.zoom or 0) + log2(SCALE)
    larger.initial_view_state = view
    return larger
