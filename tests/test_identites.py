"""The list of accounting identities: one quantity, shown on several pages, has one value.

Each line of `IDENTITIES` names a quantity, the selections it is shown for, and every query that
tells it. A new page that shows one of them adds its reading here.
"""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from tdi import enveloppe
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SELECTIONS, SNAPSHOT

DAYS = {
    "public": (SNAPSHOT, "2022-12-31", "2018-11-22"),
    "demonstration": ("2022-12-31", "2021-05-31", "2019-01-31"),
}
COLUMNS = {"Annoncé": "annonce", "Fléché": "fleche", "Engagé": "engage", "Payé": "paye"}


def everywhere(filters):
    return True


def nation(filters):
    return filters.phase == 1 and not (
        filters.region_code or filters.territoire_id or filters.enjeu_id
    )


def place(filters):
    return bool(filters.region_code or filters.territoire_id)


def region(filters):
    return bool(filters.region_code and not filters.territoire_id)


def territoire(filters):
    return bool(filters.territoire_id)


def total(query, column, without=None, **only):
    """The sum of a column; an amount without any value is unknown, a count of nothing is 0 (R1)."""

    def read(filters):
        values = compute(query, filters).only(**only).frame
        if without:
            [(name, value)] = without.items()
            values = values[values[name] != value]
        known = values[column].dropna()
        if known.empty and column.endswith("_eur"):
            return None
        return Decimal(f"{float(known.sum()):.2f}")

    read.__name__ = f"{query}.{column}"
    return read


def count(query, **only):
    """How many rows."""

    def read(filters):
        return Decimal(len(compute(query, filters).only(**only).frame))

    read.__name__ = f"{query}: rows"
    return read


def distinct(query, column, key):
    """The sum of a column that several rows of a same key repeat."""

    def read(filters):
        frame = compute(query, filters).frame.drop_duplicates(key)
        return Decimal(int(frame[column].sum()))

    read.__name__ = f"{query}.{column} by {key}"
    return read


def alertes_of_constats(filters):
    """How many alerts the places of a selection tell."""
    return Decimal(compute("suivi/alertes_constats", filters).frame["alerte_id"].nunique())


def depassements_of_desordres(filters):
    """What is engaged over the announced, engagement by engagement, on the page of the checks."""
    rows = compute("pilotage/desordres", filters).only(
        controle="Part annoncée", depassement="Engagé au-delà de l’annoncé"
    )
    values = rows.frame.loc[rows.frame["operateur_name"].isna(), "excedent_eur"]
    return None if values.empty else Decimal(f"{float(values.sum()):.2f}")


def changed(filters):
    """Rows that changed since the previous snapshot, and by how much at each stage (envelope)."""
    found = compute("pilotage/changements", filters).frame
    once = found[found["nature"].isna() | (found["nature"] == "Ensemble")].fillna({"cadre": ""})
    kinds = ("new", "connue", "withdrawn", "inconnue", "revised")
    rows = int(once[[f"{kind}_count" for kind in kinds]].to_numpy().sum())
    gained = once[["variation_eur", "new_eur", "connue_eur"]].fillna(0).sum(axis=1)
    lost = once[["withdrawn_eur", "inconnue_eur"]].fillna(0).sum(axis=1)
    return rows, *by_stage(once.assign(variation_eur=gained - lost))


def changed_by_kind(filters):
    """The same, from the kinds of change that are counted; method is no row of a table."""
    found = compute("suivi/evolutions_resume", filters).frame
    found = found[found["famille"] != "Méthode"]
    moved = found["variation_eur"].fillna(0) + found["new_eur"].fillna(0)
    moved -= found["withdrawn_eur"].fillna(0)
    return int(found["ligne_count"].sum()), *by_stage(found.assign(variation_eur=moved))


def by_stage(frame):
    envelope = frame[frame["cadre"] == "Enveloppe 2018"]
    return [
        round(float(envelope.loc[envelope["etape"] == etape, "variation_eur"].sum()), 2)
        for etape in COLUMNS
    ]


def changed_in_place(filters):
    """The same, of the committed and the paid only, from the line of a place among its like."""
    around = filters if filters.territoire_id else filters.without("region_code")
    code = filters.territoire_id or filters.region_code
    found = compute("suivi/evolutions_by_zone", around).only(zone_code=code).frame
    amounts = (
        float(
            found[f"{stem}_variation_eur"].sum()
            + found[f"{stem}_new_eur"].sum()
            - found[f"{stem}_withdrawn_eur"].sum()
        )
        for stem in ("engage", "paye")
    )
    return int(found["changee_count"].sum()), *(round(amount, 2) for amount in amounts)


def changed_there(filters):
    rows, _, _, *amounts = changed_by_kind(filters)
    return rows, *amounts


def stage(etape):
    """The amounts of a stage on the pages of a place: by nature, by engagement, in the matrix."""
    return [
        total("territoires/montants_by_nature", "amount_eur", etape=etape),
        total("territoires/cellules_by_engagement", f"{COLUMNS[etape]}_eur"),
        total("pilotage/montants_by_zone", "amount_eur", etape=etape, maille="Ensemble"),
    ]


IDENTITIES = {
    "territoires": (
        everywhere,
        [
            total("pilotage/perimetre", "territoire_count"),
            count("territoires/territoires"),
            count("territoires/montants_by_territoire"),
            total("donnees/cellules", "territoire_count"),
        ],
    ),
    "territoires d’une région": (
        region,
        [
            total("pilotage/perimetre", "territoire_count"),
            total("territoires/regions", "territoire_count"),
        ],
    ),
    "membres": (
        everywhere,
        [
            total("pilotage/perimetre", "membre_count"),
            total("territoires/territoires", "membre_count"),
        ],
    ),
    "population": (
        everywhere,
        [
            total("pilotage/perimetre", "population"),
            total("territoires/territoires", "population"),
        ],
    ),
    "cellules attendues": (
        everywhere,
        [
            total("donnees/cellules", "attendue_count"),
            total("donnees/cellules_by_engagement", "attendue_count"),
            total("donnees/cellules_by_etape", "attendue_count"),
            total("donnees/qualite", "attendue_count", famille="Engagement"),
            total("donnees/qualite", "attendue_count", famille="Territoire"),
            total("pilotage/montants_by_zone", "attendu_count", maille="Ensemble"),
        ],
    ),
    "cellules renseignées": (
        everywhere,
        [
            total("donnees/cellules", "renseignee_count"),
            total("donnees/cellules_by_engagement", "renseignee_count"),
            total("donnees/cellules_by_etape", "renseignee_count"),
            total("donnees/qualite", "connue_count", famille="Engagement"),
            total("donnees/qualite", "connue_count", famille="Territoire"),
        ],
    ),
    "cellules non communiquées": (
        everywhere,
        [
            total("donnees/cellules", "non_communiquee_count"),
            total("donnees/cellules_by_engagement", "non_communiquee_count"),
            total("donnees/cellules_by_etape", "non_communiquee_count"),
            total("pilotage/montants_by_zone", "inconnu_count", maille="Ensemble"),
            total("territoires/montants_by_territoire", "cellule_inconnue_count"),
            distinct("donnees/demandes", "non_communiquee_count", "engagement_id"),
        ],
    ),
    "cellules demandées": (
        everywhere,
        [
            total("donnees/demandes", "non_communiquee_count"),
            total("donnees/demandes_by_operateur", "non_communiquee_count"),
        ],
    ),
    "cellules non communiquées d’une région": (
        region,
        [
            total("donnees/cellules", "non_communiquee_count"),
            total("donnees/cellules_by_region", "non_communiquee_count"),
            total("territoires/montants_by_region", "cellule_inconnue_count"),
            total("territoires/cellules_by_engagement", "non_communiquee_count"),
        ],
    ),
    "annoncé d’un lieu": (place, stage("Annoncé")),
    "fléché d’un lieu": (place, stage("Fléché")),
    "engagé d’un lieu": (place, stage("Engagé")),
    "payé d’un lieu": (place, stage("Payé")),
    "engagé d’une région": (
        region,
        [
            total("territoires/montants_by_region", "engage_eur"),
            total("territoires/montants_by_nature", "amount_eur", etape="Engagé"),
        ],
    ),
    "payé d’un territoire": (
        territoire,
        [
            total("territoires/montants_by_territoire", "paye_eur"),
            total("territoires/montants_by_nature", "amount_eur", etape="Payé"),
        ],
    ),
    **{
        f"enveloppe, {etape.lower()}": (
            nation,
            [
                total("pilotage/enveloppe_by_etape", "documente_eur", etape=etape),
                total("pilotage/entonnoir", "documente_eur", etape=etape),
                *(
                    total(
                        "pilotage/repartition",
                        "amount_eur",
                        repartition=repartition,
                        etape=etape,
                        without={"segment": "Non documenté"},
                    )
                    for repartition in enveloppe.REPARTITIONS
                ),
                total("pilotage/enveloppe_by_enjeu", "amount_eur", etape=etape),
            ],
        )
        for etape in COLUMNS
    },
    "ce qui a changé": (everywhere, [changed, changed_by_kind]),
    "ce qui a changé dans un lieu": (place, [changed_there, changed_in_place]),
    "fiches-actions": (
        territoire,
        [
            total("territoires/fiches_by_statut", "fiche_count"),
            count("territoires/fiches_action"),
        ],
    ),
    "lauréats d’une région": (
        region,
        [
            total("territoires/regions", "laureat_count"),
            total("territoires/laureats_by_mesure", "laureat_count"),
            count("territoires/laureats"),
            total("territoires/laureats_attribution", "laureat_count"),
            total("pilotage/hors_enveloppe_by_region", "laureat_count"),
        ],
    ),
    "lauréats d’un territoire": (
        territoire,
        [
            total("territoires/territoires", "laureat_count"),
            total("territoires/laureats_by_mesure", "laureat_count"),
            count("territoires/laureats"),
        ],
    ),
    "lauréats du fonds": (
        nation,
        [
            total("territoires/laureats_attribution", "fonds_laureat_count"),
            total("territoires/fonds_by_filiere", "laureat_count"),
            total("pilotage/hors_enveloppe_by_region", "fonds_laureat_count"),
        ],
    ),
    "Fonds vert d’un territoire": (
        territoire,
        [
            total("territoires/territoires", "fonds_vert_count"),
            count("territoires/fonds_vert"),
        ],
    ),
    "Fonds vert": (
        nation,
        [
            total("pilotage/hors_enveloppe", "amount_eur", perimetre="Toutes les communes"),
            total("pilotage/hors_enveloppe_by_region", "fonds_vert_eur"),
        ],
    ),
    "fonds d’accélération": (
        nation,
        [
            total("pilotage/hors_enveloppe", "amount_eur", perimetre="Tous les projets aidés"),
            total("pilotage/hors_enveloppe_by_region", "investment_eur"),
        ],
    ),
    "alertes ouvertes": (
        everywhere,
        [
            count("suivi/alertes"),
            count("suivi/alertes_suivies", alerte_etat="Ouverte"),
            alertes_of_constats,
        ],
    ),
    "écarts des alertes": (
        everywhere,
        [
            total("suivi/alertes", "ecart_eur"),
            total("suivi/alertes_suivies", "ecart_eur", alerte_etat="Ouverte"),
            total("suivi/alertes_constats", "ecart_eur"),
        ],
    ),
    "réponses en retard": (
        everywhere,
        [
            total("pilotage/reponses_by_operateur", "en_retard_count"),
            total("suivi/alertes", "ligne_count", regle_id="en_retard"),
        ],
    ),
    "chiffres contredits": (
        everywhere,
        [
            total("suivi/annonces_chiffres", "contredit_count"),
            count("suivi/verdicts", verdict_registre="contredit"),
            count("suivi/alertes", regle_id="chiffre_contredit"),
        ],
    ),
    "enveloppe dépassée": (
        nation,
        [
            total("pilotage/enveloppe_by_etape", "depassement_eur"),
            total("pilotage/desordres", "excedent_eur", controle="Enveloppe"),
            total("suivi/alertes", "ecart_eur", regle_id="enveloppe_depassee"),
        ],
    ),
    "engagé au-delà de l’annoncé": (
        everywhere,
        [
            depassements_of_desordres,
            total("suivi/alertes", "ecart_eur", regle_id="depassement"),
        ],
    ),
    "chiffres annoncés": (
        everywhere,
        [
            total("suivi/annonces_chiffres", "chiffre_count"),
            count("suivi/annonces", annonce_type="Chiffre"),
            count("suivi/verdicts"),
        ],
    ),
}


def scopes():
    """Every selection of every data set at three dates, without what a data set does not hold."""
    for jeu, days in DAYS.items():
        for name, selection in SELECTIONS.items():
            for day in days:
                if selection.phase == 1 or (jeu == "public" and day == SNAPSHOT):
                    yield f"{jeu} {day} {name}", replace(selection, jeu=jeu, snapshot_date=day)


SCOPES = dict(scopes())


@pytest.mark.parametrize("quantity", IDENTITIES)
def test_a_quantity_has_one_value_wherever_it_is_shown(quantity):
    shown_for, readings = IDENTITIES[quantity]
    known = 0
    for scope, filters in SCOPES.items():
        if not shown_for(filters):
            continue
        found = {read.__name__: read(filters) for read in readings}
        told = set(found.values())
        assert len(told) == 1, (scope, found)
        known += told not in ({None}, {0})
    assert known, "an identity that is never tested says nothing"


def test_a_territoire_over_two_regions_is_whole_in_each_and_once_for_france():
    scope = Filters(jeu="demonstration", snapshot_date="2022-12-31")
    regions = compute("territoires/regions", scope).frame
    shared = compute("territoires/territoires", scope).frame
    over = shared["region_names"].map(len) - 1
    once = compute("pilotage/perimetre", scope).value("territoire_count")
    assert regions["territoire_count"].sum() - over.sum() == once
    assert (over > 0).sum() == 12
    population = pd.to_numeric(shared["population"])
    assert regions["population"].sum() - (over * population).sum() == population.sum()
