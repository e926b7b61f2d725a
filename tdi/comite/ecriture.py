"""Words on a slide: written in French, at the largest size at which they hold in their box."""

from typing import Any, cast

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

from tdi import fmt, theme
from tdi.comite import mesure, support

_SIZES = (16, 15, 14, 13, 12)


def note(slide: Slide, words: str) -> None:
    """Write the speaker's notes of a slide."""
    cast("Any", slide.notes_slide.notes_text_frame).text = words


def title_size(title: str) -> int:
    """The largest size at which a title holds in its two lines."""
    sizes = (support.TITLE_SIZE, 22, 20, 18)
    room = support.ROOM - 0.2
    return next(
        (size for size in sizes if mesure.line_count(title, size, room, bold=True) <= 2), sizes[-1]
    )


def fitting(points: tuple[str, ...], room: float, height: float) -> tuple[int, float]:
    """Return the largest size at which points hold in a box, and the height that they take."""
    heights = {size: _room_taken(points, size, room) for size in _SIZES}
    size = next((one for one, used in heights.items() if used <= height), _SIZES[-1])
    return size, heights[size]


def _room_taken(points: tuple[str, ...], size: int, room: float) -> float:
    lines = sum(mesure.line_count(fmt.plain(one), size, room - 0.2) for one in points)
    return (lines * size * 1.2 + len(points) * size * 0.5) / 72 + 0.1


def text(
    slide: Slide,
    box: tuple[float, float, float, float],
    lines: list[str],
    size: int,
    *,
    color: str = theme.INK,
) -> None:
    """Add a box of lines, at (left, top, width, height) in inches."""
    shape = slide.shapes.add_textbox(*(Inches(one) for one in box))
    paragraphs(shape.text_frame, lines, size, color=color)


def paragraphs(frame: Any, lines: list[str], size: int, *, color: str = theme.INK) -> None:
    """Write lines in a frame, a paragraph each."""
    for rank, line in enumerate(lines):
        if rank:
            frame.add_paragraph()
        say(frame, line, size, color=color)
        paragraph = frame.paragraphs[-1]
        paragraph.alignment = PP_ALIGN.LEFT
        if len(lines) > 1:
            paragraph.space_after = Pt(size * 0.5)


def say(frame: Any, words: str, size: int, *, bold: bool = False, color: str | None = None) -> None:
    """Write words in the last paragraph of a frame, in French, marked bold where they say so."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    paragraph = frame.paragraphs[-1]
    for text, marked in mesure.runs(words):
        run = paragraph.add_run()
        run.text, run.font.size = text, Pt(size)
        run.font.language_id = MSO_LANGUAGE_ID.FRENCH
        if bold or marked:
            run.font.bold = True
        if color:
            run.font.color.rgb = RGBColor.from_string(color.removeprefix("#"))
