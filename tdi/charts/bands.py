"""Facts as lines, then what is projected: dashes and a band of their own, never one line."""

import plotly.graph_objects as go

from tdi import fmt
from tdi.charts.base import scaled
from tdi.charts.points import broken_lines
from tdi.results import Result


def continued_lines(
    facts: Result,
    ahead: Result,
    *,
    x: str,
    y: str,
    series: str,
    run: str,
    whole: str,
    styles: dict[str, tuple[str, str]],
    level: str,
    low: str,
    high: str,
) -> go.Figure:
    """Draw `broken_lines` of the facts; beside them `level` in dashes, from `low` to `high`.

    Nothing joins the last fact to the first value projected.
    """
    figure = broken_lines(facts, x=x, y=y, series=series, run=run, whole=whole, styles=styles)
    unit = ahead.column(level).unit
    for name, (color, _) in styles.items():
        part = ahead.only(**{series: name})
        if part.is_empty:
            continue
        days = list(part.frame[x])
        figure.add_scatter(
            x=days + days[::-1],
            y=[*scaled(part, high), *scaled(part, low)[::-1]],
            fill="toself",
            fillcolor=color,
            opacity=0.2,
            line={"width": 0},
            mode="lines",
            name=f"{name}, intervalle à 80\u202f%",
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=days,
            y=scaled(part, level),
            mode="lines+markers",
            name=f"{name}, projeté",
            line={"color": color, "width": 2, "dash": "dash"},
            # Thin crosses: an empty mark is a fact that is not whole.
            marker={"symbol": "x-thin", "size": 5, "line": {"color": color, "width": 1.5}},
            text=[
                f"{fmt.day(row[x])}\u00a0: {_told(row[level], unit)}, "
                f"entre {_told(row[low], unit)} et {_told(row[high], unit)}"
                for row in part.records()
            ],
            hovertemplate=name + ", projeté, %{text}<extra></extra>",
        )
    first, last = facts.frame[x].min(), max(facts.frame[x].max(), ahead.frame[x].max())
    return figure.update_xaxes(range=[f"{first.year}-01-01", f"{last.year + 1}-01-01"])


def _told(amount: float, unit: str) -> str:
    return fmt.by_unit(amount, unit, short=True)
