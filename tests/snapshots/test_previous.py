"""A statement that says less than the last snapshot: what would go is named, refused or kept."""

import json
from datetime import date

import openpyxl
import pytest

from tdi.__main__ import main
from tdi.snapshots import lot
from tests.snapshots import statements
from tests.snapshots.statements import ROWS, blocking, read, variants

BEFORE, DAY = date(2024, 11, 30), date(2024, 12, 31)
MINE = {"operateur_id": "Bpifrance", "amount_eur": "100"}
# Eight rows of three operators in five places, and one that had nothing to tell.
PLACES = ["Bretagne", "Corse", "Normandie", "Occitanie", "Grand Est"]
PREVIOUS = [
    *({**MINE, "zone_code": place} for place in PLACES),
    {"operateur_id": "État", "amount_eur": "70"},
    {"operateur_id": "État", "amount_eur": "30", "etape": "Payé"},
    {"operateur_id": "Business France", "amount_eur": "5"},
    {"operateur_id": "Pôle emploi", "amount_eur": "", "etat": "Non communiqué"},
]


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("avant")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDI_DATA", str(folder / "jeux"))
        rows = {"financements": variants("financements", *PREVIOUS)}
        statements.publish(folder, rows | {"contrats": [ROWS["contrats"]]}, BEFORE)
    return folder / "jeux"


@pytest.fixture(autouse=True)
def _after_it(published, monkeypatch):
    monkeypatch.setenv("TDI_DATA", str(published))


@pytest.fixture
def partial(tmp_path):
    """One operator's statement: a place updated, a place added, the rest left unsaid."""
    rows = [{**MINE, "amount_eur": "150", "reported_date": "20/12/2024"}]
    rows.append({**MINE, "zone_code": "Centre-Val de Loire"})
    return statements.write(tmp_path, "financements", variants("financements", *rows))


def counts(imported, table):
    [change] = [change for change in imported.changes if change.table.name == table]
    return (
        change.row_count,
        change.before_count,
        change.new_count,
        change.lost_count,
        change.carried_count,
    )


def told(imported, severity):
    return {
        fault.sheet: plain(fault.message) for fault in imported.faults if fault.severity == severity
    }


def test_a_statement_that_loses_most_of_a_table_is_refused_and_names_whose_rows(partial):
    imported = read(partial, day=DAY, losses="refused")
    assert told(imported, "bloquant") == {
        "Financements": "7 des 9 lignes publiées au 30/11/2024 disparaîtraient : "
        "Bpifrance (4), État (2), Business France (1).",
        "Contrats": "Toutes les lignes publiées (1) au 30/11/2024 disparaîtraient : Finistère.",
    }
    assert all("--completer" in fault.suggestion for fault in blocking(imported))
    assert counts(imported, "financements") == (2, 9, 1, 7, 0)


def test_losses_that_are_accepted_are_kept_as_warnings(partial):
    imported = read(partial, day=DAY)
    assert not blocking(imported)
    warned = {plain(warned.message) for warned in imported.lot.avertissements}
    assert "Toutes les lignes publiées (1) au 30/11/2024 disparaissent : Finistère." in warned
    assert imported.tables["financements"].num_rows == 2


def test_a_few_rows_less_are_a_warning(tmp_path):
    rows = variants("financements", *PREVIOUS[:-2])
    paths = [statements.write(tmp_path, "financements", rows)]
    paths.append(statements.write(tmp_path, "contrats", [ROWS["contrats"]]))
    imported = read(*paths, day=DAY, losses="refused")
    assert not blocking(imported)
    messages = [plain(fault.message) for fault in imported.faults]
    assert "1 des 9 lignes publiées au 30/11/2024 disparaît : Business France." in messages


def test_a_partial_statement_is_completed_from_the_previous_snapshot(partial, tmp_path):
    imported = read(partial, day=DAY, losses="carried", producer="Bpifrance")
    assert not blocking(imported)
    assert counts(imported, "financements") == (10, 9, 1, 0, 8)
    assert counts(imported, "contrats") == (1, 1, 0, 0, 1)
    written = imported.write(tmp_path / "lot")
    rows = lot.read_table(tmp_path / "lot", imported.changes[0].table).to_pylist()
    amounts = {
        (row["operateur_id"], row["zone_code"], row["etape"]): row["amount_eur"] for row in rows
    }
    assert amounts["bpifrance", "53", "Engagé"] == 150, "what the file says again is the file's"
    assert amounts["etat", "53", "Payé"] == 30
    warned = [plain(one.message) for one in written.avertissements]
    assert "8 lignes reprises telles quelles de l’instantané du 30/11/2024." in warned


def test_rules_hold_between_the_rows_of_the_file_and_those_carried_over(tmp_path):
    """The operator lowers what it engaged below what it said it had paid, a month ago."""
    rows = variants("financements", {"operateur_id": "État", "amount_eur": "20"})
    imported = read(statements.write(tmp_path, "financements", rows), day=DAY, losses="carried")
    [message] = [plain(f.message) for f in imported.faults if "étape qui précède" in f.message]
    assert message == (
        "1 ligne reprise : Montant supérieur à celui d’une étape qui précède. "
        "Par exemple, payé : 30 €, plus qu’engagé : 20 €."
    )


def test_a_file_that_cannot_be_read_is_not_buried_under_what_it_would_lose(tmp_path, partial):
    broken = tmp_path / "relevé.xlsx"
    broken.write_bytes(b"PK\x03\x04 tronqu\xc3\xa9")
    for losses in ("warned", "refused", "carried"):
        imported = read(broken, day=DAY, losses=losses)
        assert [fault.file for fault in imported.faults] == ["relevé.xlsx"]
        # The rows of the other file are still judged, not what this one would have held.
        imported = read(broken, partial, day=DAY, losses=losses)
        assert [fault.file for fault in imported.faults] == ["relevé.xlsx"]


def test_a_misspelt_key_is_not_a_lost_row_too(tmp_path):
    rows = [{**row} for row in variants("financements", *PREVIOUS)]
    rows[0]["zone_code"] = "Bretange"
    paths = [statements.write(tmp_path, "financements", rows)]
    paths.append(statements.write(tmp_path, "contrats", [ROWS["contrats"]]))
    imported = read(*paths, day=DAY, losses="refused")
    assert [fault.row for fault in imported.faults if fault.sheet is None] == [2]
    assert counts(imported, "financements")[3] == 0


def test_the_command_refuses_losses_unless_told(partial, tmp_path, capsys):
    asked = ["importer", str(partial), "--date", "2024-12-31", "--sortie", str(tmp_path / "s")]
    assert main(asked) == 1
    told = plain(capsys.readouterr().out)
    assert "Table Lignes Au 30/11/2024 Nouvelles Disparues Reprises" in " ".join(told.split())
    assert "Financements 2 9 1 7 0" in " ".join(told.split())
    summary = json.loads((tmp_path / "s" / "rapport.json").read_text("utf-8"))["tables"]
    assert summary["financements"] == {
        "lignes": 2,
        "precedent": 9,
        "nouvelles": 1,
        "disparues": 7,
        "reprises": 0,
    }
    book = openpyxl.load_workbook(tmp_path / "s" / "rapport.xlsx")
    said = {plain(str(label)): plain(str(text)) for label, text in book["Synthèse"].values}
    assert said["Table « Financements »"] == (
        "2 lignes, contre 9 à l’instantané précédent : 1 nouvelle, 7 disparues."
    )
    assert "Table « Décisions des comités »" not in said
    assert main([*asked, "--accepter-les-pertes"]) == 0
    assert main([*asked, "--completer"]) == 0
    assert lot.read(tmp_path / "s" / "lot").tables[0].row_count == 10
    with pytest.raises(SystemExit):
        main([*asked, "--completer", "--accepter-les-pertes"])
    assert "incompatible avec" in capsys.readouterr().err


def test_a_snapshot_of_a_day_to_come_is_refused(partial, tmp_path, capsys):
    asked = ["importer", str(partial), "--date", "2999-01-01", "--sortie", str(tmp_path / "s")]
    assert main(asked) == 2
    assert "01/01/2999" in capsys.readouterr().err
    assert not (tmp_path / "s").exists()
