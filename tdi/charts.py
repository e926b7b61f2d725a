"""Plotly figures, named for their form: each takes any `Result`, labels come from its header.

Amounts are drawn in M€ so that axes stay readable; a missing value is never drawn as 0 (R1).
"""

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from tdi import fmt, theme
from tdi.results import Result

CONFIG = {"displayModeBar": False, "locale": "fr"}
_MILLION = 1_000_000
_BAR_HEIGHT = 30
# Characters after which a label goes on under itself: a phone leaves little room beside the bars.
_LABEL = 24


def _scaled(result: Result, name: str) -> pd.Series:
    """Values of a column as drawn: M€ for amounts, per cent for shares."""
    values = pd.to_numeric(result.frame[name], errors="coerce")
    scale = {"€": 1 / _MILLION, "%": 100}.get(result.column(name).unit, 1)
    return values * scale


def _unit(result: Result, name: str) -> str:
    """Unit a column is drawn in."""
    unit = result.column(name).unit
    return {"€": "M€", "nombre": ""}.get(unit, unit)


def folded(label: str) -> str:
    """Break a long label into lines, between words."""
    return "<br>".join(textwrap.wrap(label, _LABEL, break_long_words=False))


def axis_title(result: Result, name: str) -> str:
    """Label of a column followed by the unit it is drawn in."""
    label, unit = result.column(name).label, _unit(result, name)
    return label if not unit or unit.lower() in label.lower() else f"{label} ({unit})"


def texts(result: Result, name: str) -> list[str]:
    """Values of a column written in French, for labels and tooltips."""
    unit = result.column(name).unit
    return [fmt.by_unit(value, unit, short=True) for value in result.frame[name]]


def _layout(figure: go.Figure, *, height: int, **more: Any) -> go.Figure:
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


def ranked_bars(result: Result, *, y: str, x: str, top: int = 20) -> go.Figure:
    """Horizontal bars, longest first; rows without a value are left out, not drawn as 0."""
    known = Result(result.query, result.frame.dropna(subset=[x]).nlargest(top, x), result.filters)
    figure = go.Figure(
        go.Bar(
            x=_scaled(known, x),
            y=known.frame[y],
            orientation="h",
            marker_color=theme.NAVY,
            text=texts(known, x),
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y} : %{text}<extra></extra>",
        )
    )
    _layout(
        figure,
        height=60 + _BAR_HEIGHT * max(len(known.frame), 2),
        margin={"l": 8, "r": 72, "t": 8, "b": 8},
    )
    labels = list(known.frame[y])
    return figure.update_xaxes(
        title_text=folded(axis_title(known, x)), rangemode="tozero"
    ).update_yaxes(
        autorange="reversed",
        showgrid=False,
        tickvals=labels,
        ticktext=[folded(label) for label in labels],
    )


def stacked_bars(result: Result, *, y: str, x: str, color: str, styles: theme.Styles) -> go.Figure:
    """Horizontal stacked bars, one segment per value of `color`, in the order of `styles`."""
    figure = go.Figure()
    for name in styles:
        part = result.only(**{color: name})
        if len(part.frame[x].dropna()):
            _add_segment(figure, part, y=y, x=x, name=name, style=styles[name])
    _layout(figure, height=140 + 38 * max(len(result.frame[y].unique()), 2), barmode="stack")
    # In the order of the rows: a first segment that lacks a bar would otherwise reorder them.
    return figure.update_xaxes(title_text=_unit(result, x)).update_yaxes(
        autorange="reversed",
        showgrid=False,
        categoryorder="array",
        categoryarray=list(result.frame[y].unique()),
    )


def closed_bars(result: Result, *, y: str, total: str, segments: dict[str, str]) -> go.Figure:
    """Bars that close on a total: `segments` maps a column to its meaning (see `SEGMENT_STYLES`).

    What passes the total is drawn beyond the line of the total, never clipped (R2).
    """
    figure = go.Figure()
    for column, meaning in segments.items():
        style = theme.SEGMENT_STYLES[meaning]
        _add_segment(figure, result, y=y, x=column, name=meaning, style=style)
    _layout(figure, height=120 + 38 * max(len(result.frame), 2), barmode="stack")
    if not result.is_empty:
        line = {"color": theme.INK, "width": 2, "dash": "dot"}
        figure.add_vline(x=float(_scaled(result, total).iloc[0]), line=line)
    return figure.update_xaxes(title_text=_unit(result, total)).update_yaxes(
        autorange="reversed", showgrid=False
    )


def _add_segment(
    figure: go.Figure, result: Result, *, y: str, x: str, name: str, style: theme.Style
) -> None:
    labels = texts(result, x)
    values = _scaled(result, x)
    color, pattern = style
    dark = color != theme.UNKNOWN
    figure.add_bar(
        x=values,
        y=result.frame[y],
        name=name,
        orientation="h",
        marker={
            "color": color,
            "pattern": {
                "shape": pattern,
                "fillmode": "overlay",
                "fgcolor": theme.GREY,
                "size": 6,
            },
            "line": {"color": theme.GREY, "width": 1},
        },
        text=[label if value else "" for label, value in zip(labels, values, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": "white" if dark else theme.INK, "size": 13},
        customdata=labels,
        hovertemplate="%{y} – " + name + " : %{customdata}<extra></extra>",
    )


def trajectory(result: Result, *, x: str, y: str, series: str, run: str) -> go.Figure:
    """Values over time as a line; start and target as single marks that no line joins (R8).

    Values whose `run` differs are not joined either: a counter that restarts is another line.
    """
    styles: dict[str, dict[str, Any]] = {
        "Valeur": {
            "mode": "lines+markers",
            "line": {"color": theme.NAVY, "width": 2},
            "marker": {"size": 6},
        },
        "Départ": {
            "mode": "markers",
            "marker": {
                "symbol": "circle-open",
                "size": 12,
                "color": theme.GREY,
                "line": {"width": 2},
            },
        },
        "Cible": {
            "mode": "markers",
            "marker": {"symbol": "star-diamond", "size": 13, "color": theme.ORANGE},
        },
    }
    days, unit = result.column(x).unit, result.column(y).unit
    figure = go.Figure()
    for name, style in styles.items():
        marks = result.only(**{series: name}).frame.dropna(subset=[x, y])
        for rank, (_, rows) in enumerate(marks.groupby(run, dropna=False, sort=False)):
            part = Result(result.query, rows, result.filters)
            figure.add_scatter(
                x=rows[x],
                y=_scaled(part, y),
                name=name,
                legendgroup=name,
                showlegend=rank == 0,
                text=[
                    f"{fmt.by_unit(day, days)}\u00a0: {fmt.quantity(value, unit)}"
                    for day, value in zip(rows[x], rows[y], strict=True)
                ],
                hovertemplate=name + ", %{text}<extra></extra>",
                **style,
            )
    _layout(figure, height=300, showlegend=True)
    return figure.update_xaxes(tickformat="%Y", dtick="M12", showgrid=False).update_yaxes(
        title_text=axis_title(result, y), rangemode="tozero"
    )


def marked_points(
    result: Result,
    *,
    x: str,
    y: str,
    label: str,
    series: str,
    colors: dict[str, str],
    symbols: dict[str, str],
    unit: str,
) -> go.Figure:
    """Dated points, a mark per series, joined by no line: each is a claim of its own (R8)."""
    figure = go.Figure()
    for name, shade in colors.items():
        part = result.only(**{series: name}).frame.dropna(subset=[x, y])
        if not part.empty:
            figure.add_scatter(
                x=part[x],
                y=part[y],
                mode="markers",
                name=name.capitalize(),
                marker={
                    "symbol": symbols[name],
                    "color": shade,
                    "size": 11,
                    "line": {"width": 1.5, "color": shade},
                },
                text=part[label],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
    _layout(figure, height=320, showlegend=True)
    years = [day.year for day in result.frame[x].dropna()]
    # Whole years, so that the axis is dated even when all the claims are of one season.
    span = [f"{min(years)}-01-01", f"{max(years) + 1}-01-01"] if years else None
    return figure.update_xaxes(tickformat="%Y", dtick="M12", range=span).update_yaxes(
        title_text=unit, rangemode="tozero"
    )


def state_grid(
    result: Result, *, x: str, y: str, state: str, states: dict[str, tuple[str, str]]
) -> go.Figure:
    """Grid of states: each state has a colour and a sign, written in the cell."""
    names = list(states)
    wide = result.frame.pivot(index=y, columns=x, values=state)
    wide = wide.reindex(index=result.frame[y].unique(), columns=result.frame[x].unique())
    figure = go.Figure(
        go.Heatmap(
            z=[[names.index(value) for value in row] for row in wide.to_numpy()],
            x=list(wide.columns),
            y=list(wide.index),
            text=[[states[value][1] for value in row] for row in wide.to_numpy()],
            texttemplate="%{text}",
            customdata=wide.to_numpy(),
            hovertemplate="%{y}<br>%{x} : %{customdata}<extra></extra>",
            zmin=0,
            zmax=max(len(names) - 1, 1),
            colorscale=[
                [index / max(len(names) - 1, 1), states[name][0]]
                for index, name in enumerate(names)
            ],
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    _layout(figure, height=150 + 26 * len(wide))
    # Every row and column is named, on a phone too: Plotly would skip some.
    return figure.update_xaxes(side="top", tickangle=-90, showgrid=False, dtick=1).update_yaxes(
        autorange="reversed", showgrid=False, dtick=1
    )


def class_legend(classes: list[tuple[str, str]]) -> go.Figure:
    """Legend of a map, one line per class: a swatch and a text, given as (colour, text)."""
    figure = go.Figure()
    if classes:
        colors, names = zip(*classes, strict=True)
        figure.add_scatter(
            x=[0] * len(classes),
            y=list(range(len(classes))),
            mode="markers+text",
            text=[f" {name}" for name in names],
            textposition="middle right",
            marker={
                "symbol": "square",
                "size": 14,
                "color": colors,
                "line": {"color": theme.GREY, "width": 1},
            },
            hoverinfo="skip",
            cliponaxis=False,
        )
    _layout(figure, height=23 * len(classes) + 12, margin={"l": 10, "r": 0, "t": 4, "b": 4})
    return figure.update_xaxes(visible=False, range=[0, 1]).update_yaxes(
        visible=False, range=[len(classes) - 0.5, -0.5]
    )
