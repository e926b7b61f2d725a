"""What an engagement is said to be and what Complétude counts come of one expected perimeter.

A territoire that declares nothing leaves its cells « non communiqué »: never « sans objet ».
"""

import pytest

from tdi import db
from tdi.filters import Filters
from tdi.results import compute

DAYS = list(
    db.run(
        "demonstration",
        "select distinct strftime(snapshot_date, '%Y-%m-%d') as day from financements order by day",
    )["day"]
)
KNOWN = {"Renseigné", "Contesté"}
UNKNOWN = {"Non communiqué", "En retard"}


def test_all_the_snapshots_of_the_demonstration_are_checked():
    assert len(DAYS) == 48


@pytest.mark.parametrize("day", DAYS)
def test_the_state_of_an_engagement_agrees_with_what_is_owed_for_it(day):
    asked = Filters(jeu="demonstration", snapshot_date=day)
    cells = {
        row["engagement_id"]: row
        for row in compute("donnees/cellules_by_engagement", asked).records()
    }
    owed = {
        (row["engagement_id"], etape)
        for row in compute("donnees/demandes", asked).records()
        for etape in row["etape_names"]
    }
    told = {
        row["engagement_id"]: row["montants_etat"]
        for row in compute("pilotage/engagements", asked).records()
    }
    states: dict[str, dict[str, str]] = {}
    for row in compute("pilotage/engagements_etats", asked).only(famille="Argent").records():
        etape = row["chiffre"].removeprefix("Montant ").capitalize()
        states.setdefault(row["engagement_id"], {})[etape] = row["etat"]
    assert set(states) == set(cells) == set(told)
    assert len(states) == 17

    for engagement, by_etape in states.items():
        for etape, state in by_etape.items():
            # What is owed for some territoires may be known for others, never without object.
            allowed = KNOWN | (UNKNOWN if (engagement, etape) in owed else {"Sans objet"})
            assert state in allowed, (engagement, etape)
        without_object = cells[engagement]["attendue_count"] == 0
        assert (set(by_etape.values()) == {"Sans objet"}) == without_object, engagement
        assert (told[engagement] == "Sans objet") == without_object, engagement
        known = [etape for etape, state in by_etape.items() if state in KNOWN]
        assert bool(known) >= bool(cells[engagement]["renseignee_count"]), engagement
        if not without_object:
            assert told[engagement] == (", ".join(known) or "Non communiqué")


@pytest.mark.parametrize("day", DAYS)
def test_the_matrix_of_engagements_expects_the_cells_of_completude(day):
    asked = Filters(jeu="demonstration", snapshot_date=day)
    [whole] = compute("donnees/cellules", asked).records()
    cells = compute("donnees/cellules_by_engagement", asked).frame.set_index("engagement_id")
    matrix = compute("pilotage/montants_by_zone", asked).only(maille="Ensemble").frame
    summed = matrix.groupby("engagement_id")[["attendu_count", "inconnu_count"]].sum()
    for shown, counted in (
        ("attendu_count", "attendue_count"),
        ("inconnu_count", "non_communiquee_count"),
    ):
        assert summed[shown].to_dict() == cells[counted].to_dict()
        assert cells[counted].sum() == whole[counted]
    states = {
        (row["engagement_id"], row["chiffre"]): row["etat"]
        for row in compute("pilotage/engagements_etats", asked).only(famille="Argent").records()
    }
    for row in matrix.to_dict("records"):
        told = states[row["engagement_id"], f"Montant {row['etape'].lower()}"]
        assert told == {"Zéro": "Renseigné"}.get(row["etat"], row["etat"])
