"""The blank deck: 16:9, our colours as its theme, fonts that every computer has or replaces."""

from copy import deepcopy
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from tdi import theme

# Arial is on Windows and macOS; elsewhere Liberation Sans has the same measures.
FONT = "Arial"
WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.5
ROOM = WIDTH - 2 * MARGIN
TITLE = (MARGIN, 0.62, ROOM, 0.95)
TITLE_SIZE = 24
_COVER_TITLE, _COVER_WORDS = (MARGIN, 2.0, ROOM, 1.0), (MARGIN, 3.1, ROOM, 2.2)
_NUMBER = (WIDTH - MARGIN - 0.7, 7.0, 0.7, 0.3)
_LANGUAGE = "fr-FR"
_COVER, _IDEA = "Title Slide", "Title Only"
_ACCENTS = (theme.NAVY, theme.ORANGE, theme.SKY, theme.AUBERGINE, theme.BRICK, theme.GREY)


def blank() -> Deck:
    """Return a deck without slides, of two layouts: a cover, and a title over an idea."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in (_COVER, _IDEA):
            deck.slide_layouts.remove(layout)
    _theme(deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    _title_style(deck)
    for holder in (deck.slide_master, *deck.slide_layouts):
        places = {"TITLE": TITLE, "SLIDE_NUMBER": _NUMBER, "BODY": (MARGIN, 1.75, ROOM, 5.0)}
        if holder is not deck.slide_master and holder.name == _COVER:
            places |= {"CENTER_TITLE": _COVER_TITLE, "SUBTITLE": _COVER_WORDS}
        placeholders: Any = holder.placeholders
        for shape in list(placeholders):
            box = places.get(shape.placeholder_format.type.name)
            if box:
                place(shape, box)
            else:
                # The date and the foot of the page are written on each slide, with its snapshot.
                shape.element.getparent().remove(shape.element)
    return deck


def add(deck: Deck, *, is_cover: bool = False) -> Slide:
    """Add a slide: a cover, or a title over an idea."""
    wanted = _COVER if is_cover else _IDEA
    layout = next(one for one in deck.slide_layouts if one.name == wanted)
    return deck.slides.add_slide(layout)


def place(shape: Any, box: tuple[float, float, float, float]) -> None:
    """Put a shape at (left, top, width, height), in inches."""
    shape.left, shape.top, shape.width, shape.height = (Inches(one) for one in box)


def number(slide: Slide) -> None:
    """Show the number of a slide: the library leaves that of the layout out."""
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.type.name == "SLIDE_NUMBER":
            copied = deepcopy(shape.element)
            # A number of its own among the shapes, and the language of the deck.
            copied.nvSpPr.cNvPr.set("id", str(max(one.shape_id for one in slide.shapes) + 1))
            for run in copied.iter(qn("a:rPr"), qn("a:endParaRPr")):
                run.set("lang", _LANGUAGE)
            slide.shapes._spTree.append(copied)


def _theme(part: Part) -> None:
    """Give the theme our colours and font: whatever a reader adds looks like the rest."""
    root = parse_xml(part.blob)
    for rank, color in enumerate(_ACCENTS, start=1):
        [accent] = root.iter(qn(f"a:accent{rank}"))
        accent[0].set("val", color.removeprefix("#"))
    for name in ("a:majorFont", "a:minorFont"):
        [family] = root.iter(qn(name))
        family.find(qn("a:latin")).set("typeface", FONT)
    part._blob = serialize_part_xml(root)


def _title_style(deck: Deck) -> None:
    [style] = deck.slide_master.element.iter(qn("p:titleStyle"))
    paragraph = style.find(qn("a:lvl1pPr"))
    paragraph.set("algn", "l")
    run = paragraph.find(qn("a:defRPr"))
    run.set("sz", str(TITLE_SIZE * 100))
    run.set("b", "1")
    [color] = run.iter(qn("a:schemeClr"))
    color.set("val", "accent1")
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape.placeholder_format.type.name in ("TITLE", "CENTER_TITLE"):
                shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
