"""Tables show every text whole: choices of columns, Markdown taken literally, drawers that hold."""

import re
import textwrap
from decimal import Decimal

import pytest
from PIL import ImageFont
from streamlit.testing.v1 import AppTest

from tdi import queries, tables
from tdi.filters import Filters
from tdi.results import compute
from tdi.vues import VUES

# The font that Pillow carries, of about the width of the page's own.
FONT = ImageFont.load_default(size=14)
SELECTIONS = {
    "public": Filters(snapshot_date="2024-11-21"),
    "demonstration": Filters(jeu="demonstration", snapshot_date="2022-12-31", region_code="24"),
}
SHOWN = [name for name in queries.names() if not name.startswith("tables/")]
# Never opened from a page for the whole country: thousands of rows, of one territoire at a time.
OF_A_PLACE = {"territoires/laureats", "territoires/fonds_vert", "territoires/fiches_action"}
QUERY = queries.parse(
    "essai",
    """-- Une table d’essai.
-- @grain nom
-- @column nom     | texte   | Nom
-- @column adresse | url     | Source
-- @column note    | texte   | Remarque
-- @column montant | €       | Montant
-- @column autre   | €       | Autre montant
-- @column compte  | projets | Projets
""",
)
ROW = {
    "nom": "1. *Prix* [a](b) `c` :red[d] $e$ | f_g <i>",
    "adresse": "https://www.exemple.fr/a_b(c)",
    "note": None,
    "montant": Decimal("1234567.89"),
    "autre": None,
    "compte": 3,
}


def essai(details=None, columns=("nom", "montant")):
    """What `tables.text` writes for a row whose texts look like Markdown."""
    import pandas as pd

    from tdi import tables
    from tdi.results import Result
    from tests.test_tables import QUERY, ROW

    tables.text(Result(QUERY, pd.DataFrame([ROW])), columns, details=details)


def written(**asked):
    app = AppTest.from_function(essai, kwargs=asked).run()
    assert not app.exception
    return app.table[0]


@pytest.mark.parametrize("name", VUES)
def test_what_a_page_shows_of_a_query_exists_once(name):
    vue, query = VUES[name], queries.load(name)
    shown = [*vue.columns, *(column for under in vue.details.values() for column in under)]
    assert set(shown) <= set(query.columns)
    assert len(shown) == len(set(shown))
    assert set(vue.details) <= set(vue.columns)
    assert not {query.columns[column].unit for column in shown} & tables.HIDDEN_UNITS


def test_a_text_that_looks_like_markdown_is_shown_as_it_is():
    cell = written().value["Nom"].iloc[0]
    assert re.sub(r"\\(.)", r"\1", cell) == ROW["nom"]
    for mark in "*[]`$|_<>":
        assert not re.search(rf"(?<!\\){re.escape(mark)}", cell), mark
    assert cell.startswith("1\\."), "no list"


def test_an_address_is_a_link_under_its_column_and_a_missing_word_is_left_out():
    cell = written(details={"nom": ["adresse", "note", "autre"]}).value["Nom"].iloc[0]
    name, _, under = cell.partition("  \n")
    assert re.fullmatch(r"\*\*.+\*\*", name)
    assert under == (
        "Source\u00a0: [exemple.fr](<https://www.exemple.fr/a_b(c)>)\u00a0· Autre montant\u00a0: —"
    ), "a figure that is missing is said (R1)"


def test_an_amount_is_exact_when_it_is_alone_and_stays_a_number():
    assert written().value["Montant"].iloc[0] == ROW["montant"]
    alone, among = (
        written(columns=columns).proto.SerializeToString().decode("utf-8", "ignore")
        for columns in (["nom", "montant"], ["nom", "montant", "autre"])
    )
    assert "1\u202f234\u202f567,89\u202f€" in alone
    assert "1,2\u202fM€" in among
    assert "1\u202f234\u202f567,89\u202f€" not in among


def lines(text, width):
    """Lines that a text takes in a width, broken between words, in a word that is longer."""
    found, line = 1, ""
    for word in text.split(" "):
        if line and FONT.getlength(f"{line} {word}") > width:
            found, line = found + 1, word
        else:
            line = f"{line} {word}".strip()
        found += int(FONT.getlength(line) // width)
    return found


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_drawer_holds_the_longest_text_of_each_column(name, selection):
    filters = SELECTIONS[selection]
    if name in OF_A_PLACE and not (filters.region_code or filters.territoire_id):
        filters = Filters(filters.jeu, None, filters.snapshot_date, territoire_id="p1-ti-2402")
    result = compute(name, filters)
    columns = tables.visible(result)
    widths, row_height = tables.measures(result, columns)
    for column in columns:
        about = result.column(column)
        assert FONT.getlength(about.label) <= widths[column] - 16, about.label
        told = sorted({tables.told(value, about.unit) for value in result.frame[column]}, key=len)
        for text in told[-20:]:
            needed = lines(text, widths[column] - 16)
            shown = f"{column}: {textwrap.shorten(text, 80)}"
            assert needed == 1 or needed * 20 <= (row_height or 0), shown
            assert needed == 1 or not re.fullmatch(r"[0-9a-f]{64}", text), "a fingerprint is whole"
