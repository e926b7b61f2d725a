"""Bars that close on a total, further told: a funnel of stages, the parts of a whole."""

import plotly.graph_objects as go

from tdi import fmt, theme
from tdi.charts.bars import closed_bars
from tdi.charts.base import drawn_unit, folded, hatched, layout, scaled, texts
from tdi.results import Result

_STEP = 92


def funnel(
    result: Result,
    *,
    y: str,
    amount: str,
    total: str,
    segments: dict[str, str],
    losses: Result,
    loss: str,
    share: str,
) -> go.Figure:
    """Closed bars named with their amount; between two, what was lost from one to the next.

    `losses` has at most one row a bar, keyed by `y` too: what is lost on the way to it.
    """
    figure = closed_bars(result, y=y, total=total, segments=segments)
    lost = {row[y]: row for row in losses.records()}
    stages = list(result.frame[y])
    for rank, stage in enumerate(stages[1:], start=1):
        figure.add_annotation(
            x=0,
            y=rank - 0.5,
            xanchor="left",
            showarrow=False,
            text=_lost(lost.get(stage), loss, share),
            font={"color": theme.INK, "size": 13},
        )
    figure.update_layout(height=80 + _STEP * len(stages), bargap=0.55)
    return figure.update_yaxes(
        tickvals=stages,
        ticktext=[
            f"{stage}<br><b>{written}</b>"
            for stage, written in zip(stages, texts(result, amount), strict=True)
        ],
    )


def _lost(row: dict[str, object] | None, loss: str, share: str) -> str:
    """« ↓ 906 M€ de moins (53,3 %) »; nothing is told of two stages that cannot be compared."""
    if row is None or fmt.is_missing(row[loss]):
        return "↓ ne se compare pas"
    amount, part = float(str(row[loss])), row[share]
    if amount == 0:
        return "↓ aucune perte connue"
    told = "de moins" if amount > 0 else "de plus"
    written = fmt.by_unit(abs(amount), "€", short=True)
    if fmt.is_missing(part):
        return f"↓ {written} {told}"
    return f"↓ {written} {told} ({fmt.percent(abs(float(str(part))))})"


def parts_of_whole(
    result: Result, *, y: str, x: str, share: str, styles: theme.Styles
) -> go.Figure:
    """Bars, one a part of a whole, in the order of the rows; `styles` are of those that stand out.

    Rows of one `y` are one bar, whose value each repeats. A part that is zero keeps its name.
    """
    bars = Result(result.query, result.frame.drop_duplicates(subset=[y]), result.filters)
    fills = [styles.get(name, (theme.NAVY, "")) for name in bars.frame[y]]
    written = [
        text if part == fmt.MISSING else f"{text} ({part})"
        for text, part in zip(texts(bars, x), texts(bars, share), strict=True)
    ]
    figure = go.Figure(
        go.Bar(
            x=scaled(bars, x),
            y=bars.frame[y],
            orientation="h",
            marker=hatched([color for color, _ in fills], [hatch for _, hatch in fills]),
            text=written,
            textposition="outside",
            textfont={"size": 12},
            cliponaxis=False,
            hovertemplate="%{y} : %{text}<extra></extra>",
        )
    )
    # A label outside its bar widens no axis: it needs the room of its words.
    layout(figure, height=60 + 31 * max(len(written), 2), margin={"l": 8, "r": 108, "t": 8, "b": 8})
    labels = list(bars.frame[y])
    return figure.update_xaxes(
        title_text=drawn_unit(bars, x), rangemode="tozero", nticks=4, tickangle=0
    ).update_yaxes(
        autorange="reversed",
        showgrid=False,
        tickvals=labels,
        ticktext=[folded(label) for label in labels],
    )
