"""Tables as native tables of PowerPoint, cut into as many slides as their lines need."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from tdi import fmt
from tdi.comite import mesure
from tdi.comite.blocs import Tableau
from tdi.comite.graphiques import describe

SIZES = (14, 12)
_LINE, _MARGIN = 1.2 / 72, 0.08
# Parts of the height tried in turn, for the last of several slides not to hold two lines.
_SHARES = (0.5, 0.6, 0.7, 0.8, 0.9)


def size(drawing: Tableau, room: float, height: float) -> int:
    """The largest size at which a whole table holds in a box; the smallest when none does."""
    return next((one for one in SIZES if _total(drawing, room, one) <= height), SIZES[-1])


def parts(
    drawing: Tableau, room: float, heights_free: Sequence[float], size: int
) -> Iterator[Tableau]:
    """Cut a table into those that hold in boxes of these heights; lines may be left out at last.

    Room and heights are in inches.
    """
    shares = widths(drawing, room, size)
    heights = [_height(line, shares, size) for line in drawing.lines]
    heading = _height(drawing.headings, shares, size)
    start = 0
    for height in heights_free:
        if start >= len(drawing.lines):
            return
        end, used, free = start, 0.0, height - heading
        while end < len(drawing.lines) and (end == start or used + heights[end] <= free):
            used += heights[end]
            end += 1
        yield replace(drawing, lines=drawing.lines[start:end])
        start = end


def balanced(drawing: Tableau, room: float, heights: Sequence[float], size: int) -> list[Tableau]:
    """Cut a table as `parts` does, in as few, but of heights as even as can be."""
    made = list(parts(drawing, room, heights, size))
    for share in _SHARES:
        even = list(parts(drawing, room, [height * share for height in heights], size))
        if len(even) == len(made) and sum(len(one.lines) for one in even) == sum(
            len(one.lines) for one in made
        ):
            return even
    return made


def add(
    slide: Any, drawing: Tableau, place: tuple[float, float], widths: Sequence[float], size: int
) -> None:
    """Draw a table at (left, top), in inches; it is as high as its lines want."""
    left, top = place
    room = sum(widths)
    lines = [drawing.headings, *drawing.lines]
    heights = [_height(line, widths, size) for line in lines]
    frame = slide.shapes.add_table(
        len(lines), len(widths), Inches(left), Inches(top), Inches(room), Inches(sum(heights))
    )
    frame.name = "Tableau"
    describe(frame, drawing.alt)
    table = frame.table
    table.first_row, table.horz_banding = True, True
    for rank, width in enumerate(widths):
        table.columns[rank].width = Inches(width)
    for rank, (line, height) in enumerate(zip(lines, heights, strict=True)):
        table.rows[rank].height = Inches(height)
        for column, words in enumerate(line):
            _write(table.cell(rank, column), words, size, column in drawing.quantities)


def _total(drawing: Tableau, room: float, size: int) -> float:
    shares = widths(drawing, room, size)
    return sum(_height(line, shares, size) for line in (drawing.headings, *drawing.lines))


def _write(cell: Any, words: str, size: int, is_quantity: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(_MARGIN)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_quantity else PP_ALIGN.LEFT
    for text, bold in mesure.runs(words):
        run = paragraph.add_run()
        run.text, run.font.size = text, Pt(size)
        run.font.language_id = MSO_LANGUAGE_ID.FRENCH
        if bold:
            run.font.bold = True


def widths(drawing: Tableau, room: float, size: int) -> list[float]:
    """Widths of the columns, in inches: those of a whole table are those of its parts."""
    columns = list(zip(drawing.headings, *drawing.lines, strict=True))
    return mesure.shares(columns, size, room)


def _height(line: Sequence[str], widths: Sequence[float], size: int) -> float:
    counts = [
        mesure.line_count(fmt.plain(words), size, width - 2 * _MARGIN)
        for words, width in zip(line, widths, strict=True)
    ]
    return max(counts) * size * _LINE + 0.1
