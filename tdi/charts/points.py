"""Points in time: a path, or claims that no line joins."""

from typing import Any

import plotly.graph_objects as go

from tdi import fmt, theme
from tdi.charts.base import axis_title, layout, scaled
from tdi.results import Result


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
                y=scaled(part, y),
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
    layout(figure, height=300, showlegend=True)
    return figure.update_xaxes(tickformat="%Y", dtick="M12", showgrid=False).update_yaxes(
        title_text=axis_title(result, y), rangemode="tozero"
    )


def broken_lines(
    result: Result,
    *,
    x: str,
    y: str,
    series: str,
    run: str,
    whole: str,
    styles: dict[str, tuple[str, str]],
) -> go.Figure:
    """Values over time, joined within a `run` only; a value that is not `whole` is an empty mark.

    `styles` gives each series its colour and its mark. Nothing is drawn where there is no row.
    """
    unit = result.column(y).unit
    figure = go.Figure()
    for name, (color, symbol) in styles.items():
        rows = result.only(**{series: name}).frame.dropna(subset=[y])
        for rank, (_, part) in enumerate(rows.groupby(run, sort=False)):
            full = bool(part[whole].all())
            figure.add_scatter(
                x=part[x],
                y=scaled(Result(result.query, part, result.filters), y),
                name=name,
                legendgroup=name,
                showlegend=rank == 0,
                mode="lines+markers" if full else "markers",
                line={"color": color, "width": 2},
                marker={
                    "symbol": symbol if full else f"{symbol}-open",
                    "size": 7,
                    "color": color,
                    "line": {"color": color, "width": 1.5},
                },
                text=[
                    f"{fmt.day(day)}\u00a0: {fmt.by_unit(value, unit, short=True)}"
                    for day, value in zip(part[x], part[y], strict=True)
                ],
                hovertemplate=name + ", %{text}<extra></extra>",
                cliponaxis=False,
            )
    layout(figure, height=340, showlegend=True)
    days = result.frame[x]
    # Whole years, so that the axis is dated even when there is a single day.
    span = [f"{days.min().year}-01-01", f"{days.max().year + 1}-01-01"] if len(days) else None
    return figure.update_xaxes(tickformat="%Y", dtick="M12", range=span).update_yaxes(
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
    known = [
        row for row in result.records() if not fmt.is_missing(row[x]) and not fmt.is_missing(row[y])
    ]
    for name, shade in colors.items():
        part = [row for row in known if row[series] == name]
        if part:
            figure.add_scatter(
                x=[row[x] for row in part],
                y=[row[y] for row in part],
                mode="markers",
                name=name.capitalize(),
                marker={
                    "symbol": symbols[name],
                    "color": shade,
                    "size": 11,
                    "line": {"width": 1.5, "color": shade},
                },
                text=[row[label] for row in part],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
    layout(figure, height=320, showlegend=True)
    years = [row[x].year for row in result.records() if not fmt.is_missing(row[x])]
    # Whole years, so that the axis is dated even when all the claims are of one season.
    span = [f"{min(years)}-01-01", f"{max(years) + 1}-01-01"] if years else None
    return figure.update_xaxes(tickformat="%Y", dtick="M12", range=span).update_yaxes(
        title_text=unit, rangemode="tozero"
    )
