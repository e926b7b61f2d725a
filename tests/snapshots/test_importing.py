"""What an import tells: every fault at once, where it is, what was meant; and what it writes."""

from datetime import date

import openpyxl
import pytest

from tdi.errors import UsageError
from tdi.snapshots import mapping
from tests.snapshots import statements
from tests.snapshots.statements import ROWS, blocking, read, variants

# A faulty cell, and what must be said of it: words of the message, of the suggestion.
FAULTY_CELLS = [
    ("financements", "amount_eur", "-5", "négatif", None),
    ("financements", "amount_eur", "1,234", "deux décimales", None),
    ("financements", "amount_eur", "150 Md€", "saisi en M€", None),
    ("financements", "amount_eur", "NaN", "illisible", None),
    ("financements", "amount_eur", "beaucoup", "illisible", None),
    ("financements", "cadre", "Envelope 2018", "n’est pas dans la liste", "Enveloppe 2018"),
    ("financements", "cadre", "", "obligatoire", None),
    ("financements", "etape", "Paye", None, None),
    ("financements", "engagement_id", "VTT", "engagements", "VTE (eng-02)"),
    ("financements", "operateur_id", "BPI France", None, None),
    ("financements", "operateur_id", "Bpifrense", "opérateurs", "Bpifrance"),
    ("financements", "zone_code", "Bretange", "régions", "Bretagne (53)"),
    ("financements", "zone_code", "Finistère", "un territoire", "maille « Territoire »"),
    ("financements", "zone_code", "", "obligatoire", None),
    ("financements", "reported_date", "01/01/1900", "2017 à 2035", None),
    ("financements", "due_date", "01/01/2100", "2017 à 2035", None),
    ("financements", "due_date", "31/02/2025", "n’existe pas", None),
    ("financements", "source_url", "javascript:alert(1)", "page web", None),
    ("financements", "source_id", "", "obligatoire", None),
    ("mobilisation", "value", "-1", "hors des bornes", None),
    ("mobilisation", "value", "12 €", "sans « € »", None),
    ("mesures_indicateur", "value", "1e400", "trop grand", None),
    ("contrats", "fiche_count", "2,5", "non entier", None),
    (
        "contrats",
        "territoire_id",
        "Finister",
        "territoires de la phase 1",
        "Finistère (p1-ti-5313)",
    ),
    ("contrats", "territoire_id", "p1-ti-9999", "territoires de la phase 1", None),
    ("fiches_action", "territoire_ids", "Finistère ; finistere", "deux fois", None),
    ("fiches_action", "parts", "60 ; 40", "entre 0 et 100", None),
    ("laureats", "is_fonds_territoires", "peut-être", "ni oui ni non", None),
]


def plain(text):
    return (text or "").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """Every faulty cell of the list in one import: the faults, and the row of each."""
    folder = tmp_path_factory.mktemp("fautes")
    lines: dict[str, list] = {}
    rows = []
    for number, (table, column, value, _, _) in enumerate(FAULTY_CELLS):
        identifiers = {"dispositif": f"n° {number}", "fiche_id": f"f-{number}"}
        lines.setdefault(table, []).append(ROWS[table] | identifiers | {column: value})
        rows.append(len(lines[table]) + 1)
    paths = [statements.write(folder, table, changed) for table, changed in lines.items()]
    return read(*paths), rows


@pytest.mark.parametrize("number", range(len(FAULTY_CELLS)))
def test_a_faulty_cell_is_told_with_its_place_value_and_suggestion(faulty, number):
    imported, rows = faulty
    table, column, value, message, suggestion = FAULTY_CELLS[number]
    found = [
        fault
        for fault in blocking(imported)
        if (fault.file, fault.row, fault.column) == (f"{table}.csv", rows[number], column)
    ]
    if message is None:
        assert not found, "accents, case and spaces do not count"
        return
    [fault] = [fault for fault in found if message in plain(fault.message)]
    assert fault.value == (value or None)
    assert fault.expected
    if suggestion:
        assert suggestion in plain(fault.suggestion)


def test_a_duplicated_key_names_both_rows_across_files(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = statements.write(
        tmp_path / "a", "financements", variants("financements", {}, {"zone_code": "53"})
    )
    second = statements.write(
        tmp_path / "b", "financements", variants("financements", {"note": "bis"})
    )
    second = second.rename(second.with_name("Financements 2.csv"))
    found = [fault for fault in blocking(read(first, second)) if "double" in fault.message]
    assert {(fault.file, fault.row) for fault in found} == {
        ("financements.csv", 3),
        ("Financements 2.csv", 2),
    }
    assert all("ligne 2 (financements.csv)" in fault.message for fault in found)


def test_the_same_zone_is_judged_under_the_maille_of_its_own_row(tmp_path):
    rows = variants("financements", {}, {"maille": "Territoire"})
    imported = read(statements.write(tmp_path, "financements", rows))
    assert [(fault.row, fault.column) for fault in blocking(imported)] == [(3, "zone_code")]
    assert imported.tables["financements"]["zone_code"].to_pylist() == ["53", None]


def test_two_unreadable_keys_are_not_called_a_duplicate(tmp_path):
    path = statements.write(
        tmp_path, "financements", variants("financements", {"cadre": "x"}, {"cadre": "y"})
    )
    assert not [fault for fault in blocking(read(path)) if "double" in fault.message]


def test_the_same_file_twice_is_refused(tmp_path):
    path = statements.write(tmp_path, "contrats", variants("contrats", {}))
    assert "Même contenu" in blocking(read(path, path))[0].message


def test_two_files_of_the_same_name_are_refused(tmp_path):
    (tmp_path / "a").mkdir()
    one = statements.write(tmp_path, "contrats", variants("contrats", {}))
    other = statements.write(tmp_path / "a", "contrats", variants("contrats", {"note": "bis"}))
    assert "Même nom" in blocking(read(one, other))[0].message


def test_many_faults_of_one_cause_are_counted_to_the_last(tmp_path):
    rows = [{"dispositif": f"n° {number}", "amount_eur": "x"} for number in range(1_500)]
    path = statements.write(tmp_path, "financements", variants("financements", *rows))
    found = [fault for fault in blocking(read(path)) if fault.column in ("amount_eur", "Montant")]
    assert len(found) == 1_001
    assert "500 autres cellules" in found[0].message or "500 autres" in found[-1].message


def test_labels_and_technical_names_are_both_understood(tmp_path):
    (tmp_path / "a").mkdir()
    by_name = statements.write(tmp_path, "contrats", variants("contrats", {}))
    by_label = statements.write(tmp_path / "a", "contrats", variants("contrats", {}), labels=True)
    one, other = read(by_name), read(by_label)
    assert not blocking(one)
    assert one.tables["contrats"].equals(other.tables["contrats"])


def test_unknown_missing_and_repeated_columns_are_told(tmp_path):
    path = tmp_path / "contrats.csv"
    path.write_text(
        "Territoire;territoire_id;Statu;Etat;Date\nFinistère;Finistère;Contrat signé;Renseigné;\n",
        encoding="utf-8",
    )
    found = {(fault.column, fault.severity): fault for fault in read(path).faults if fault.row == 1}
    assert found["Statu", "avertissement"].suggestion == "Statut"
    assert "absente" in found["Statut", "bloquant"].message
    assert "absente" in found["Source (identifiant)", "bloquant"].message
    assert "deux fois" in found["territoire_id", "bloquant"].message
    assert ("Etat", "avertissement") not in found


def test_a_header_may_give_the_unit_of_its_amounts(tmp_path):
    path = statements.write(
        tmp_path, "financements", variants("financements", {"amount_eur": "1,5"})
    )
    text = path.read_text("utf-8").replace("amount_eur", "Montant (M€)")
    path.write_text(text, encoding="utf-8")
    imported = read(path)
    assert not blocking(imported)
    assert str(imported.tables["financements"]["amount_eur"][0]) == "1500000.00"


def test_a_name_of_both_phases_is_that_of_the_phase_asked_for(tmp_path):
    path = statements.write(tmp_path, "contrats", variants("contrats", {}))
    assert read(path).tables["contrats"]["territoire_id"].to_pylist() == ["p1-ti-5313"]
    assert read(path, phase=2).tables["contrats"]["territoire_id"].to_pylist() == ["p2-ti-5304"]


def test_a_file_that_is_no_table_of_ours_is_refused_and_a_spare_sheet_is_not(tmp_path):
    (tmp_path / "notes.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    assert "Rien dans ce fichier" in blocking(read(tmp_path / "notes.csv"))[0].message
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Contrats"
    sheet.append(list(ROWS["contrats"]))
    sheet.append(list(ROWS["contrats"].values()))
    workbook.create_sheet("Brouillon").append(["a", "b"])
    workbook["Brouillon"].append(["1", "2"])
    workbook.save(tmp_path / "relevé.xlsx")
    imported = read(tmp_path / "relevé.xlsx")
    assert not blocking(imported)
    assert [fault.sheet for fault in imported.faults if "non reconnue" in fault.message] == [
        "Brouillon"
    ]


def test_open_data_stay_and_a_forgotten_table_is_told(tmp_path):
    path = statements.write(tmp_path, "contrats", variants("contrats", {}))
    imported = read(path, day=date(2025, 6, 30))
    assert imported.tables["fonds_vert"].num_rows == 10_782
    assert imported.tables["financements"].num_rows == 0
    told = {fault.sheet: plain(fault.message) for fault in imported.faults if fault.row is None}
    assert "reprises" in told["Fonds vert 2023"]
    assert "Toutes les lignes publiées (9) au 14/01/2025 disparaissent" in told["Financements"]


def test_a_mapping_translates_sheets_columns_and_values(tmp_path):
    path = tmp_path / "Suivi 2025.csv"
    path.write_text("Territoire;Crédits HT;Date;Total\nAURA;1 500;30/11/2024;x\n", encoding="utf-8")
    said = tmp_path / "correspondance.toml"
    said.write_text(
        '[valeurs.zone_code]\n"aura" = "Auvergne-Rhône-Alpes"\n'
        '[feuilles."suivi 2025"]\ntable = "financements"\nignorer = ["Total"]\n'
        '[feuilles."suivi 2025".colonnes]\n"Territoire" = "zone_code"\n'
        '"crédits ht" = "amount_eur"\n"Date" = "reported_date"\n'
        '[feuilles."suivi 2025".constantes]\ncadre = "Enveloppe 2018"\nmaille = "Région"\n'
        'etape = "Payé"\nnature = "Subvention"\netat = "Renseigné"\nsource_id = "suivi"\n',
        encoding="utf-8",
    )
    imported = read(path, mapping=mapping.read(said))
    assert not [fault for fault in imported.faults if fault.file == path.name]
    [row] = imported.tables["financements"].to_pylist()
    assert (row["zone_code"], str(row["amount_eur"]), row["etape"]) == ("84", "1500.00", "Payé")
    # The unit of their header is not lost when the mapping names their column.
    path.write_text(path.read_text("utf-8").replace("Crédits HT", "Crédits HT (k€)"), "utf-8")
    said.write_text(said.read_text("utf-8").replace("crédits ht", "crédits ht (k€)"), "utf-8")
    [row] = read(path, mapping=mapping.read(said)).tables["financements"].to_pylist()
    assert str(row["amount_eur"]) == "1500000.00"
    as_json = tmp_path / "correspondance.json"
    as_json.write_text(mapping.read(said).model_dump_json(), encoding="utf-8")
    assert mapping.read(as_json) == mapping.read(said)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[feuilles."x"]\ncolonnes = {}', "il manque"),
        ("tables = 1", "n’est pas prévu"),
        ('[colonnes]\n"x" = "inconnue"', "hors du contrat"),
        ('[feuilles."x"]\ntable = "laureat"', "hors du contrat"),
        ('[colonnes]\n"x" = 3', "un texte est attendu"),
        ("[colonnes", "mal écrite"),
    ],
)
def test_a_bad_mapping_is_refused_in_french(tmp_path, content, told):
    path = tmp_path / "c.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        mapping.read(path)
