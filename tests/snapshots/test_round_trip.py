"""What an officer types in the template is what gets published: nothing lost, nothing changed."""

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdi.snapshots import contract, lot, perimeter, template
from tests.snapshots import filled
from tests.snapshots.statements import blocking, read

ASKED = [table for table in contract.load().tables if not table.complementary]
# A workbook in which nothing is typed is refused: the test below.
WORKBOOKS = st.fixed_dictionaries(
    {table.name: filled.statements(table.name) for table in ASKED}
).filter(lambda drawn: any(drawn.values()))


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("gabarit") / "gabarit.xlsx"
    template.write(path, filled.KNOWN, perimeter.find(filled.KNOWN, "Bretagne", []))
    return path


def fill(blank, path, drawn):
    workbook = openpyxl.load_workbook(blank)
    for table in ASKED:
        sheet = workbook[table.title]
        for row, cells in enumerate(drawn[table.name], 2):
            for position, column in enumerate(table.columns, 1):
                cell = sheet.cell(row, position)
                # What the template had put there, if anything, is written over.
                cell.value = cells[column.name][1]
    workbook.save(path)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORKBOOKS)
def test_template_import_parquet_gives_back_what_was_typed(blank, tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("cycle")
    fill(blank, folder / "relevé.xlsx", drawn)
    imported = read(folder / "relevé.xlsx")
    assert not blocking(imported)
    lot_folder = folder / "lot"
    assert imported.write(lot_folder) == lot.read(lot_folder)
    for table in ASKED:
        typed = [{name: cell[0] for name, cell in row.items()} for row in drawn[table.name]]
        expected = lot.sorted_rows(table, pa.Table.from_pylist(typed, schema=table.schema))
        assert lot.read_table(lot_folder, table).equals(expected), table.name


def test_an_untouched_template_says_that_there_is_nothing_in_it(blank):
    imported = read(blank)
    assert [fault.message for fault in blocking(imported)] == ["Aucune ligne à importer."]
    unread = [fault for fault in imported.faults if "préremplies" in fault.message]
    assert {fault.sheet for fault in unread} == {"Contrats", "Appréciations (météo)"}
    assert all(not rows.num_rows for name, rows in imported.tables.items() if name == "contrats")
