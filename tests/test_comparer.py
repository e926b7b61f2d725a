"""Comparing territoires: ranks between bounds, peers and why, what is refused, the page."""

import json
import math
import re
from dataclasses import replace
from itertools import pairwise, product
from statistics import pstdev, quantiles

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tdi import classement, comparaison, gardes, queries
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import ROOT, SNAPSHOT
from tests.test_pages import texts
from tests.test_provenance import flattened, without_drawer

DEMONSTRATION = Filters(jeu="demonstration", snapshot_date="2022-12-31")
PUBLIC = Filters(snapshot_date=SNAPSHOT)
DAY = "2022-12-31"
ETAPES = ("Annoncé", "Fléché", "Engagé", "Payé")


# The ranking, on made up statements.


@pytest.fixture(scope="module")
def connection():
    opened = duckdb.connect(config={"threads": 1})
    opened.execute(
        """
        create table engagements (engagement_id text, enjeu_id text);
        create table territoires (
            territoire_id text, territoire_name text, phase int, population bigint,
            is_interregional boolean, valid_from date
        );
        create table financements (
            snapshot_date date, cadre text, maille text, zone_code text, engagement_id text,
            nature text, etape text, etat text, amount_eur decimal(18, 2), source_id text
        );
        """
    )
    return opened


def stated(connection, territoires, *, nature="Subvention"):
    """Fill the tables: by territoire, by engagement, the amount of each stage.

    None is « non communiqué », « sans objet » is itself, a tuple holds a contested amount.
    """
    connection.execute("delete from territoires; delete from financements; delete from engagements")
    rows = []
    for place, (facts, cells) in territoires.items():
        known = {"phase": 1, "population": 1000, "inter": False, "from": "2018-11-22"} | facts
        connection.execute(
            "insert into territoires values (?, ?, ?, ?, ?, ?)",
            [place, place, known["phase"], known["population"], known["inter"], known["from"]],
        )
        for engagement, stages in cells.items():
            for etape, amount in stages.items():
                etat = "Renseigné"
                if isinstance(amount, tuple):
                    etat, [amount] = "Contesté", amount
                elif amount is None:
                    etat = "Non communiqué"
                elif amount == "sans objet":
                    etat, amount = "Sans objet", None
                rows.append(
                    [DAY, "Enveloppe 2018", "Territoire", place, engagement, nature, etape, etat,
                     amount, "s"]
                )  # fmt: skip
    if rows:
        connection.executemany("insert into financements values (?,?,?,?,?,?,?,?,?,?)", rows)
    names = {engagement for _, cells in territoires.values() for engagement in cells}
    for name in names:
        connection.execute("insert into engagements values (?, 'e')", [name])


def answer(connection, name, ids=()):
    query = queries.load(name)
    values = replace(DEMONSTRATION, territoire_ids=tuple(ids)).as_params()
    cursor = connection.execute(query.sql, {key: values[key] for key in query.params})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def ranking(connection, territoires):
    stated(connection, territoires)
    return {row["territoire_id"]: row for row in answer(connection, "territoires/classement")}


def corners(stages):
    """The extreme (engagé, payé) that one engagement may be worth, by the order of the stages."""
    engage, paye = (
        stages.get(name) if isinstance(stages.get(name), int) else None
        for name in ("Engagé", "Payé")
    )
    ceiling = next(
        (stages[name] for name in ("Fléché", "Annoncé") if isinstance(stages.get(name), int)), None
    )
    engages = [engage] if engage is not None else [paye or 0, max(ceiling, paye or 0)]
    return {(one, other) for one in engages for other in ([paye] if paye is not None else [0, one])}


amounts = st.none() | st.integers(0, 100)


@st.composite
def statements(draw):
    """One to five territoires and one to four engagements; any amount known, unknown, contested."""
    engagements = [f"e{rank}" for rank in range(draw(st.integers(1, 4)))]
    found = {}
    for rank in range(draw(st.integers(1, 5))):
        cells = {}
        for name in engagements:
            flechee = draw(st.none() | st.integers(0, 100))
            engage = draw(st.none() | st.integers(0, 100))
            paye = draw(amounts)
            # The stages are in order where they are known: the bounds suppose it.
            if engage is not None and paye is not None:
                engage, paye = max(engage, paye), min(engage, paye)
            top = max(x for x in (flechee, engage, paye, 0) if x is not None)
            stages = {"Annoncé": top, "Fléché": flechee and top, "Engagé": engage, "Payé": paye}
            if paye is not None and draw(st.booleans()) and draw(st.booleans()):
                stages["Payé"] = (paye,)
            cells[name] = stages
        found[f"t{rank}"] = ({}, cells)
    return found


@settings(max_examples=300, deadline=None, database=None)
@given(territoires=statements())
def test_the_bounds_are_the_extremes_of_all_that_the_unknown_may_be_worth(connection, territoires):
    found = ranking(connection, territoires)
    for place, row in found.items():
        if row["motif"]:
            continue
        cells = territoires[place][1].values()
        shares = []
        for chosen in product(*map(corners, cells)):
            engage, paye = (sum(one[rank] for one in chosen) for rank in (0, 1))
            if engage:
                shares.append(paye / engage)
        assert row["consommation_min_share"] == pytest.approx(min(shares))
        assert row["consommation_max_share"] == pytest.approx(max(shares))


@settings(max_examples=300, deadline=None, database=None)
@given(territoires=statements())
def test_a_rank_counts_who_is_surely_ahead_and_surely_behind(connection, territoires):
    found = ranking(connection, territoires)
    bounds = {
        place: (row["consommation_min_share"], row["consommation_max_share"])
        for place, row in found.items()
        if not row["motif"]
    }
    for place, row in found.items():
        if row["motif"]:
            assert row["rank_min"] is row["rank_max"] is row["ex_aequo_count"] is None
            continue
        low, high = bounds[place]
        ahead = sum(other_low > high for other_low, _ in bounds.values())
        behind = sum(other_high < low for _, other_high in bounds.values())
        touching = sum(
            other_low <= high and other_high >= low for other_low, other_high in bounds.values()
        )
        assert (row["rank_min"], row["rank_max"]) == (1 + ahead, len(bounds) - behind)
        assert row["ex_aequo_count"] == touching - 1 == row["rank_max"] - row["rank_min"]
        assert row["classe_count"] == len(bounds)


def cell(engage, paye, *, fleche=100, annonce=100):
    return dict(zip(ETAPES, (annonce, fleche, engage, paye), strict=True))


def test_touching_intervals_are_ex_aequo_and_apart_ones_are_not(connection):
    full = {name: cell(100, 50) for name in ("a", "b")}
    found = ranking(connection, {
        "known": ({}, full),                                          # 50 %
        "first": ({}, {"a": cell(100, 90), "b": cell(100, 95)}),      # 92,5 %
        "wide": ({}, {"a": cell(100, 40), "b": cell(100, None)}),     # 20 to 70 %
        "last": ({}, {"a": cell(100, 5), "b": cell(100, 10)}),        # 7,5 %
    })  # fmt: skip
    told = {name: (row["rank_min"], row["rank_max"]) for name, row in found.items()}
    assert told == {"first": (1, 1), "known": (2, 3), "wide": (2, 3), "last": (4, 4)}


@pytest.mark.parametrize(
    ("facts", "cells", "motif"),
    [
        ({}, {"a": cell(None, None), "b": cell(None, None), "c": cell(9, 3)}, "plus de la moitié"),
        ({}, {"a": cell(9, 3), "b": cell(None, None, fleche=None, annonce=None)}, "à aucune étape"),
        ({}, {"a": cell(9, 3)}, "à aucune étape"),  # no row at all for the other engagement
        ({}, {"a": cell(0, 0), "b": cell(0, 0)}, "rien n’est engagé"),
        ({"from": "2022-07-01"}, {"a": cell(9, 3), "b": cell(9, 3)}, "depuis moins de douze mois"),
        ({"from": None}, {"a": cell(9, 3), "b": cell(9, 3)}, None),
        ({}, {"a": cell(9, 3), "b": dict.fromkeys(ETAPES, "sans objet")}, None),
    ],
)
def test_who_cannot_be_ranked_is_told_why(connection, facts, cells, motif):
    other = {"a": cell(50, 10), "b": cell(50, 10), **{name: cell(50, 10) for name in cells}}
    found = ranking(connection, {"one": (facts, cells), "other": ({}, other)})["one"]
    if motif is None:
        assert found["motif"] is None
        assert (found["rank_min"], found["rank_max"]) == (1, 1)
    else:
        assert motif in found["motif"]
        assert found["rank_min"] is None


def test_natures_are_ranked_apart_and_known_cells_only_make_the_share():
    found = compute("territoires/classement", DEMONSTRATION)
    assert len(set(found.frame["nature"])) > 2
    montants = compute(
        "territoires/montants_by_nature", replace(DEMONSTRATION, territoire_id="p1-ti-2402")
    )
    mine = found.only(territoire_id="p1-ti-2402")
    for row in mine.records():
        known = {
            line["etape"]: line["amount_eur"]
            for line in montants.only(nature=row["nature"]).records()
        }
        assert (row["engage_eur"], row["paye_eur"]) == (known["Engagé"], known["Payé"])


# Peers.


def features(filters):
    """The seven published features of each territoire, recomputed from the plain tables."""
    every = compute("territoires/territoires", filters).records()
    overseas = {"Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"}
    return {
        row["territoire_id"]: [
            math.log1p(value)
            for value in (
                row["population"],
                row["membre_count"],
                row["commune_count"],
                math.floor(row["population"] / row["commune_count"] + 0.5),
                len(row["departement_names"]),
                len(row["region_names"]) - 1,
                row["region_names"][0] in overseas,
            )
        ]
        for row in every
    }


def spread(values):
    low, _, high = quantiles(values, n=4, method="inclusive")
    return (high - low) or pstdev(values) or 1


@pytest.mark.parametrize(
    ("filters", "one"),
    [
        (DEMONSTRATION, "p1-ti-2402"),
        (PUBLIC, "p1-ti-2402"),
        (PUBLIC, "p1-ti-2404"),
        (replace(PUBLIC, phase=2), "p2-ti-0101"),
    ],
)
def test_the_distance_is_that_of_the_published_features(filters, one):
    known = features(filters)
    scales = [spread(column) for column in zip(*known.values(), strict=True)]
    found = compute("territoires/semblables", replace(filters, territoire_id=one)).records()
    assert len(found) == len(known)
    assert found[0]["territoire_id"] == one
    assert found[0]["distance"] == 0
    assert [row["distance"] for row in found] == sorted(row["distance"] for row in found)
    for row in found:
        apart = [
            (a - b) / scale
            for a, b, scale in zip(known[one], known[row["territoire_id"]], scales, strict=True)
        ]
        assert row["distance"] == pytest.approx(math.hypot(*apart))
        far = [abs(gap) > 0.75 for gap in apart]
        assert len(row["different_names"]) == sum(far)
        assert len(row["proche_names"]) <= sum(abs(gap) <= 0.25 for gap in apart)


def test_the_distance_is_the_same_both_ways():
    pairs = {}
    for one in ("p1-ti-2402", "p1-ti-0101", "p1-ti-2404", "p1-ti-1102"):
        found = compute("territoires/semblables", replace(PUBLIC, territoire_id=one))
        pairs |= {(one, row["territoire_id"]): row["distance"] for row in found.records()}
    both = [pair for pair in pairs if pair[::-1] in pairs and pair[0] != pair[1]]
    assert both
    for pair in both:
        assert pairs[pair] == pytest.approx(pairs[pair[::-1]])


def test_an_overseas_territoire_is_compared_overseas_and_told_so():
    found = compute("territoires/semblables", replace(PUBLIC, territoire_id="p1-ti-0101"))
    near = found.records()[1 : comparaison.PEERS + 1]
    assert all(row["is_outre_mer"] for row in near)
    assert all("outre-mer" in comparaison.alike(row) for row in near)


# Fair or not.


def judged(connection, territoires):
    stated(connection, territoires)
    found = answer(connection, "territoires/comparaison_gardes", territoires)
    return {(row["mesure"], row["regle"]): row for row in found}


KNOWN = {"a": cell(9, 3), "b": cell(9, 3)}


@pytest.mark.parametrize(
    ("regle", "one", "other", "verdict"),
    [
        ("Une seule phase", {}, {"phase": 2}, "Refusée"),
        ("Une seule phase", {}, {}, "Permise"),
        ("Populations proches", {"population": 1000}, {"population": 3001}, "Refusée"),
        ("Populations proches", {"population": 1000}, {"population": 3000}, "Permise"),
        ("Populations proches", {"population": None}, {"population": 3000}, "Permise"),
        ("Même ancienneté", {"from": "2022-01-01"}, {}, "Refusée"),
        ("Même ancienneté", {"from": "2022-01-01"}, {"from": "2022-07-01"}, "Permise"),
        ("Même ancienneté", {"from": "2021-12-31"}, {}, "Permise"),
        ("Même ancienneté", {"from": None}, {}, "Non vérifiable"),
        ("Même ancienneté", {"from": None}, {"from": "2022-07-01"}, "Non vérifiable"),
        ("Territoires interrégionaux", {"inter": True}, {}, "À savoir"),
    ],
)
def test_an_unfair_comparison_is_refused(connection, regle, one, other, verdict):
    found = judged(connection, {"one": (one, KNOWN), "other": (other, KNOWN)})
    assert found["Montants en euros", regle]["verdict"] == verdict


@pytest.mark.parametrize(
    ("cells", "least", "even"),
    [
        (KNOWN, "Permise", "Permise"),
        ({"a": cell(9, 3), "b": cell(9, None)}, "Permise", "Permise"),
        ({"a": cell(9, 3), "b": cell(None, None)}, "Permise", "Refusée"),
        ({"a": cell(9, None), "b": cell(None, None)}, "Refusée", "Refusée"),
        ({"a": cell(9, 3), "b": dict.fromkeys(ETAPES, "sans objet")}, "Permise", "Permise"),
        ({"a": cell(9, 3), "b": cell((9,), (3,))}, "Permise", "Permise"),
    ],
)
def test_what_too_few_amounts_are_known_of_is_refused(connection, cells, least, even):
    found = judged(connection, {"one": ({}, cells), "other": ({}, KNOWN)})
    for mesure in ("Montants en euros", "Montants par habitant", "Part de l’engagé payée"):
        assert found[mesure, "Assez de montants connus"]["verdict"] == least
        assert found[mesure, "Autant de montants connus"]["verdict"] == even
    assert ("Fiches-actions", "Assez de montants connus") not in found


def test_a_refusal_names_who_and_how_much(connection):
    found = judged(
        connection,
        {"Grand": ({"population": 5200}, KNOWN), "Petit": ({"population": 1000}, KNOWN)},
    )
    assert gardes.reason(found["Montants en euros", "Populations proches"]) == (
        "Un total suit la population\u00a0: 5,2\u00a0fois\u202f; seuil\u00a0: trois fois la plus "
        "petite population au plus (Petit et Grand)."
    )
    assert ("Montants par habitant", "Populations proches") not in found


def test_one_territoire_alone_is_judged_by_no_rule(connection):
    assert judged(connection, {"one": ({}, KNOWN)}) == {}


def test_two_phases_are_refused_on_the_real_lists():
    filters = replace(PUBLIC, territoire_ids=("p1-ti-2402", "p2-ti-0101"))
    found = compute("territoires/comparaison_gardes", filters)
    assert all(gardes.refused(found, mesure) for mesure in set(found.frame["mesure"]))


# The same figure elsewhere.


def test_natures_add_up_to_the_figures_of_the_map():
    ids = ("p1-ti-2402", "p1-ti-0101", "p1-ti-2404")
    filters = replace(DEMONSTRATION, territoire_ids=ids)
    parts = compute("territoires/comparaison_montants", filters).frame
    totals = compute("territoires/montants_by_territoire", DEMONSTRATION).frame.set_index(
        "territoire_id"
    )
    for one, rows in parts.groupby("territoire_id"):
        for name in ("engage_eur", "paye_eur"):
            assert rows[name].sum() == pytest.approx(totals.loc[one, name])
        ratio = rows["engage_eur"].sum() / rows["population"].iloc[0]
        assert rows["engage_ratio"].sum() == pytest.approx(ratio)


def test_fiches_are_those_of_each_territoire():
    ids = ("p1-ti-2402", "p1-ti-0101")
    compared = compute("territoires/comparaison_fiches", replace(DEMONSTRATION, territoire_ids=ids))
    for one in ids:
        alone = compute("territoires/fiches_by_statut", replace(DEMONSTRATION, territoire_id=one))
        mine = compared.only(territoire_id=one).frame
        assert dict(zip(mine["statut"], mine["fiche_count"], strict=True)) == dict(
            zip(alone.frame["statut"], alone.frame["fiche_count"], strict=True)
        )


# The page.


def opened(address, vue="Profil"):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, words in (address | {"vue_comparer": vue}).items():
        app.query_params[key] = words
    return app.run().switch_page("pages/territoires/comparer.py").run()


def told(app):
    return texts(app).replace("\u00a0", " ").replace("\u202f", " ")


def headings(app):
    """What the cards are about: the heading of a table, the topic under that of a chart."""
    return {element.value for element in [*app.header, *app.caption]}


def test_nothing_chosen_explains_and_offers_a_comparison_in_one_click():
    app = opened({"jeu": "Démonstration"})
    assert "Choisissez deux à six territoires" in told(app)
    assert "Part de l’engagé déjà payée" in headings(app), "all of them are ranked"
    [offer] = [button for button in app.button if button.key.startswith("proposition/")]
    offer.click().run()
    assert len(app.multiselect(key="comparer").value) == 6
    assert len(app.query_params["comparer"]) == 6
    assert "Les mêmes mesures, à la même date" in headings(app)
    app.button(key="retirer/comparer").click().run()
    assert not app.multiselect(key="comparer").value
    assert "comparer" not in app.query_params


@pytest.mark.parametrize("jeu", ["Public", "Démonstration"])
def test_the_territoire_of_the_sidebar_meets_its_peers_with_the_reason(jeu):
    app = opened({"jeu": jeu, "territoire": "Grand Est Touraine"})
    assert not app.exception
    assert "Grand Est Touraine face aux 5 territoires" in told(app).replace("*", "")
    assert "Pourquoi ces territoires" in headings(app)
    assert "proche par : " in told(app)
    [offer] = [button for button in app.button if button.key.startswith("proposition/")]
    offer.click().run()
    assert app.multiselect(key="comparer").value[0] == "p1-ti-2402"


def test_one_territoire_chosen_here_meets_its_peers_too():
    app = opened({"comparer": "Nord Cotentin", "territoire": "Grand Est Touraine"})
    assert "Nord Cotentin face aux 5 territoires" in told(app).replace("*", "")


def test_the_chosen_ones_are_compared_in_their_order_six_at_most():
    # Names with commas and dashes, in no alphabetical order.
    names = [
        "Vallée du Gier, de l’Ondaine et de Loire Sud",
        "Pays de Bernay, de Conches, du Neubourg et du Sud de l’Eure",
        "Trois vallées de Bruyères, Gérardmer, Saint-Dié-des-Vosges",
    ]
    every = compute("filtres/territoires", replace(PUBLIC, phase=2)).frame["territoire_name"]
    names += [name for name in reversed(list(every)) if " – " in name][:4]
    app = opened({"phase": "Phase 2", "comparer": names})
    assert app.query_params["comparer"] == names
    assert "7 territoires choisis. Les 6 premiers sont comparés" in told(app)
    order = " · ".join(f"{rank}. {name}" for rank, name in enumerate(names[:6], start=1))
    assert order in told(app)
    assert "Pourquoi ces territoires" not in headings(app)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (["Nord Cotentin", "Mordor"], "« Mordor » n’est pas un territoire de la phase 1"),
        (["Nord Cotentin", "Basse-Terre"], "deux phases ne se comparent pas"),
    ],
)
def test_a_wrong_territoire_of_the_address_is_told_and_the_others_stay(address, why):
    app = opened({"comparer": address})
    assert any(why in warning.value.replace("\u00a0", " ") for warning in app.warning)
    assert app.multiselect(key="comparer").value == ["p1-ti-2806"]


def test_a_change_of_phase_leaves_names_behind_without_a_word():
    app = opened({"comparer": ["Nord Cotentin", "Compiègne"]})
    app.selectbox(key="phase").set_value(2).run()
    assert not app.exception
    assert not app.warning
    assert set(app.multiselect(key="comparer").value) <= set(
        compute("filtres/territoires", replace(PUBLIC, phase=2)).frame["territoire_id"]
    )


def specs(app):
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def test_a_refused_measure_is_told_and_not_drawn():
    address = {"jeu": "Démonstration", "region": "Bretagne"}
    assert "Fiches-actions pour cent mille habitants, par statut" in headings(
        opened(address, "Projets")
    )
    assert "Fiches-actions, par statut" not in headings(opened(address, "Projets")), "no totals"
    app = opened(address, "Crédits")
    assert "Montants en euros : comparaison refusée pour cette mesure" in told(app)
    assert "Un total suit la population" in told(app)
    shown = [str(table.value.columns.tolist()) for table in app.table]
    assert not any("'Engagé'" in columns for columns in shown)
    assert any("Engagé, en euros par habitant" in columns for columns in shown)


def test_a_newcomer_is_not_ranked_against_the_old():
    [newcomer] = [
        row["territoire_name"]
        for row in compute("territoires/territoires", DEMONSTRATION).records()
        if str(row["valid_from"].date()) == "2022-07-01"
    ]
    address = {"jeu": "Démonstration", "comparer": [newcomer, "Compiègne"]}
    for vue, mesure, title in (
        ("Classement", "Part de l’engagé payée", "Part de l’engagé déjà payée"),
        ("Crédits", "Montants par habitant", "Engagé par habitant, nature par nature"),
        ("Projets", "Recours aux engagements", "Recours aux engagements"),
    ):
        app = opened(address, vue)
        assert f"{mesure} : comparaison refusée pour cette mesure" in told(app)
        assert title not in headings(app)


def test_the_ranking_shows_all_and_numbers_the_compared():
    app = opened({"jeu": "Démonstration", "territoire": "Grand Est Touraine"}, "Classement")
    [spec] = [one for one in specs(app) if any("error_y" in trace for trace in one["data"])]
    others, compared = spec["data"]
    assert sorted(compared["text"]) == ["1", "2", "3", "4", "5", "6"]
    sides = compared["textposition"]
    assert all(one != other for one, other in pairwise(sides)), "two close numbers read as one"
    assert len(others["customdata"]) + 6 == int(
        compute("territoires/classement", DEMONSTRATION)
        .only(nature="Subvention")
        .frame["classe_count"]
        .max()
    )
    assert "rang sur 148, ex æquo avec" in told(app)


def test_the_public_set_says_what_is_missing_and_who_owes_it():
    app = opened({"territoire": "Nord Cotentin"}, "Classement")
    assert "Non communiqué – Aucun montant engagé ni payé n’est connu" in told(app).replace("*", "")
    assert "Attendu de : l’État et les opérateurs" in told(app)
    assert headings(app).isdisjoint({"Rang de chacun", "Part de l’engagé déjà payée"})
    app = opened({"territoire": "Nord Cotentin"})
    assert "Aides hors enveloppe, par habitant" in headings(app)


@pytest.mark.parametrize("vue", ["Profil", "Crédits", "Projets", "Classement", "Règles"])
@pytest.mark.parametrize(
    "address",
    [
        {"jeu": "Démonstration", "territoire": "Grand Est Touraine"},
        {"jeu": "Démonstration", "region": "Bretagne", "enjeu": "Recruter"},
        {"territoire": "Nord Cotentin"},
        {"phase": "Phase 2", "territoire": "Basse-Terre"},
    ],
)
def test_every_tab_speaks_french_and_opens_on_its_rows(address, vue):
    app = opened(address, vue)
    assert not app.exception
    assert not app.error
    assert app.query_params.get("vue_comparer", "Profil") in (vue, [vue])
    assert not without_drawer(flattened(app.main))
    assert not re.search(r"\b(None|nan|NaT)\b|_eur|_count|_share", texts(app))


def test_the_standing_of_a_territoire_in_words(connection):
    found = ranking(connection, {
        "Un": ({}, {"a": cell(100, 40), "b": cell(100, None)}),
        "Deux": ({}, {"a": cell(100, 50), "b": cell(100, 50)}),
        "Trois": ({}, {"a": cell(0, 0), "b": cell(0, 0)}),
    })  # fmt: skip
    said = {name: classement.standing(row) for name, row in found.items()}
    assert said["Un"] == (
        "**Un**\u00a0: entre 20\u202f% et 70\u202f% payés\u202f; entre le 1er et le 2e rang sur 2, "
        "ex æquo avec 1."
    )
    numbered = classement.standing({**found["Trois"], "compare_rank": 1})
    assert numbered.startswith("1\u00a0· **Trois**"), "no list within the list"
    assert said["Trois"] == "**Trois**\u00a0: non classé – rien n’est engagé."


def test_an_export_names_the_territoires_compared():
    from tdi.exports.notice import notice

    filters = replace(DEMONSTRATION, territoire_ids=("p1-ti-2402", "p1-ti-0101"))
    rows = {
        name: words
        for _, name, words in notice(compute("territoires/comparaison_gardes", filters)).rows
    }
    assert rows["Territoires comparés"] == (
        "Communauté d’agglomération Cap Excellence · Grand Est Touraine"
    )
    alone = notice(compute("territoires/regions", DEMONSTRATION)).rows
    assert "Territoires comparés" not in {name for _, name, _ in alone}
