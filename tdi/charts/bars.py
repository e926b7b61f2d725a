"""Bars: ranked, stacked, or closed on a total."""

import plotly.graph_objects as go

from tdi import theme
from tdi.charts.base import axis_title, drawn_unit, folded, hatched, layout, scaled, texts
from tdi.results import Result

_BAR_HEIGHT = 30


def ranked_bars(result: Result, *, y: str, x: str, top: int = 20) -> go.Figure:
    """Horizontal bars, longest first; rows without a value are left out, not drawn as 0."""
    known = Result(result.query, result.frame.dropna(subset=[x]).nlargest(top, x), result.filters)
    labels = list(known.frame[y])
    bars = go.Bar(
        x=scaled(known, x),
        y=known.frame[y],
        orientation="h",
        marker_color=theme.NAVY,
        text=texts(known, x),
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y} : %{text}<extra></extra>",
    )
    return layout(
        go.Figure(bars),
        height=60 + _BAR_HEIGHT * max(len(known.frame), 2),
        margin={"l": 8, "r": 72, "t": 8, "b": 8},
        x={"title_text": folded(axis_title(known, x)), "rangemode": "tozero"},
        y={
            "autorange": "reversed",
            "showgrid": False,
            "tickvals": labels,
            "ticktext": [folded(label) for label in labels],
        },
    )


def stacked_bars(result: Result, *, y: str, x: str, color: str, styles: theme.Styles) -> go.Figure:
    """Horizontal stacked bars, one segment per value of `color`, in the order of `styles`."""
    segments = []
    for name in styles:
        part = result.only(**{color: name})
        if len(part.frame[x].dropna()):
            segments.append(_segment(part, y=y, x=x, name=name, style=styles[name]))
    labels = list(result.frame[y].unique())
    return layout(
        go.Figure(segments),
        height=140 + 38 * max(len(labels), 2),
        barmode="stack",
        x={"title_text": drawn_unit(result, x)},
        y={
            "autorange": "reversed",
            "showgrid": False,
            # In the order of the rows: a first segment that lacks a bar would reorder them.
            "categoryorder": "array",
            "categoryarray": labels,
        },
    )


def closed_bars(result: Result, *, y: str, total: str, segments: dict[str, str]) -> go.Figure:
    """Bars that close on a total: `segments` maps a column to its meaning (see `SEGMENT_STYLES`).

    What passes the total is drawn beyond the line of the total, never clipped (R2).
    """
    bars = [
        _segment(result, y=y, x=column, name=meaning, style=theme.SEGMENT_STYLES[meaning])
        for column, meaning in segments.items()
    ]
    marks = []
    if len(result.frame[total].dropna()):
        whole = float(scaled(result, total).iloc[0])
        line = {"color": theme.INK, "width": 2, "dash": "dot"}
        ends = {"x0": whole, "x1": whole, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
        marks.append({"type": "line", "line": line} | ends)
    return layout(
        go.Figure(bars),
        height=120 + 38 * max(len(result.frame), 2),
        barmode="stack",
        shapes=marks,
        x={"title_text": drawn_unit(result, total)},
        y={"autorange": "reversed", "showgrid": False},
    )


def _segment(result: Result, *, y: str, x: str, name: str, style: theme.Style) -> go.Bar:
    labels = texts(result, x)
    values = scaled(result, x)
    color, pattern = style
    return go.Bar(
        x=values,
        y=result.frame[y],
        name=name,
        orientation="h",
        marker=hatched([color] * len(values), [pattern] * len(values)),
        text=[label if value else "" for label, value in zip(labels, values, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": theme.on(color), "size": 13},
        customdata=labels,
        hovertemplate="%{y} – " + name + " : %{customdata}<extra></extra>",
    )
