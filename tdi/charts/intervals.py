"""Intervals and dots: what is known between two bounds, and the same measure on a line each."""

import plotly.graph_objects as go

from tdi import fmt, theme
from tdi.charts.base import axis_title, drawn_unit, folded, layout, scaled, texts
from tdi.results import Result


def ranked_intervals(
    result: Result, *, label: str, low: str, high: str, number: str, title: str
) -> go.Figure:
    """Vertical intervals side by side, in the order of the rows; those with a `number` bear it.

    A row without bounds is left out. `title` is the column that says what is measured.
    """
    rows = Result(result.query, result.frame.dropna(subset=[low, high]), result.filters)
    lows, highs = scaled(rows, low), scaled(rows, high)
    drawn = rows.frame.assign(
        place=range(1, len(rows.frame) + 1),
        middle=(lows + highs) / 2,
        half=(highs - lows) / 2,
        said=[f"{a} à {b}" for a, b in zip(texts(rows, low), texts(rows, high), strict=True)],
    )
    figure = go.Figure()
    numbered = drawn[number].notna()
    for part, name, color, symbol in (
        (drawn[~numbered], "Les autres", theme.GREY, "circle"),
        (drawn[numbered], "Comparés", theme.ORANGE, "diamond"),
    ):
        if part.empty:
            continue
        chosen = symbol == "diamond"
        # Above and below in turn: two that are close would read as one number.
        sides = [f"{('top', 'bottom')[rank % 2]} center" for rank in range(len(part))]
        figure.add_scatter(
            x=part["place"],
            y=part["middle"],
            name=name,
            mode="markers+text" if chosen else "markers",
            text=[fmt.number(one) for one in part[number]] if chosen else None,
            textposition=sides,
            textfont={"size": 15, "color": theme.INK},
            marker={"color": color, "symbol": symbol, "size": 11 if chosen else 5},
            error_y={
                "array": part["half"],
                "color": color,
                "thickness": 4 if chosen else 1.5,
                "width": 0,
            },
            customdata=list(part[label]),
            hovertext=part["said"],
            hovertemplate="%{customdata} : %{hovertext}<extra></extra>",
            cliponaxis=False,
        )
    layout(figure, height=340, showlegend=bool(numbered.any()))
    return figure.update_xaxes(
        title_text=folded("Un trait par territoire, du milieu le plus haut au plus bas"),
        showticklabels=False,
        showgrid=False,
    ).update_yaxes(title_text=folded(axis_title(result, title)), rangemode="tozero")


def dot_rows(
    result: Result, *, y: str, x: str, series: str, styles: theme.Styles, symbols: dict[str, str]
) -> go.Figure:
    """One line a row of `y`, a mark of its own per series: side by side, never added up."""
    figure = go.Figure()
    for name, (color, _) in styles.items():
        part = result.only(**{series: name})
        known = Result(result.query, part.frame.dropna(subset=[x]), result.filters)
        if known.is_empty:
            continue
        figure.add_scatter(
            x=scaled(known, x),
            y=known.frame[y],
            name=name,
            mode="markers",
            marker={"color": color, "symbol": symbols[name], "size": 12},
            text=texts(known, x),
            hovertemplate="%{y}, " + name + " : %{text}<extra></extra>",
            cliponaxis=False,
        )
    labels = list(dict.fromkeys(result.frame[y]))
    layout(figure, height=150 + 44 * max(len(labels), 2), showlegend=True)
    return figure.update_xaxes(title_text=drawn_unit(result, x), rangemode="tozero").update_yaxes(
        autorange="reversed",
        categoryorder="array",
        categoryarray=labels,
        tickvals=labels,
        ticktext=[folded(label) for label in labels],
    )
