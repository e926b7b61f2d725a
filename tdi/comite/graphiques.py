"""Bars as native charts of PowerPoint: a reader can open their table, change them, restyle them.

A value that is not known has no bar, never one of zero (R1); « Non documenté » is hatched.
"""

from dataclasses import replace
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from tdi import theme
from tdi.comite.blocs import Barres, Serie

_HATCHES = {
    "/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "x": MSO_PATTERN.DIAGONAL_CROSS,
    "\\": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "|": MSO_PATTERN.VERTICAL,
    "+": MSO_PATTERN.CROSS,
    ".": MSO_PATTERN.DOTTED_DIAMOND,
}
# Written in French wherever the deck is opened; the amounts stay whole, in euros, in its table.
_FORMATS = {
    # As `fmt.euro_short`: in millions from one on, in euros under it.
    "€": '[>=1000000][$-40C]#,##0.0,,\\ "M€";[$-40C]#,##0\\ "€"',
    "%": "[$-40C]0.0\\ %",
    "mois": "[$-40C]0.0",
    "euros": '[$-40C]0.0\\ "€"',
}
_COUNT = "[$-40C]#,##0"
# Under this part of the longest bar, a number would not hold in its segment.
_LEGIBLE = 0.085
_SIZE = Pt(12)
# Bars that a chart holds legibly, one above the other and two a category.
_STACKED, _SIDE_BY_SIDE = 18, 10
# Room for the number after the longest bar.
_BEYOND = 1.12


def parts(drawing: Barres) -> list[Barres]:
    """Cut bars that one chart would not hold legibly, all of a size; all share one scale."""
    room = _STACKED if drawing.is_stacked or drawing.is_single else _SIDE_BY_SIDE
    count = -(-len(drawing.categories) // room)
    length = -(-len(drawing.categories) // max(count, 1))
    return [
        replace(
            drawing,
            categories=drawing.categories[start : start + length],
            series=tuple(
                replace(serie, values=serie.values[start : start + length])
                for serie in drawing.series
            ),
        )
        for start in range(0, len(drawing.categories), length)
    ]


def add(slide: Any, drawing: Barres, box: tuple[float, float, float, float], scale: float) -> None:
    """Draw bars as a chart in a box (left, top, width, height, in inches).

    `scale` is the longest bar that it must hold, its own or that of another part.
    """
    # PowerPoint draws the first category at the bottom: its axis is turned over instead.
    data = CategoryChartData(number_format=number_format(drawing))
    data.categories = drawing.categories
    for serie in drawing.series:
        data.add_series(serie.name, serie.values)
    is_stacked = drawing.is_stacked and not drawing.is_single
    kind = XL_CHART_TYPE.BAR_STACKED if is_stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *(Inches(one) for one in box), data)
    frame.name = "Graphique"
    describe(frame, drawing.alt)
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = _SIZE, _rgb(theme.INK)
    if len(drawing.categories) > 12:
        chart.font.size = Pt(10)
    chart.has_title = False
    chart.has_legend = drawing.has_legend
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = _rgb(theme.GREY)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.has_major_gridlines = False
    # Every bar is named: a chart leaves some out by itself.
    axis = chart.category_axis._element
    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    axis.insert_element_before(skip, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")
    chart.value_axis.visible = False
    chart.value_axis.maximum_scale = scale * (1 if is_stacked else _BEYOND)
    chart.value_axis.minimum_scale = min(0.0, *_known(drawing))
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.overlap = 100 if drawing.is_stacked or drawing.is_single else 0
    for made, serie in zip(plot.series, drawing.series, strict=True):
        fill(made.format.fill, serie.style)
        if serie.style[0] == theme.UNKNOWN:
            made.format.line.color.rgb = _rgb(theme.GREY)
        _label(made, serie, drawing, is_stacked=is_stacked)


def number_format(drawing: Barres) -> str:
    """How the values of a chart are written, in its table and beside its bars."""
    return _FORMATS.get(drawing.unit, _COUNT)


def _known(drawing: Barres) -> list[float]:
    return [value for serie in drawing.series for value in serie.values if value is not None]


def fill(target: Any, style: theme.Style) -> None:
    """Fill a shape as `theme` says: a colour, and a hatch where it has one."""
    color, hatch = style
    if not hatch:
        target.solid()
        target.fore_color.rgb = _rgb(color)
        return
    target.patterned()
    target.pattern = _HATCHES[hatch]
    # Hatches are read on their ground: grey on what is unknown, white on a colour.
    on_unknown = color == theme.UNKNOWN
    target.fore_color.rgb = _rgb(theme.GREY if on_unknown else "#FFFFFF")
    target.back_color.rgb = _rgb(color)


def describe(frame: Any, words: str) -> None:
    """Give a chart or a table its text for who does not see it."""
    frame._element.iter(qn("p:cNvPr")).__next__().set("descr", words)


def _label(made: Any, serie: Serie, drawing: Barres, *, is_stacked: bool) -> None:
    """Write each value beside its bar, or in its segment when it holds there."""
    labels = made.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format(drawing), False
    labels.font.size = Pt(10) if len(drawing.categories) > 12 else Pt(11)
    if not is_stacked:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        return
    labels.position = XL_LABEL_POSITION.CENTER
    is_pale = serie.style[0] in (theme.UNKNOWN, theme.SKY, theme.ORANGE)
    labels.font.color.rgb = _rgb(theme.INK if is_pale else "#FFFFFF")
    if serie.style[1]:
        _ground(labels, serie.style[0])
    total = drawing.longest
    for place, value in enumerate(serie.values):
        if value is not None and abs(value) < _LEGIBLE * total:
            _hide(made, place)


def _ground(labels: Any, color: str) -> None:
    """Put the numbers of a hatched series on a plain ground: hatches would cross their figures."""
    shape = parse_xml(
        f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="{color[1:]}"/></a:solidFill>'
        "</c:spPr>"
    )
    labels._element.insert_element_before(shape, "c:txPr", "c:dLblPos", "c:showLegendKey")


def _hide(made: Any, place: int) -> None:
    """Leave one value out of the labels; it stays in the table of the chart."""
    element = made.points[place].data_label._get_or_add_dLbl()
    for child in list(element):
        if child.tag != qn("c:idx"):
            element.remove(child)
    element.append(element.makeelement(qn("c:delete"), {"val": "1"}))


def _rgb(color: str) -> RGBColor:
    return RGBColor.from_string(color.removeprefix("#"))
