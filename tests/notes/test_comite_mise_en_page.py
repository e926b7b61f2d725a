"""The slides of a committee's pack: every text and table holds where it is, in Arial's measures."""

import pytest
from PIL import ImageFont
from pptx.util import Inches

from tests.notes.comite import PACKS, slides

FONTS = "/usr/share/fonts/truetype/liberation"


@pytest.mark.parametrize("asked", PACKS)
def test_nothing_leaves_the_slide_and_each_text_holds_in_its_box(asked):
    fonts = {}
    for slide in slides(*asked):
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= Inches(13.34)
            assert shape.top + shape.height <= Inches(7.5)
            if not shape.has_text_frame or not shape.text_frame.text:
                continue
            runs = [run for line in shape.text_frame.paragraphs for run in line.runs]
            size = max((run.font.size.pt for run in runs if run.font.size), default=0)
            if not size:
                continue
            font = fonts.setdefault(
                size, ImageFont.truetype(f"{FONTS}/LiberationSans-Bold.ttf", size * 10)
            )
            room = (shape.width - Inches(0.2)) / 12700 * 10
            lines = sum(
                wrapped(paragraph.text, font, room) for paragraph in shape.text_frame.paragraphs
            )
            needed = lines * size * 1.15 / 72
            assert needed <= shape.height / 914400 + 0.12, shape.text_frame.text


@pytest.mark.parametrize("asked", PACKS)
def test_tables_end_above_the_source_even_where_cells_wrap(asked):
    font = ImageFont.truetype(f"{FONTS}/LiberationSans-Regular.ttf", 120)
    for slide in slides(*asked):
        for shape in slide.shapes:
            if not shape.has_table:
                continue
            height = 0.0
            for row in list(shape.table.rows):
                size = row.cells[0].text_frame.paragraphs[0].runs[0].font.size.pt
                lines = max(
                    wrapped(cell.text, font, (column.width / 914400 - 0.16) * 72 * 10 * 12 / size)
                    for cell, column in zip(row.cells, shape.table.columns, strict=True)
                )
                height += max(lines * size * 1.2 / 72 + 0.06, row.height / 914400)
            assert shape.top / 914400 + height <= 6.75, slide.shapes.title.text


def wrapped(text, font, room):
    """Lines that a text takes with the real letters of Arial's twin."""
    count, used = 1, 0.0
    for word in text.split(" "):
        long = font.getlength(word)
        if used and used + font.getlength(" ") + long > room:
            count, used = count + 1, 0.0
        used += (font.getlength(" ") if used else 0.0) + long
    return count
