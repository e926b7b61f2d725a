"""Squares: a grid of states, the classes of a map."""

import plotly.graph_objects as go

from tdi import theme
from tdi.charts.base import layout
from tdi.results import Result


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
    layout(figure, height=150 + 26 * len(wide))
    # Every row and column is named, on a phone too: Plotly would skip some.
    return figure.update_xaxes(side="top", tickangle=-90, showgrid=False, dtick=1).update_yaxes(
        autorange="reversed", showgrid=False, dtick=1
    )


def class_legend(classes: list[tuple[str, str]]) -> go.Figure:
    """Legend of a map, one line per class: a swatch and a text, given as (colour, text)."""
    marks = []
    if classes:
        colors, names = zip(*classes, strict=True)
        marks = [
            go.Scatter(
                x=[0] * len(classes),
                y=list(range(len(classes))),
                mode="markers+text",
                text=[f" {name}" for name in names],
                textposition="middle right",
                marker={
                    # As on the map, what is not known bears a sign: grey alone would be a colour.
                    "symbol": [
                        "square-x" if shade == theme.UNKNOWN else "square" for shade in colors
                    ],
                    "size": 14,
                    "color": colors,
                    "line": {"color": [theme.edge(shade) for shade in colors], "width": 1},
                },
                hoverinfo="skip",
                cliponaxis=False,
            )
        ]
    return layout(
        go.Figure(marks),
        height=23 * len(classes) + 12,
        margin={"l": 10, "r": 0, "t": 4, "b": 4},
        x={"visible": False, "range": [0, 1]},
        y={"visible": False, "range": [len(classes) - 0.5, -0.5]},
    )
