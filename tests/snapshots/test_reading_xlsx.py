"""Workbooks as people fill them: values, titles, our own sheets, and what their cells hide."""

import time
from datetime import date, datetime

import pytest

from tdi.snapshots import limits, reading_xlsx
from tdi.snapshots.faults import BLOCKING, WARNING
from tdi.snapshots.sheets import GUIDE_SHEET, LISTS_SHEET, ROW
from tests.snapshots.workbooks import LABELS, SHEET, altered, with_rows, workbook


def read(content, known=LABELS):
    """Read in this process: the limits of the child have their own tests."""
    return reading_xlsx.read(content, "a.xlsx", known)


def faults(content, severity=BLOCKING):
    """(row, column, message) of the faults, which must all be of one severity."""
    found = read(content).faults
    assert {fault.severity for fault in found} <= {severity}
    return [(fault.row, fault.column, fault.message) for fault in found]


def test_values_are_written_as_a_reader_sees_them():
    def fill(book, sheet):
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write(1, 0, date(2021, 6, 30), day)
        sheet.write(1, 1, datetime(2021, 6, 30, 14, 30), moment)
        sheet.write(2, 0, 2021)
        sheet.write(2, 1, True)
        sheet.write(2, 2, 0)
        sheet.write(3, 0, False)
        sheet.write(3, 1, 1e20)
        sheet.write(3, 2, 0.000012)
        sheet.write(4, 0, "  ")
        sheet.write(4, 2, "1 234,50 €")

    content = altered(
        workbook(fill), change=[(SHEET, rb"<v>1.2E-05</v>", b"<v>0.30000000000000004</v>")]
    )
    [sheet] = read(content).sheets
    assert [list(row.values()) for row in sheet.rows.to_pylist()] == [
        [2, "30/06/2021", "30/06/2021 14:30:00", "relevé"],
        [3, "2021", "oui", "0"],
        [4, "non", "100000000000000000000", "0.3"],
        [5, None, None, "1 234,50 €"],
    ]


def test_a_number_keeps_the_fifteen_digits_that_a_spreadsheet_shows():
    def fill(_, sheet):
        for row, value in enumerate([99_999_999_999.99, 1_234_567_890.12, 0.1 + 0.7, -1e-7], 1):
            sheet.write(row, 1, value)

    [sheet] = read(workbook(fill)).sheets
    amounts = sheet.rows["Montant"].to_pylist()
    assert amounts == ["99999999999.99", "1234567890.12", "0.8", "-0.0000001"]


def test_a_day_out_of_range_is_shown_as_typed_and_one_of_no_calendar_is_told():
    """Typed 14/07/1900, the cell holds 196; 99 999 999 is shown « ##### »: its value is no day."""

    def fill(book, sheet):
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(1, 0, 196, day)
        sheet.write(2, 0, "Corse")
        sheet.write(2, 1, 99_999_999, day)

    found = read(workbook(fill))
    assert found.sheets[0].rows["Zone"].to_pylist() == ["14/07/1900", "Corse"]
    [fault] = found.faults
    assert (fault.row, fault.column) == (3, "Montant")
    assert fault.message == "La cellule B3 contient une date hors du calendrier."


def test_a_chart_alone_on_its_sheet_is_no_table():
    def fill(book, _):
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Financements!$B$2:$B$2"})
        book.add_chartsheet("Graphe").set_chart(chart)

    found = read(workbook(fill))
    assert found.faults == []
    assert [sheet.sheet_name for sheet in found.sheets] == ["Financements"]


def test_a_title_may_come_before_the_header_and_columns_may_start_further_right():
    def fill(_, sheet):
        sheet.merge_range("C2:E2", "Relevé de la Banque des Territoires")
        sheet.write_row(3, 2, LABELS)
        sheet.write_row(4, 2, ["Bretagne", 12, "x"])
        sheet.write_row(9, 2, ["Corse", 13, "y"])
        sheet.write_formula(9, 3, "=1+1", value=13)

    content = workbook(fill, rows=())
    [sheet] = read(content).sheets
    assert sheet.header_row == 4
    assert sheet.labels == LABELS
    assert sheet.rows[ROW].to_pylist() == [5, 10]
    assert faults(content) == [(10, "Montant", "La cellule D10 contient une formule.")]


def test_our_own_sheets_are_ignored_and_empty_ones_too():
    def fill(book, _):
        book.add_worksheet(GUIDE_SHEET.replace("’", "'")).write_row(0, 0, ["Lisez", "moi"])
        lists = book.add_worksheet(LISTS_SHEET)
        lists.write_formula(0, 0, "=1+1")
        lists.hide()
        book.add_worksheet("Feuil2")

    found = read(workbook(fill))
    assert found.faults == []
    assert [sheet.sheet_name for sheet in found.sheets] == ["Financements"]


@pytest.mark.parametrize("method", ["hide", "very_hidden"])
def test_a_hidden_sheet_is_refused_and_not_read(method):
    def fill(book, _):
        hidden = book.add_worksheet("Secret")
        hidden.write_row(0, 0, LABELS)
        getattr(hidden, method)()

    content = workbook(fill)
    [(_, _, message)] = faults(content)
    assert "masquée" in message
    assert len(read(content).sheets) == 1


def test_formulas_are_named_wherever_they_are():
    def fill(_, sheet):
        sheet.write_formula("B2", "=1+1", value=2)
        sheet.write_array_formula("C3:C4", "{=A1:A2}")
        # A drop-down list is a formula of the sheet, not of a cell.
        sheet.data_validation("A2:A9", {"validate": "list", "source": "=Listes!$A$1:$A$3"})

    content = workbook(fill)
    assert [(row, column) for row, column, _ in faults(content)] == [
        (2, "Montant"),
        (3, "Remarque"),
    ]
    shared = b'<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="B2">'
    shared += b'<x:f t="shared" si="0"/><x:v>4</x:v></x:c>'
    content = altered(workbook(), change=[(SHEET, rb'<c r="B2">.*?</c>', shared)])
    assert [(row, column) for row, column, _ in faults(content)] == [(2, "Montant")]


def test_the_lists_that_excel_writes_as_an_extension_are_no_formula():
    extension = (
        b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" uri="{CCE6A557}">'
        b"<x14:dataValidations><x14:dataValidation><x14:formula1><xm:f>Listes!A1</xm:f>"
        b"</x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    assert faults(altered(workbook(), change=[(SHEET, b"</worksheet>", extension)])) == []


def test_an_error_is_not_an_empty_cell():
    error = b'<c r="B2" t="e"><v>#REF!</v></c>'
    content = altered(workbook(), change=[(SHEET, rb'<c r="B2">.*?</c>', error)])
    [(row, column, message)] = faults(content)
    assert (row, column) == (2, "Montant")
    assert "erreur de calcul" in message


def test_merged_cells_are_refused_in_the_table():
    content = workbook(lambda _, sheet: sheet.merge_range("A3:B4", "Corse"))
    [(row, column, message)] = faults(content)
    assert (row, column) == (3, "Zone")
    assert "A3 à B4" in message


def test_merged_cells_are_all_found_once_wherever_the_file_is_cut(monkeypatch):
    monkeypatch.setattr(limits, "MEBI", 5_000)

    def fill(_, sheet):
        for row in range(2, 402, 2):
            sheet.merge_range(row, 0, row, 1, "Corse")

    assert [row for row, _, _ in faults(workbook(fill))] == [*range(3, 403, 2)]


def test_two_headers_are_refused():
    content = workbook(lambda _, sheet: sheet.write_row(1, 0, ["Montant", "Zone"]))
    assert [row for row, _, _ in faults(content)] == [2]


def test_hidden_rows_and_columns_are_read_and_told():
    def fill(_, sheet):
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})

    content = workbook(fill)
    assert [row for row, _, _ in faults(content, WARNING)] == [2, None]
    assert read(content).sheets[0].rows.num_rows == 1


def test_every_fault_of_every_sheet_is_told():
    def fill(book, sheet):
        sheet.write_formula("B2", "=1+1")
        other = book.add_worksheet("Contrats")
        other.write_row(0, 0, ["Zone", "Montant", "Zone"])
        other.write_formula("A2", "=1+1")

    found = read(workbook(fill)).faults
    assert [fault.sheet for fault in found] == ["Financements", "Contrats", "Contrats"]


def test_beyond_a_limit_formulas_are_counted(monkeypatch):
    monkeypatch.setattr(limits, "FAULTS_LISTED", 2)

    def fill(_, sheet):
        for row in range(1, 8):
            sheet.write_formula(row, 1, "=1+1")

    assert faults(workbook(fill))[-1][2].startswith("5 autres cellules")


def seconds_to_read(row_count):
    styled = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, row_count))
    content = with_rows(f'<row r="2"><c r="A2"><v>1</v></c></row>{styled}')
    start = time.perf_counter()
    found = read(content)
    assert found.faults == []
    assert found.sheets[0].rows.num_rows == 1
    return time.perf_counter() - start


def test_a_million_empty_rows_cost_next_to_nothing():
    small = seconds_to_read(50_000)
    # Twenty times more rows, and no worse than in proportion.
    assert seconds_to_read(1_000_000) < 60 * small


def test_a_value_after_a_million_empty_rows_is_read():
    content = with_rows('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    assert read(content).sheets[0].rows[ROW].to_pylist() == [1_048_576]
