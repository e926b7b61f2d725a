"""What an export holds of a published snapshot, and what it refuses to write."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from tdi.__main__ import main
from tdi.errors import DataError
from tdi.snapshots import contract, exporting, outputs, publishing, template
from tests.snapshots.publications import published_rows
from tests.snapshots.statements import ROWS, blocking, publish, read

ASKED = [table for table in contract.load().tables if not table.complementary]
FIRST, LAST = date(2024, 10, 31), date(2024, 11, 30)
BRETAGNE = ROWS["financements"]
# Every way a row may be about a place, or about nobody in particular.
FINANCEMENTS = [
    BRETAGNE,
    BRETAGNE | {"maille": "Territoire", "zone_code": "Finistère", "amount_eur": "10,5"},
    BRETAGNE | {"maille": "France", "zone_code": "France", "operateur_id": ""},
    BRETAGNE | {"zone_code": "Normandie", "operateur_id": "Banque des Territoires"},
]
FICHES = [
    ROWS["fiches_action"] | {"fiche_id": "bre-1"},
    ROWS["fiches_action"] | {"fiche_id": "nor-1", "territoire_ids": "Axe Seine"},
]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("donnees")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDI_DATA", str(folder))
        tables = {"financements": FINANCEMENTS, "fiches_action": FICHES}
        publish(folder, tables | {"contrats": [ROWS["contrats"]]}, LAST)
    return folder


@pytest.fixture(autouse=True)
def published(data, monkeypatch, tmp_path):
    monkeypatch.setenv("TDI_DATA", str(data))
    monkeypatch.chdir(tmp_path)


def kept(**options):
    statement = exporting.load("public", **options)
    return {name: rows.num_rows for name, rows in statement.tables.items() if rows.num_rows}


def test_all_of_a_snapshot_some_places_or_an_operator():
    assert kept() == {"financements": 4, "fiches_action": 2, "contrats": 1}
    assert kept(region="Bretagne") == {"financements": 2, "fiches_action": 1, "contrats": 1}
    assert kept(territoires=["Finistère"]) == {
        "financements": 1,
        "fiches_action": 1,
        "contrats": 1,
    }
    # A contrat is nobody's money: it is not a part of the statement of an operator.
    assert kept(operateur="Banque des Territoires") == {"financements": 1}
    assert kept(region="Bretagne", operateur="bpifrance") == {"financements": 2}


def test_the_workbook_is_the_template_filled():
    assert main(["exporter", "--region", "Bretagne", "--sortie", "bretagne.xlsx"]) == 0
    template_path = publishing.data_folder() / "gabarit.xlsx"
    statement = exporting.load("public", region="Bretagne")
    template.write(template_path, statement.known, statement.chosen)
    blank, filled = (openpyxl.load_workbook(p) for p in (template_path, "bretagne.xlsx"))
    assert filled.sheetnames == blank.sheetnames
    for table in ASKED:
        theirs, ours = filled[table.title], blank[table.title]
        for empty, cell in zip(ours[1], theirs[1], strict=True):
            assert (cell.value, cell.comment.text) == (empty.value, empty.comment.text)
        formulas = [
            {
                str(one.sqref).split(":")[0]: one.formula1
                for one in sheet.data_validations.dataValidation
            }
            for sheet in (ours, theirs)
        ]
        assert formulas[0] == formulas[1]
    rows = list(filled["Financements"].iter_rows(min_row=2, max_row=4, values_only=True))
    assert [(row[5], row[8], row[12]) for row in rows[:2]] == [
        ("Bretagne", 1234.56, rows[0][12]),
        ("Finistère", 10.5, rows[1][12]),
    ]
    assert rows[2][0] is None
    contrats = [
        row[0] for row in filled["Contrats"].iter_rows(min_row=2, values_only=True) if row[0]
    ]
    assert contrats[0] == "Finistère"
    assert sorted(contrats) == sorted(statement.chosen.territoires), "each territoire once"
    told = [row[1] for row in filled["Mode d’emploi"].values if row[0] == "Lignes inscrites"]
    assert "30/11/2024" in told[0]


def test_a_csv_opens_in_a_french_spreadsheet_and_parquet_is_what_was_published():
    assert main(["exporter", "--format", "csv", "--sortie", "releve"]) == 0
    assert main(["exporter", "--format", "parquet", "--sortie", "tables"]) == 0
    with Path("releve/financements.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream, delimiter=";"))
    assert [line["Montant"] for line in lines if line["Zone"] == "Bretagne"] == ["1234,56"]
    assert {line["Transmis le"] for line in lines} == {"30/11/2024"}
    rows = pq.ParquetFile("tables/financements.parquet").read().replace_schema_metadata()
    assert rows.equals(published_rows("financements", str(LAST)))


def test_a_cell_that_a_spreadsheet_would_calculate_stays_a_text(tmp_path, monkeypatch):
    monkeypatch.setenv("TDI_DATA", str(tmp_path / "autres"))
    note = "+cmd|' /C calc'!A0"
    publish(tmp_path / "autres", {"financements": [BRETAGNE | {"note": note}]}, LAST)
    assert main(["exporter", "--format", "csv", "--sortie", "releve"]) == 0
    with Path("releve/financements.csv").open(encoding="utf-8-sig", newline="") as stream:
        [line] = csv.DictReader(stream, delimiter=";")
    assert line["Remarque"] == f" {note}"
    imported = read(tmp_path / "releve" / "financements.csv")
    assert imported.tables["financements"]["note"].to_pylist() == [note]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet"])
def test_nothing_is_replaced_unasked_nor_left_half_written(kind, tmp_path, monkeypatch, capsys):
    name = "releve.xlsx" if kind == "xlsx" else "releve"
    command = ["exporter", "--format", kind, "--sortie", name]
    assert main(command) == 0
    before = content(tmp_path)
    assert main(command) == 3
    assert "--remplacer" in capsys.readouterr().err
    assert content(tmp_path) == before
    monkeypatch.setattr(exporting, "_tables", interrupted)
    with pytest.raises(RuntimeError):
        main([*command, "--remplacer"])
    assert content(tmp_path) == before
    monkeypatch.undo()
    monkeypatch.setenv("TDI_DATA", str(tmp_path / "rien"))
    monkeypatch.chdir(tmp_path)
    assert main([*command, "--remplacer"]) == 3
    assert content(tmp_path) == before


def interrupted(statement):
    yield ASKED[0]
    raise RuntimeError


def content(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_export_replaces_an_export_and_no_other_folder(tmp_path):
    command = ["exporter", "--format", "csv", "--sortie", "releve", "--remplacer"]
    assert main(command) == 0
    assert main([*command, "--region", "Bretagne"]) == 0
    assert (tmp_path / "releve" / "contrats.csv").is_file()
    (tmp_path / "releve" / "notes.txt").write_text("à garder", "utf-8")
    assert main(command) == 3
    assert (tmp_path / "releve" / "notes.txt").read_text("utf-8") == "à garder"
    (tmp_path / "lien").symlink_to(tmp_path / "releve")
    with (
        pytest.raises(DataError, match="existe"),
        outputs.appearing(tmp_path / "lien", replace=False),
    ):
        pass


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--region", "Bretange"], 2, "Bretagne"),
        (["--operateur", "Bpifrense"], 2, "Bpifrance"),
        (["--date", str(FIRST)], 3, "31/10/2024"),
        (["--jeu", "inconnu"], 3, "inconnu"),
        (["--region", "Corse"], 3, "Aucune ligne"),
        (["--region", "Bretagne", "--donnees-ouvertes"], 2, "données ouvertes"),
    ],
)
def test_what_cannot_be_exported_is_said(options, code, told, tmp_path, capsys):
    assert main(["exporter", *options]) == code
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet"])
def test_a_fiction_says_so_on_each_row_and_never_enters_the_public_set(kind, tmp_path, monkeypatch):
    monkeypatch.delenv("TDI_DATA")
    place = ["--region", "Corse", "--operateur", "Bpifrance"]
    path = tmp_path / ("fiction.xlsx" if kind == "xlsx" else "fiction")
    options = ["--jeu", "demonstration", *place, "--format", kind, "--sortie", str(path)]
    assert main(["exporter", *options]) == 0
    files = [path] if kind == "xlsx" else sorted(path.iterdir())
    for rows in marked_rows(kind, path):
        assert set(rows) <= {"Données de démonstration"}
    refused = [fault for fault in blocking(read(*files)) if "démonstration" in fault.message]
    assert len(refused) == len(ASKED)


def marked_rows(kind, path):
    if kind == "xlsx":
        for sheet in openpyxl.load_workbook(path).worksheets[1:-1]:
            assert sheet["A1"].value.startswith("Données de démonstration")
            column = [cell.value for cell in next(iter(sheet.iter_cols(min_col=sheet.max_column)))]
            assert column[1] == "FICTION"
            yield column[2:] if sheet["A3"].value else []
    elif kind == "csv":
        for file in path.iterdir():
            with file.open(encoding="utf-8-sig", newline="") as stream:
                yield [row["FICTION"] for row in csv.DictReader(stream, delimiter=";")]
    else:
        for file in path.iterdir():
            yield pq.ParquetFile(file).read()["fiction"].to_pylist()


def test_a_folder_that_was_to_be_replaced_is_back_when_its_successor_cannot_come(
    tmp_path, monkeypatch
):
    folder = tmp_path / "releve"
    folder.mkdir()
    (folder / "mien.csv").write_text("1")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with (
        pytest.raises(KeyboardInterrupt),
        outputs.appearing(folder, replace=True, replaceable=["mien.csv"]) as draft,
    ):
        draft.mkdir()
    assert (folder / "mien.csv").read_text() == "1"
    assert [one.name for one in tmp_path.iterdir()] == ["releve"]
