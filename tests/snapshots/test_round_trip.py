"""What is typed is what gets published, and an export gives it back: nothing lost or changed.

Each example goes all the way: template or CSV → import → lot → publication → export → import.
More of them: `pytest tests/snapshots/test_round_trip.py --hypothesis-profile=long`.
"""

import csv
import os
import shutil
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdi.snapshots import (
    contract,
    exporting,
    lot,
    perimeter,
    publishing,
    reading_child,
    reading_parquet,
    reading_xlsx,
    references,
    template,
)
from tests.snapshots import filled
from tests.snapshots.publications import copy_references
from tests.snapshots.statements import DAY, blocking, read

TABLES = contract.load().tables
ASKED = [table for table in TABLES if not table.complementary]
# A statement in which nothing is typed is refused: the test below.
STATEMENTS = st.fixed_dictionaries(
    {table.name: filled.statements(table.name) for table in TABLES}
).filter(lambda drawn: any(drawn.values()))
# What only warns is not the matter here: half of the time of an import.
LISTS_ONLY = {"facts": filled.KNOWN, "warnings": False}


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("gabarit") / "gabarit.xlsx"
    template.write(path, filled.KNOWN, perimeter.find(filled.KNOWN, "Bretagne", []))
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A data set with its reference tables and no snapshot."""
    folder = tmp_path_factory.mktemp("vide")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDI_DATA", str(folder / "donnees"))
        references.publish_references("public", copy_references(folder / "references"))
    return folder / "donnees"


@pytest.fixture
def at_once(monkeypatch):
    """Files are parsed without a child process, which is most of the time and has its own tests."""
    readers = {"xlsx": reading_xlsx.read, "parquet": reading_parquet.read}
    monkeypatch.setattr(reading_child, "read", lambda kind, *rest: readers[kind](*rest))


def type_template(blank, folder, drawn):
    """Type the asked tables in the template; open data have no sheet there: they are CSV files."""
    workbook = openpyxl.load_workbook(blank)
    for table in ASKED:
        sheet = workbook[table.title]
        for row, cells in enumerate(drawn[table.name], 2):
            for position, column in enumerate(table.columns, 1):
                # What the template had put there, if anything, is written over.
                typed = cells[column.name][1]
                # As a spreadsheet writes what would be read as the code of a character.
                literal = typed.replace("_x", "_x005F_x") if isinstance(typed, str) else typed
                sheet.cell(row, position).value = literal
    workbook.save(folder / "relevé.xlsx")
    open_data = [table for table in TABLES if table.complementary]
    return [folder / "relevé.xlsx", *type_csv(open_data, folder, drawn)]


def type_csv(tables, folder, drawn):
    paths = []
    for table in tables:
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            lines = csv.writer(stream, delimiter=";")
            lines.writerow([column.label for column in table.columns])
            for row in drawn[table.name]:
                lines.writerow([french(row[column.name][1]) for column in table.columns])
        paths.append(path)
    return paths


def french(typed):
    if isinstance(typed, float):
        return repr(typed).replace(".", ",")
    return f"{typed:%d/%m/%Y}" if isinstance(typed, date) else typed


def export(kind, folder):
    statement = exporting.load("public", open_data=True)
    if kind == "xlsx":
        exporting.write_workbook(folder / "export.xlsx", statement)
        return [folder / "export.xlsx"]
    (folder / "export").mkdir()
    write = exporting.write_csv if kind == "csv" else exporting.write_parquet
    write(folder / "export", statement)
    return sorted((folder / "export").iterdir())


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet"])
@settings(max_examples=filled.examples(17), deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=STATEMENTS, in_template=st.booleans())
def test_what_is_typed_is_published_exported_and_imported_again(
    blank, empty, monkeypatch, kind, drawn, in_template
):
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(empty, folder / "donnees", copy_function=os.link)
        monkeypatch.setenv("TDI_DATA", str(folder / "donnees"))
        typed = (
            type_template(blank, folder, drawn) if in_template else type_csv(TABLES, folder, drawn)
        )
        imported = read(*typed, producer="essai", **LISTS_ONLY)
        assert not blocking(imported)
        assert imported.write(folder / "lot") == lot.read(folder / "lot")
        publishing.publish(folder / "lot")
        again = read(*export(kind, folder), day=DAY + timedelta(1), **LISTS_ONLY)
        assert not blocking(again)
        again.write(folder / "encore")
        for table in TABLES:
            rows = [{name: cell[0] for name, cell in row.items()} for row in drawn[table.name]]
            expected = lot.sorted_rows(table, pa.Table.from_pylist(rows, schema=table.schema))
            assert lot.read_table(folder / "lot", table).equals(expected), table.name
            assert lot.read_table(folder / "encore", table).equals(expected), table.name


def test_an_untouched_template_says_that_there_is_nothing_in_it(blank):
    imported = read(blank)
    assert [fault.message for fault in blocking(imported)] == ["Aucune ligne à importer."]
    unread = [fault for fault in imported.faults if "préremplies" in fault.message]
    assert {fault.sheet for fault in unread} == {"Contrats", "Appréciations (météo)"}
    assert all(not rows.num_rows for name, rows in imported.tables.items() if name == "contrats")
