"""What every figure shares: its layout, and how a result’s values and labels are drawn."""

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from tdi import fmt, theme
from tdi.results import Result

CONFIG = {"displayModeBar": False, "locale": "fr"}
_MILLION = 1_000_000
# Characters after which a label goes on under itself: a phone leaves little room beside the bars.
_LABEL = 24
# Pixels: a dot that is chosen, among smaller ones.
_LARGER = 16


def scaled(result: Result, name: str) -> pd.Series:
    """Values of a column as drawn: M€ for amounts, per cent for shares."""
    values = pd.to_numeric(result.frame[name], errors="coerce")
    factor: Any = scale(result.column(name).unit)
    return values * factor


def scale(unit: str) -> int | float:
    """What a value of this unit is multiplied by to be drawn."""
    return {"€": 1 / _MILLION, "%": 100}.get(unit, 1)


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


def layout(
    figure: go.Figure,
    *,
    height: int,
    x: Mapping[str, Any] | None = None,
    y: Mapping[str, Any] | None = None,
    **more: Any,
) -> go.Figure:
    """Give a figure the look that all of them share; `more` are settings of its own.

    `x` and `y` are those of its axes: said here, they cost a third of what `update_xaxes` takes.
    """
    settings: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "separators": ",\u202f",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": theme.INK, "size": 13},
        "legend": {
            # Left unsaid, it would be the colour of the page's theme, not of the drawing.
            "font": {"color": theme.INK},
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
    axes = {"xaxis": _axis(x or {}), "yaxis": _axis(y or {})}
    # Overwritten, not merged with what a new figure holds: merging costs ten times as much.
    return figure.update_layout(axes | settings | more, overwrite=True)


def _axis(own: Mapping[str, Any]) -> dict[str, Any]:
    """The look of an axis, and what is its own; its title is given as `title_text`."""
    title = {"font": {"color": theme.INK, "size": 12}}
    if "title_text" in own:
        title["text"] = own["title_text"]
    return {
        "gridcolor": theme.GRID,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": theme.INK},
        "tickformat": ",.12~g",
        "title": title,
    } | {name: value for name, value in own.items() if name != "title_text"}


def hatched(colors: list[str], shapes: list[str]) -> dict[str, Any]:
    """Return marks of these colours and hatches: the hatch says the same without the colour."""
    return {
        "color": colors,
        "pattern": {
            "shape": shapes,
            "fillmode": "overlay",
            # Faint: a label is read over it.
            "fgcolor": [theme.on(color) for color in colors],
            "fgopacity": 0.4,
            "size": 7,
            "solidity": 0.2,
        },
        "line": {"color": theme.GREY, "width": 1},
    }


def is_blank(figure: go.Figure) -> bool:
    """Whether a figure would draw its axes and nothing else."""
    values = [trace["y"] for trace in figure.to_dict()["data"] if "y" in trace]
    return all(len(drawn) == 0 for drawn in values)


def names(figure: go.Figure) -> set[str]:
    """Return what the marks of a figure are called: the words on its axes, or carried by them."""
    return {name for trace in figure.data for name in _called(trace)}


def emphasised(figure: go.Figure, chosen: list[str]) -> go.Figure:
    """Let the marks called by one of these names stand out from the others; return the figure.

    A dot is larger, the name of a bar is bold: marks that faded would not be seen (RGAA 3.3).
    """
    drawn: list[Any] = list(figure.data)
    held = [trace for trace in drawn if "selectedpoints" in trace]
    traces = [trace for trace in held if set(_called(trace)).intersection(chosen)]
    for trace in traces:
        called = _called(trace)
        trace.selectedpoints = [rank for rank, name in enumerate(called) if name in chosen]
        trace.unselected.marker.opacity = 1
        if trace.type != "bar":
            trace.selected.marker.size = _LARGER
    if any(trace.type == "bar" for trace in traces):
        _embolden(figure, chosen)
    return figure


def _embolden(figure: go.Figure, chosen: list[str]) -> None:
    # All bars lie: their names are on the vertical axis.
    ticks = figure.layout.yaxis
    called = dict.fromkeys(name for trace in figure.data for name in _called(trace))
    values = list(ticks.tickvals or called)
    words = zip(values, ticks.ticktext or values, strict=True)
    ticks.update(
        tickmode="array",
        tickvals=values,
        ticktext=[f"<b>{word}</b>" if name in chosen else word for name, word in words],
    )


def _called(trace: Any) -> list[str]:
    """The name of each mark of a trace; none when they have no name."""
    for values in (trace["y"], trace["x"], trace["customdata"]):
        if values is not None and len(values) and isinstance(values[0], str):
            return list(values)
    return []
