"""What the tests of a committee's pack share: packs made once, and papers read back."""

import io
from functools import cache

import openpyxl
from pptx import Presentation

from tdi.comite import classeur, contenu, deck, livret
from tdi.filters import Filters
from tdi.results import compute

DAYS = {"public": "2025-01-14", "demonstration": "2022-12-31"}
REGIONS = tuple(
    row["region_code"]
    for row in compute("filtres/regions", Filters(snapshot_date=DAYS["public"])).records()
)
# A large one, an overseas one, one that lacks every amount, one without territoire, one of phase 2.
PACKS = (
    ("demonstration", "84", 1),
    ("demonstration", "03", 1),
    ("public", "53", 1),
    ("public", "06", 1),
    ("public", "11", 2),
)


def filters(jeu, region, phase):
    return Filters(jeu=jeu, snapshot_date=DAYS[jeu], phase=phase, region_code=region)


@cache
def pack(jeu, region, phase):
    return contenu.prepare(filters(jeu, region, phase))


@cache
def slides(jeu, region, phase):
    return list(Presentation(io.BytesIO(deck.write(pack(jeu, region, phase)))).slides)


@cache
def workbook(jeu, region, phase):
    return openpyxl.load_workbook(io.BytesIO(classeur.write(pack(jeu, region, phase))))


@cache
def pdf(jeu, region, phase):
    return livret.write(pack(jeu, region, phase))


def texts(slide):
    """Every text of a slide, its tables included."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found
