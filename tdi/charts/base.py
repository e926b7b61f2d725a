"""What every figure shares: its layout, and how a result’s values and labels are drawn."""

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from tdi import fmt, theme
from tdi.results import Result

CONFIG = {"displayModeBar": False, "locale": "fr"}
_MILLION = 1_000_000
# Characters after which a label goes on under itself: a phone leaves little room beside the bars.
_LABEL = 24


def scaled(result: Result, name: str) -> pd.Series:
    """Values of a column as drawn: M€ for amounts, per cent for shares."""
    values = pd.to_numeric(result.frame[name], errors="coerce")
    scale = {"€": 1 / _MILLION, "%": 100}.get(result.column(name).unit, 1)
    return values * scale


def drawn_unit(result: Result, name: str) -> str:
    """Unit a column is drawn in."""
    unit = result.column(name).unit
    return {"€": "M€", "nombre": ""}.get(unit, unit)


def folded(label: str) -> str:
    """Break a long label into lines, between words."""
    return "<br>".join(textwrap.wrap(label, _LABEL, break_long_words=False))


def axis_title(result: Result, name: str) -> str:
    """Label of a column followed by the unit it is drawn in."""
    label, unit = result.column(name).label, drawn_unit(result, name)
    return label if not unit or unit.lower() in label.lower() else f"{label} ({unit})"


def texts(result: Result, name: str) -> list[str]:
    """Values of a column written in French, for labels and tooltips."""
    unit = result.column(name).unit
    return [fmt.by_unit(value, unit, short=True) for value in result.frame[name]]


def layout(figure: go.Figure, *, height: int, **more: Any) -> go.Figure:
    """Give a figure the look that all of them share; `more` are settings of its own."""
    settings: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "separators": ",\u202f",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": theme.INK, "size": 13},
        "legend": {
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "traceorder": "normal",
        },
        "hoverlabel": {"align": "left"},
        "bargap": 0.3,
        # A label that would not be readable in its segment is left to the tooltip and the table.
        "uniformtext": {"minsize": 11, "mode": "hide"},
    }
    figure.update_layout(**(settings | more))
    axis = {
        "gridcolor": theme.GRID,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": theme.INK},
        "tickformat": ",.12~g",
        "title": {"font": {"color": theme.INK, "size": 12}},
    }
    return figure.update_xaxes(axis).update_yaxes(axis)


def is_blank(figure: go.Figure) -> bool:
    """Whether a figure would draw its axes and nothing else."""
    values = [trace["y"] for trace in figure.to_dict()["data"] if "y" in trace]
    return all(len(drawn) == 0 for drawn in values)
