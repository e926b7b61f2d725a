"""The workbook of a committee's pack, reopened: every row, typed, with what it means."""

from datetime import datetime

import pytest

from tdi import fmt
from tdi.exports.notice import headings
from tests.notes.comite import PACKS, pack, workbook

FICTION = "FICTION – "


def rows_of(sheet, fiction):
    rows = list(sheet.iter_rows(values_only=True))
    return rows[2:] if fiction else rows[1:]


def sheets(asked):
    return {
        name: result for section in pack(*asked).sections for name, result in section.sheets.items()
    }


@pytest.mark.parametrize("asked", PACKS)
def test_each_sheet_holds_every_row_of_its_query_typed(asked):
    book, fiction = workbook(*asked), asked[0] == "demonstration"
    for name, result in sheets(asked).items():
        sheet = book[f"{FICTION}{name}" if fiction else name]
        read = rows_of(sheet, fiction)
        wanted = result.records()
        assert len([row for row in read if any(cell is not None for cell in row)]) == len(wanted)
        for row, record in zip(read, wanted, strict=False):
            for cell, column in zip(row, result.query.columns.values(), strict=True):
                assert same(cell, record[column.name], column.unit), (name, column.name)


def same(cell, value, unit):
    if fmt.is_missing(value):
        return cell is None
    if isinstance(value, bool) or unit == "booléen":
        return cell == ("oui" if value else "non")
    if isinstance(cell, datetime):
        return cell.date() == value.date()
    if isinstance(cell, int | float) and not isinstance(value, str):
        return cell == pytest.approx(float(value), rel=1e-12)
    words = value if isinstance(value, str) else " ; ".join(str(one) for one in value)
    return cell == words


@pytest.mark.parametrize("asked", PACKS)
def test_each_sheet_has_frozen_filtered_headings_and_says_a_fiction(asked):
    book, fiction = workbook(*asked), asked[0] == "demonstration"
    for sheet in book.worksheets:
        assert sheet.freeze_panes == ("A3" if fiction else "A2")
        assert sheet.title.startswith(FICTION) == fiction
        assert ("Données de démonstration" in str(sheet["A1"].value)) == fiction
    for name in sheets(asked):
        [table] = book[f"{FICTION}{name}" if fiction else name].tables.values()
        assert table.autoFilter.ref


@pytest.mark.parametrize("asked", PACKS[:3:2])
def test_definitions_notice_and_queries_follow_every_figure(asked):
    book, fiction = workbook(*asked), asked[0] == "demonstration"
    words = {
        name: rows_of(book[f"{FICTION if fiction else ''}{name}"], fiction)
        for name in ("L’essentiel", "Définitions", "Lisez-moi", "Requêtes")
    }
    defined = {row[:2] for row in words["Définitions"]}
    for name, result in sheets(asked).items():
        assert {(name, heading) for heading, _ in headings(result.query)} <= defined
        assert any(f"queries/{result.query.name}.sql" in str(row) for row in words["Requêtes"])
    files = [row for row in words["Lisez-moi"] if row[0] == "Fichier lu"]
    assert files
    assert any("SHA-256" in row[2] for row in files)
    findings = [row[1] for row in words["L’essentiel"]]
    titles = [vue.title for section in pack(*asked).sections for vue in section.vues]
    assert findings == titles
