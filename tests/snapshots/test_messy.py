"""Workbooks as regional officers really fill them: few messages, each saying what to do."""

import openpyxl
import pytest

from tests.snapshots.statements import read

HEADER = ["Région", "Territoire", None, "Cadre", "Opérateur", "Étape", "Nature", "Montant (k€)"]
HEADER += ["État", "Source", "Observations"]


def plain(text):
    return (text or "").replace("\u00a0", " ").replace("\u202f", " ")


def row(place, amount, **changed):
    cells = dict(
        zip(HEADER, ["Bretagne", place, None, "Enveloppe 2018", "Bpifrance"], strict=False)
    )
    cells |= {"Étape": "Engagé", "Nature": "Subvention", "Montant (k€)": amount}
    cells |= {"État": "Renseigné", "Source": "DREETS"} | changed
    return [cells.get(label) for label in HEADER]


@pytest.fixture
def save(tmp_path):
    def write(title, rows):
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        sheet.title = title
        for cells in rows:
            sheet.append(cells)
        workbook.save(tmp_path / "suivi.xlsx")
        return tmp_path / "suivi.xlsx"

    return write


def told(imported):
    return {
        (fault.severity[0], fault.row, fault.column): plain(fault.suggestion or fault.message)
        for fault in imported.faults
        if fault.file == "suivi.xlsx"
    }


def test_a_follow_up_table_is_recognised_and_what_it_lacks_is_said(save):
    path = save(
        "Suivi au 30-09",
        [
            ["DREETS Bretagne – suivi"],
            ["en k€", None, None, "30/09/2024"],
            [],
            HEADER,
            row("Finistère", 120),
            row("Pays de Redon", "n.c."),
            ["TOTAL", None, None, None, None, None, None, 120],
            [],
            ["(1) Données provisoires."],
        ],
    )
    found = told(read(path))
    blocked = {place[1:]: text for place, text in found.items() if place[0] == "b"}
    assert blocked == {
        (4, "Maille"): "Colonne obligatoire absente.",
        (4, "Zone"): "renommer la colonne « Territoire »",
        (4, "Source (identifiant)"): "renommer la colonne « Source »",
        (6, "Montant (k€)"): "cellule vide, avec l’état « Non communiqué »",
    }
    assert found["a", 4, "Observations"] == "Remarque"
    assert found["a", 7, None] == "Ligne de total : elle n’est pas lue."
    assert "elle n’est pas lue" in found["a", 9, None]


def test_stages_side_by_side_are_named_for_what_they_are(save):
    path = save("Financements", [["Territoire", "Opérateur", "Engagé", "Payé"], ["x", "y", 1, 2]])
    found = told(read(path))
    assert "valeur de la colonne « Étape »" in found["a", 1, "Engagé"]
    assert found["b", 1, "Étape"] == "Colonne obligatoire absente."


def test_rows_without_their_key_are_not_duplicates_of_each_other(save):
    path = save("Fiches-actions", [["N°", "Intitulé"], [1, "Atelier"], [2, "Plateforme"]])
    assert not [one for one in read(path).faults if "double" in one.message]


def test_a_note_under_the_table_is_not_a_faulty_row(save):
    header = ["Territoire", "Statut", "État", "Source (identifiant)"]
    rows = [["Finistère", "Identifié", "Renseigné", "CR"], [None, "Identifié : avant signature"]]
    found = told(read(save("Contrats", [header, *rows])))
    assert found == {
        ("a", 3, None): "1 ligne d’une seule cellule, sous le tableau : elle n’est pas lue."
    }


def test_what_is_left_out_is_still_in_the_copy_that_the_report_shows(save):
    header = ["Territoire", "Statut", "État", "Source (identifiant)"]
    good = ["Finistère", "Identifié", "Renseigné", "CR"]
    imported = read(save("Contrats", [header, good, header, ["Sous-total", 1, None, None]]))
    [sheet] = imported.sheets
    assert sheet.rows.num_rows == 3
    assert imported.tables["contrats"].num_rows == 1


@pytest.mark.parametrize(
    ("place", "suggestion"),
    [
        ("Bourges", "Berry Sologne (p1-ti-2401)"),
        ("Isoudun Chateauroux", "Issoudun-Châteauroux (p1-ti-2403)"),
        (
            "St Nazaire",
            "Saint-Nazaire – Cordemais (p1-ti-5209) ou Saint-Nazaire Loire Estuaire (p2-ti-5214)",
        ),
        ("Loches", ""),
        ("Saint", ""),
    ],
)
def test_a_place_is_suggested_only_when_it_is_likely(save, place, suggestion):
    """A commune is known by its territoire; a name that is like none gets nothing."""
    header = ["Territoire", "Statut", "État", "Source (identifiant)"]
    path = save("Contrats", [header, [place, "Identifié", "Renseigné", "CR"]])
    [fault] = [one for one in read(path).faults if one.column == "Territoire"]
    assert plain(fault.suggestion) == suggestion


def test_several_territoires_are_separated_for_the_officer(save):
    header = ["Numéro de fiche", "Territoires"]
    path = save("Fiches-actions", [header, ["f-1", "Finistère / Pays de Redon"]])
    [fault] = [one for one in read(path).faults if one.column == "Territoires"]
    assert plain(fault.suggestion) == "Finistère ; Pays de Redon"
