"""The notes of quality are those of the rows, and their weights those of the file."""

import random
from dataclasses import replace

import pandas as pd
import pytest

from tdi import criteres, db, fmt, notations, queries
from tdi.errors import QueryError
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SNAPSHOT, rows
from tests.test_pages import open_page, texts

DAYS = {"public": [SNAPSHOT], "demonstration": ["2019-06-30", "2020-12-31", "2022-12-31"]}
STEPS = ["Annoncé", "Fléché", "Engagé", "Payé"]
REGIONS = [
    row["region_code"] for row in rows("from territoire_regions where territoire_id like 'p1-%'")
]
ENJEUX = [None, "recruter", "innover", "attirer", "simplifier"]
FICTION = Filters(jeu="demonstration", snapshot_date="2022-12-31")
TEXT = (queries.QUERIES / criteres.FILE).read_text("utf-8")


def selections():
    """The whole country once, random regions at each date; phase 2 last, where nothing is due."""
    drawn = random.Random(20181122)
    yield FICTION
    for jeu, days in DAYS.items():
        for day in days:
            one = Filters(jeu=jeu, snapshot_date=day, region_code=drawn.choice(REGIONS))
            yield replace(one, enjeu_id=drawn.choice(ENJEUX))
    yield replace(FICTION, phase=2)


def judged(filters):
    """Every cell of a selection, judged in Python, row by row."""

    def table(sql):
        return db.run(filters.jeu, sql, {}, None, filters.snapshot_date)

    places = table(f"from territoires where phase = {int(filters.phase)}")["territoire_id"]
    if filters.region_code:
        links = table("from territoire_regions")
        kept = links.loc[links["region_code"] == filters.region_code, "territoire_id"]
        places = places[places.isin(set(kept))]
    engagements = table("from engagements")
    if filters.enjeu_id:
        engagements = engagements[engagements["enjeu_id"] == filters.enjeu_id]
    money = table("from financements")
    money = money[
        (money["snapshot_date"] == filters.snapshot_date)
        & (money["cadre"] == "Enveloppe 2018")
        & (money["maille"] == "Territoire")
    ]
    found = dict(iter(money.groupby(["engagement_id", "zone_code", "etape"])))
    day = pd.Timestamp(filters.snapshot_date)
    oldest = day - pd.DateOffset(months=criteres.load()["fraicheur"].seuil.valeur)
    for engagement in engagements.to_dict("records"):
        asked = list(engagement["operateur_ids"]) or ["etat"]
        for place in places if filters.phase == 1 else []:
            for rank, step in enumerate(STEPS):
                part = found.get((engagement["engagement_id"], place, step))
                cell = {"engagement": engagement["engagement_id"], "place": place, "asked": asked}
                if part is None:
                    yield cell | {"expected": True, "known": False}
                    continue
                told = part[part["etat"].isin(["Renseigné", "Contesté"])]
                cell |= {
                    "expected": not (part["etat"] == "Sans objet").all(),
                    "known": len(told) > 0,
                }
                before = found.get((engagement["engagement_id"], place, STEPS[rank - 1]))
                if cell["known"] and rank and before is not None:
                    steps = pd.concat([before, part]).pivot_table(
                        index="nature", columns="etape", values="amount_eur", aggfunc="sum"
                    )
                    over = (
                        set(steps.columns) == {STEPS[rank - 1], step}
                        and (steps[step] > steps[STEPS[rank - 1]]).any()
                    )
                else:
                    over = False
                yield cell | {
                    "datable": cell["known"] and rank > 0,
                    "fresh": rank > 0 and (told["reported_date"] >= oldest).all(),
                    "coherent": not over and not (part["etat"] == "Contesté").any(),
                    "traced": told[["source_id", "reported_date", "operateur_id"]]
                    .notna()
                    .to_numpy()
                    .all(),
                }


def noted(cells):
    """The counts and the note of a set of cells."""
    known = [cell for cell in cells if cell["known"]]
    datable = [cell for cell in known if cell["datable"]]
    counts = {
        "attendue_count": sum(cell["expected"] for cell in cells),
        "connue_count": len(known),
        "datable_count": len(datable),
        "fraiche_count": sum(cell["fresh"] for cell in datable),
        "coherente_count": sum(cell["coherent"] for cell in known),
        "tracee_count": sum(cell["traced"] for cell in known),
    }
    pairs = [
        (name, counts[top] / counts[bottom])
        for name, top, bottom in (
            ("completude", "connue_count", "attendue_count"),
            ("fraicheur", "fraiche_count", "datable_count"),
            ("coherence", "coherente_count", "connue_count"),
            ("tracabilite", "tracee_count", "connue_count"),
        )
        if counts[bottom]
    ]
    weights = {name: criteres.load()[name].poids for name, _ in pairs}
    note = sum(weights[name] * share for name, share in pairs) / (sum(weights.values()) or 1)
    return counts, note if pairs else float("nan")


@pytest.mark.parametrize("filters", list(selections()), ids=str)
def test_the_notes_are_those_of_the_rows_counted_one_by_one(filters):
    groups = {}
    for cell in judged(filters):
        groups.setdefault(("Territoire", cell["place"]), []).append(cell)
        groups.setdefault(("Engagement", cell["engagement"]), []).append(cell)
        for operateur in cell["asked"]:
            groups.setdefault(("Opérateur", operateur), []).append(cell)
    found = compute("donnees/qualite", filters).records()
    assert {(row["famille"], row["sujet_id"]) for row in found} == set(groups)
    for row in found:
        counts, note = noted(groups[row["famille"], row["sujet_id"]])
        assert {name: row[name] for name in counts} == counts, row
        assert row["note_share"] == pytest.approx(note, nan_ok=True)


def test_the_planted_flaws_are_seen_by_each_criterion():
    """Late operators, orders broken, contested cells: else the test above would compare nothing."""
    found = pd.concat(
        compute("donnees/qualite", replace(FICTION, snapshot_date=day)).frame
        for day in DAYS["demonstration"]
    )
    for part, whole in (
        ("connue_count", "attendue_count"),
        ("fraiche_count", "datable_count"),
        ("coherente_count", "connue_count"),
    ):
        assert (found[part] < found[whole]).any(), part


def test_the_states_are_all_the_cells_each_once():
    for filters in (FICTION, Filters(snapshot_date=SNAPSHOT), Filters(phase=2)):
        etats = compute("donnees/cellules_etats", filters).frame
        cellules = compute("donnees/cellules", filters)
        by_etat = etats.set_index("etat")["cellule_count"]
        assert len(etats) == 6
        assert by_etat.sum() == etats["total_count"].iloc[0]
        assert by_etat.sum() - by_etat["Sans objet"] == cellules.value("attendue_count")
        known = by_etat[["Renseigné", "Zéro", "Contesté"]].sum()
        assert known == cellules.value("renseignee_count")


def test_a_place_that_sleeps_is_the_one_of_the_alert():
    notes = compute("donnees/qualite", FICTION).frame.dropna(subset="constat")
    alerts = compute("suivi/alertes_constats", FICTION).frame
    asleep = alerts.loc[alerts["alerte_id"].str.startswith("territoire_dormant/"), "zone_code"]
    assert len(asleep)
    assert sorted(notes["sujet_id"]) == sorted(asleep)


def test_what_is_not_expected_has_no_note_and_what_is_not_known_is_not_zero_money():
    assert compute("donnees/qualite", Filters(snapshot_date=SNAPSHOT, phase=2)).is_empty
    public = compute("donnees/qualite", Filters(snapshot_date=SNAPSHOT))
    assert (public.frame["completude_share"] == 0).all()
    assert (
        public.frame[["fraicheur_share", "coherence_share", "tracabilite_share"]]
        .isna()
        .to_numpy()
        .all()
    )
    assert "Tous à la même note" in notations.worst(public.only(famille="Opérateur"))


def test_the_worst_is_named_and_ties_are_told():
    notes = compute("donnees/qualite", FICTION)
    told = notations.worst(notes.only(famille="Engagement"))
    lowest = notes.only(famille="Engagement").frame.nsmallest(1, "note_share").iloc[0]
    assert lowest["sujet_name"] in told
    # The two engagements whose title nobody knows: nothing at all is told of them.
    assert told.startswith("Les engagements les moins bien notés, à 0\u202f%")
    assert "dorment" in notations.worst(notes.only(famille="Territoire"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("poids = 0.4", "poids = 0.5", "la somme des poids fait 1,1, et non 1"),
        ("poids = 0.4", "poids = -0.4", "critère « completude » : « poids »"),
        ("poids = 0.4\n", "", "critère « completude » : « poids » manque"),
        ("[coherence]", "[couleur]", "les critères sont completude, fraicheur"),
        ("valeur = 1", "valeur = 0", "nombre entier de mois"),
        ("seuil = {", "seul = {", "critère « fraicheur » : « seul »"),
        ("[tracabilite]", "[tracabilite", "fichier illisible"),
    ],
)
def test_a_wrong_file_of_weights_is_refused_with_what_is_wrong(old, new, message):
    assert old in TEXT
    with pytest.raises(QueryError) as refused:
        criteres.parse(TEXT.replace(old, new))
    assert message in str(refused.value)
    assert criteres.FILE in str(refused.value)


def test_the_weights_on_screen_are_those_of_the_file():
    shown = compute("donnees/criteres", FICTION).frame.set_index("critere_id")["poids_share"]
    assert shown.to_dict() == {name: one.poids for name, one in criteres.load().items()}


# What is « sans objet » is expected of nobody: it is in no total of what is.
EXPECTED = fmt.number(compute("donnees/cellules", FICTION).value("attendue_count"))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ({}, "Rien n’est communiqué"),
        ({"jeu": "Démonstration"}, f"cellules connues sur {EXPECTED}\u00a0attendues"),
    ],
)
def test_the_tab_says_what_the_notes_are_of(app, address, told):
    open_page(app, "pages/donnees/completude.py", address | {"vue_completude": "Qualité"})
    assert not app.exception
    assert told in texts(app)
    assert "non de l’avancement du programme" in texts(app)
    assert "Ce que pèse chaque critère" in texts(app)
