"""Dots along one axis: how values spread, and where the ones to read them against lie."""

from collections.abc import Mapping

import plotly.graph_objects as go

from tdi import theme
from tdi.charts.base import axis_title, layout, scale, scaled, texts
from tdi.results import Result

# Dots that would touch are put one above the other: as many abreast as a phone has room for.
_ABREAST = 26
# Pixels: between two dots one above the other, from a dot to its name.
_ROW, _ABOVE = 15, 24
_LINES = ((theme.INK, "solid"), (theme.ORANGE, "dash"))


def strip(result: Result, *, x: str, label: str, marks: Mapping[str, float]) -> go.Figure:
    """One dot a row, none hidden by another; a line for each of `marks`, called by its words.

    The highest is named beside its dot, when it is alone. A row without a value has no dot: it is
    for the words around the chart to name it.
    """
    known = Result(result.query, result.frame.dropna(subset=[x]).sort_values(x), result.filters)
    values = list(scaled(known, x))
    rows = _stacked(values)
    highest = max(rows, default=0)
    drawn = scale(result.column(x).unit)
    lines = [
        go.Scatter(
            x=[value * drawn, value * drawn],
            y=[-0.6, highest + 0.6],
            mode="lines",
            name=words,
            line={"color": color, "dash": dash, "width": 2},
            hoverinfo="skip",
        )
        for (words, value), (color, dash) in zip(marks.items(), _LINES, strict=False)
    ]
    dots = go.Scatter(
        x=values,
        y=rows,
        mode="markers",
        customdata=list(known.frame[label]),
        text=texts(known, x),
        marker={"color": theme.SKY, "size": 11, "line": {"color": theme.NAVY, "width": 1}},
        hovertemplate="%{customdata} : %{text}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )
    is_named = len(values) > 1 and values[-1] > values[-2]
    room = _ABOVE if is_named else 0
    farthest = (
        {
            "text": known.frame[label].iloc[-1],
            "x": values[-1],
            "y": rows[-1],
            "xanchor": "right",
            "ax": 6,
            "ay": -_ABOVE - _ROW * (highest - rows[-1]),
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": theme.GREY,
            "standoff": 6,
        }
        if is_named
        else None
    )
    return layout(
        go.Figure([*lines, dots]),
        height=130 + room + _ROW * highest,
        x={"title_text": axis_title(result, x)},
        y={"visible": False, "range": [-0.8, highest + 0.8 + room / _ROW]},
        annotations=[farthest] if farthest else [],
        showlegend=bool(marks),
    )


def _stacked(values: list[float]) -> list[int]:
    """The row of each dot, from 0: the lowest where it touches no other; values are in order."""
    width = (values[-1] - values[0]) / _ABREAST if values else 0
    last: list[float] = []
    rows = []
    for value in values:
        free = (row for row, before in enumerate(last) if value - before > width)
        row = next(free, len(last))
        last[row : row + 1] = [value]
        rows.append(row)
    return rows
