"""The report: what a person opens to correct, and what a machine reads."""

import json

import openpyxl
import pytest

from tdi.errors import DataError
from tdi.snapshots import lot, report, report_workbook
from tests.snapshots import statements
from tests.snapshots.statements import ROWS, blocking, read, variants


def workbook_of(folder, *changes):
    """A statement as a workbook: a title above the header, one sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Financements"
    sheet.append(["Relevé de novembre"])
    sheet.append(list(ROWS["financements"]))
    for row in variants("financements", *changes):
        sheet.append(list(row.values()))
    workbook.save(folder / "relevé.xlsx")
    return folder / "relevé.xlsx"


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rapport")
    path = workbook_of(
        folder,
        {"dispositif": '=HYPERLINK("http://exemple.fr")'},
        {"amount_eur": "douze", "etape": "Payer"},
        {"dispositif": "+33", "zone_code": "@SUM(A1)"},
    )
    imported = read(path)
    report.save(imported, folder / "sortie")
    return imported, folder / "sortie"


def test_nothing_but_the_report_is_written_when_a_fault_blocks(saved):
    imported, folder = saved
    assert imported.is_blocked
    assert sorted(path.name for path in folder.iterdir()) == ["rapport.json", "rapport.xlsx"]


def test_the_json_report_has_every_fault_and_is_stable(saved):
    imported, folder = saved
    content = json.loads((folder / "rapport.json").read_text("utf-8"))
    assert content["publiable"] is False
    assert content["bloquants"] == len(blocking(imported))
    assert len(content["fautes"]) == len(imported.faults)
    places = [(fault["feuille"], fault["ligne"]) for fault in content["fautes"]]
    assert ("Financements", 4) in places
    assert report.as_json(imported) == (folder / "rapport.json").read_text("utf-8")


def test_the_workbook_lists_each_fault_and_marks_its_cell(saved):
    imported, folder = saved
    book = openpyxl.load_workbook(folder / "rapport.xlsx")
    assert book.sheetnames == ["Synthèse", "Fautes", "1 Financements"]
    listed = list(book["Fautes"].values)
    assert len(listed) == len(imported.faults) + 1
    amount = next(row for row in listed if row[5] == "douze")
    assert amount[0] == "Bloquant"
    assert amount[1:5] == ("relevé.xlsx", "Financements", 4, "amount_eur")
    copy = book["1 Financements"]
    column = [cell.value for cell in copy[2]].index("amount_eur") + 1
    cell = copy.cell(4, column)
    assert cell.value == "douze"
    assert cell.fill.start_color.rgb == "FFF8CBAD"
    assert "illisible" in cell.comment.text
    assert copy.cell(3, column).comment is None
    verdict = {row[0]: row[1] for row in book["Synthèse"].values if row[0]}
    assert verdict["Verdict"].startswith("Rien n’est importé")


def test_what_a_stranger_typed_is_never_a_formula_nor_a_link(saved):
    _, folder = saved
    book = openpyxl.load_workbook(folder / "rapport.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_a_long_sheet_is_cut_and_the_summary_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(report_workbook, "COPIED_ROWS", 10)
    monkeypatch.setattr(report_workbook, "LISTED_FAULTS", 5)
    rows = [{"dispositif": f"n° {number}", "amount_eur": "x"} for number in range(30)]
    path = statements.write(tmp_path, "financements", variants("financements", *rows))
    report.save(read(path), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "rapport.xlsx")
    assert book["1 financements"].max_row == 11
    assert book["Fautes"].max_row == 6
    told = " ".join(str(row[1]) for row in book["Synthèse"].values)
    assert "20 dernières lignes" in told
    assert "que dans rapport.json" in told


def test_an_accepted_import_writes_a_lot_with_its_warnings(tmp_path):
    path = workbook_of(tmp_path, {"etape": "Fléché"}, {"etape": "Payé", "amount_eur": "2 000"})
    imported = read(path, producer="DREETS")
    made = report.save(imported, tmp_path)
    assert made == lot.read(tmp_path / "lot")
    assert made.producteur == "DREETS"
    assert [file.nom for file in made.fichiers] == ["relevé.xlsx"]
    assert any("plus que" in warned.message for warned in made.avertissements)


def test_a_faulty_import_leaves_no_older_lot_to_publish(tmp_path):
    report.save(read(workbook_of(tmp_path, {})), tmp_path)
    assert (tmp_path / "lot").is_dir()
    report.save(read(workbook_of(tmp_path, {"amount_eur": "x"})), tmp_path)
    assert not (tmp_path / "lot").exists()


def test_a_folder_that_is_not_a_lot_is_not_touched(tmp_path):
    (tmp_path / "lot").mkdir()
    (tmp_path / "lot" / "précieux.txt").write_text("à garder", encoding="utf-8")
    with pytest.raises(DataError, match="n’est pas un lot"):
        report.save(read(workbook_of(tmp_path, {})), tmp_path)
    assert (tmp_path / "lot" / "précieux.txt").exists()
