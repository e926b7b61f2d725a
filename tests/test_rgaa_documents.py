"""The workbooks that a page offers can be read by an assistive technology (RGAA 13.3).

The PDFs and the deck are looked at by `tests/notes/test_note_pages.py`, `test_comite_livret.py` and
`test_comite_deck.py`. The files of data (CSV, Parquet) are the rows of these workbooks.
"""

import io

import openpyxl
import pytest

from tdi import dictionnaire, exports
from tdi.results import compute
from tests.exports.reading import XLSX
from tests.notes.comite import PACKS, filters, workbook

BRETAGNE = filters("public", "53", 1)
FICTION = filters("demonstration", "53", 1)


@pytest.mark.parametrize("asked", [BRETAGNE, FICTION], ids=["public", "fiction"])
def test_the_rows_of_a_figure_are_a_table_with_headings(asked):

    result = compute("pilotage/montants_publies", asked)
    check(openpyxl.load_workbook(io.BytesIO(exports.content(result, XLSX))))


@pytest.mark.parametrize("asked", PACKS[1:3])
def test_each_sheet_of_a_pack_is_a_table_with_headings(asked):
    check(workbook(*asked))


def check(book):
    """A title, named sheets, one table each under its headings, no drawing without words."""
    assert len(book.properties.title) > 10
    for sheet in book.worksheets:
        assert not sheet.title.lower().startswith(("feuil", "sheet"))
        assert not sheet._images
        assert not sheet._charts
        assert not sheet.merged_cells.ranges
        [table] = sheet.tables.values()
        assert table.headerRowCount != 0
        first = sheet[table.ref.partition(":")[0]]
        headings = [cell.value for cell in sheet[first.row]][: len(table.tableColumns)]
        assert headings == [column.name for column in table.tableColumns]
        assert all(headings), sheet.title


def test_each_sheet_to_fill_is_a_table_whose_cells_are_explained():
    book = openpyxl.load_workbook(io.BytesIO(dictionnaire.gabarit(BRETAGNE)))
    assert book.properties.title.startswith("Territoires d’industrie")
    filled = [sheet for sheet in book.worksheets if sheet.tables]
    assert len(filled) >= 5
    for sheet in filled:
        [table] = sheet.tables.values()
        assert all(column.name for column in table.tableColumns)
        assert all(rule.prompt for rule in sheet.data_validations.dataValidation)
