"""What is outside the envelope is named for what it is, and never a table of dashes."""

import pytest

from tdi import db
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SNAPSHOT

LAST = Filters(jeu="demonstration", snapshot_date="2022-12-31")


def days(jeu):
    """Dates of the snapshots that hold amounts."""
    asked = "select distinct strftime(snapshot_date, '%Y-%m-%d') as day from financements"
    return sorted(db.run(jeu, asked)["day"])


@pytest.mark.parametrize("region", [None, "53", "06"])
@pytest.mark.parametrize("jeu", ["public", "demonstration"])
def test_no_line_is_made_of_dashes(jeu, region):
    for day in days(jeu):
        asked = Filters(jeu=jeu, snapshot_date=day, region_code=region)
        lines = compute("pilotage/hors_enveloppe", asked).frame
        assert not lines["amount_eur"].isna().to_numpy().any(), day
        zones = compute("pilotage/hors_enveloppe_by_region", asked).frame
        figures = zones.drop(columns=["zone_name", "source_ids"])
        assert figures.notna().to_numpy().any(axis=1).all(), day


def declared(maille, etape):
    return db.run(
        "demonstration",
        """
        select sum(amount_eur) as amount_eur from financements
        where snapshot_date = '2022-12-31' and cadre = 'Hors enveloppe'
            and maille = $maille and etape = $etape
        """,
        {"maille": maille, "etape": etape},
    )["amount_eur"].tolist()[0]


def test_a_sum_of_regions_is_not_called_national():
    rows = compute("pilotage/hors_enveloppe", LAST).records()
    told = {(row["etape"], row["perimetre"]): row["amount_eur"] for row in rows}
    assert told == {
        ("Annoncé", "Montant national"): declared("France", "Annoncé"),
        ("Fléché", "Somme des régions"): declared("Région", "Fléché"),
        ("Engagé", "Somme des régions"): declared("Région", "Engagé"),
        ("Payé", "Somme des régions"): declared("Région", "Payé"),
    }
    assert [row["etape"] for row in rows] == ["Annoncé", "Fléché", "Engagé", "Payé"]


def test_the_regions_add_up_to_their_sum():
    regions = db.run("demonstration", "select region_code from regions")["region_code"]
    engaged = 0
    for region in regions:
        asked = Filters(jeu="demonstration", snapshot_date="2022-12-31", region_code=region)
        rows = compute("pilotage/hors_enveloppe", asked).only(etape="Engagé").records()
        assert {row["perimetre"] for row in rows} <= {"Montant de la région"}
        engaged += sum(row["amount_eur"] for row in rows)
    assert engaged == declared("Région", "Engagé")


def test_none_in_the_territoires_of_a_region_is_a_zero():
    # Mayotte has grants of the Fonds vert, and no territoire.
    mayotte = Filters(snapshot_date=SNAPSHOT, region_code="06")
    told = {
        row["perimetre"]: row["amount_eur"]
        for row in compute("pilotage/hors_enveloppe", mayotte)
        .only(dispositif="Fonds vert 2023")
        .records()
    }
    assert told["Toutes les communes"] > 0
    assert told["Communes des Territoires d’industrie"] == 0
