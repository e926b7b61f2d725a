"""The matrix of engagements and places: its cells, its totals, the rows behind them, its words."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import pyarrow as pa
import pytest

from tdi import db, fmt, matrice, theme
from tdi.filters import Filters
from tdi.results import Result, compute
from tests.conftest import SELECTIONS, SNAPSHOT
from tests.snapshots.publications import published_rows, republish

DEMONSTRATION = Filters(jeu="demonstration", snapshot_date="2022-12-31")
# An early snapshot, one with late operateurs and contested cells, the last; and the public one.
DAYS = [
    replace(DEMONSTRATION, snapshot_date="2019-01-31"),
    replace(DEMONSTRATION, snapshot_date="2021-08-31"),
    DEMONSTRATION,
    Filters(snapshot_date=SNAPSHOT),
]
BY_ZONE = {
    "pilotage/recours_by_zone": ["attendu_count", "utilisateur_count", "jamais_count"],
    "pilotage/recours_mesures": ["value", "ligne_count", "value_min", "value_max"],
    "pilotage/montants_by_zone": ["amount_eur", "attendu_count"],
}
KNOWN = {"Renseigné", "Zéro", "Contesté"}
EVERY_ETAT = set(theme.ETAT_STYLES)


def told(filters):
    return f"{filters.jeu} {filters.snapshot_date}"


@cache
def regions():
    rows = db.run("public", "select region_code, region_name from regions").to_dict("records")
    return {row["region_code"]: row["region_name"] for row in rows}


@cache
def region_count(filters):
    """How many régions each territoire of phase 1 lies over, at the day of a snapshot."""
    rows = db.run(
        filters.jeu,
        "select territoire_id, count(*) as n from territoire_regions "
        "inner join territoires using (territoire_id) where phase = 1 group by territoire_id",
        snapshot_date=filters.snapshot_date,
    )
    return dict(zip(rows["territoire_id"], rows["n"], strict=True))


@cache
def with_territoire(filters):
    """Régions that have a territoire of phase 1, at the day of a snapshot."""
    rows = db.run(
        filters.jeu,
        "select distinct territoire_regions.region_code from territoire_regions "
        "inner join territoires using (territoire_id) where phase = 1",
        snapshot_date=filters.snapshot_date,
    )
    return set(rows["region_code"])


def comparable(rows):
    """Rows without what names the place, missing values made equal to themselves."""
    frame = rows.drop(columns=["maille", "zone_code", "zone_name", "source_ids"])
    return frame.astype(object).where(frame.notna(), None).reset_index(drop=True)


@pytest.mark.parametrize("filters", DAYS, ids=told)
@pytest.mark.parametrize("name", BY_ZONE)
def test_the_whole_of_a_region_is_its_column_in_the_matrix_of_france(name, filters):
    france = compute(name, filters)
    for code in regions():
        column = france.only(maille="Région", zone_code=code).frame
        whole = compute(name, replace(filters, region_code=code)).only(maille="Ensemble").frame
        # Mayotte never had a territoire, nor other régions at first.
        assert len(column) or code not in with_territoire(filters)
        pd.testing.assert_frame_equal(comparable(column), comparable(whole))


def once(frame, column):
    """What places add up to for France, a territoire over several régions once, by what is told."""
    key = [name for name in ("engagement_id", "mesure", "etape") if name in frame]
    return frame.groupby(key)[column].sum(min_count=1)


@pytest.mark.parametrize("filters", DAYS, ids=told)
@pytest.mark.parametrize(
    ("name", "column", "table", "amount"),
    [
        ("pilotage/recours_mesures", "value", "mobilisation", "value"),
        ("pilotage/montants_by_zone", "amount_eur", "financements", "amount_eur"),
    ],
)
def test_france_is_its_regions_and_the_rest_a_shared_territoire_counted_once(
    filters, name, column, table, amount
):
    cells = compute(name, filters)
    if table == "mobilisation":
        cells = Result(cells.query, cells.frame[cells.frame["mesure"] != "Délai"], filters)
    france = once(cells.only(maille="Ensemble").frame, column)
    places = cells.frame[cells.frame["maille"] != "Ensemble"]
    added = once(places, column)
    # What a territoire over several régions adds once too often, read from the facts themselves.
    post, more = ("mesure", "") if table == "mobilisation" else ("etape", "and cadre = $cadre")
    facts = db.run(
        filters.jeu,
        f"select engagement_id, {post}, zone_code, sum({amount}) as amount from {table} "  # noqa: S608
        f"where snapshot_date = cast($day as date) and maille = 'Territoire' {more} group by all",
        {"day": filters.snapshot_date} | ({"cadre": "Enveloppe 2018"} if more else {}),
        snapshot_date=filters.snapshot_date,
    )
    twice = defaultdict(float)
    for row in facts.dropna().to_dict("records"):
        extra = region_count(filters)[row["zone_code"]] - 1
        twice[row["engagement_id"], row[post]] += extra * float(row["amount"])
    assert france.notna().any()
    for key, total in france.dropna().items():
        shown = float(added[key])
        assert shown - twice[key] == pytest.approx(float(total)), key
    if filters == DEMONSTRATION and table == "financements":
        assert any(twice.values()), "some territoire over several régions has money"


@pytest.mark.parametrize("filters", DAYS, ids=told)
def test_each_territoire_is_counted_once_in_each_region_and_once_for_france(filters):
    zones = compute("pilotage/recours_by_zone", filters)
    counts = ["attendu_count", "utilisateur_count", "jamais_count", "conteste_count"]
    whole = zones.only(maille="Ensemble").frame.set_index("engagement_id")
    one_by_one = zones.only(maille="Territoire").frame.groupby("engagement_id")[counts].sum()
    pd.testing.assert_frame_equal(whole[counts].sort_index(), one_by_one, check_dtype=False)
    states = zones.frame[["utilisateur_count", "jamais_count", "conteste_count", "inconnu_count"]]
    assert (states.sum(axis=1) == zones.frame["attendu_count"]).all()
    assert (zones.only(maille="Territoire").frame[[*counts, "inconnu_count"]] <= 1).all(axis=None)
    assert (states >= 0).all(axis=None)
    by_region = zones.only(maille="Région").frame.groupby("engagement_id")["attendu_count"].sum()
    if filters.jeu == "public":
        assert set(whole["attendu_count"]) == {149}
        assert set(by_region) == {sum(region_count(filters).values())}, (
            "twelve are over two régions"
        )


@pytest.mark.parametrize("filters", DAYS, ids=told)
def test_the_whole_agrees_with_the_measures_told_elsewhere(filters):
    measures = compute("pilotage/recours_mesures", filters).only(maille="Ensemble")
    told_elsewhere = compute("pilotage/recours", filters).frame
    added = told_elsewhere[told_elsewhere["mesure"] != "Délai"]
    added = added.groupby(["engagement_name", "mesure"])["value"].sum()
    assert len(added)
    for (name, mesure), value in added.items():
        [row] = measures.only(engagement_name=name, mesure=mesure).records()
        assert row["value"] == value
    spoken = measures.frame[
        measures.frame["etat"].isin(KNOWN) & (measures.frame["mesure"] != "Objectif")
    ]
    [chiffres] = compute("pilotage/engagements_chiffres", filters).records()
    assert spoken["engagement_id"].nunique() == chiffres["recours_count"]
    etats = compute("pilotage/engagements_etats", filters).only(famille="Recours").records()
    for row in etats:
        [cell] = measures.only(engagement_id=row["engagement_id"], mesure=row["chiffre"]).records()
        if row["chiffre"] != "Objectif":  # an objective may be told by a text, without a number
            assert {"Zéro": "Renseigné"}.get(cell["etat"], cell["etat"]) == row["etat"]


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("jeu", ["public", "demonstration"])
def test_the_cells_of_money_are_those_that_completude_counts(jeu, selection):
    filters = replace(SELECTIONS[selection], jeu=jeu)
    if jeu == "demonstration":
        filters = replace(filters, snapshot_date="2022-12-31")
    [counted] = compute("donnees/cellules", filters).records()
    cells = compute("pilotage/montants_by_zone", filters)
    whole = cells.only(maille="Ensemble").frame
    assert whole["attendu_count"].sum() == counted["attendue_count"]
    assert whole["inconnu_count"].sum() == counted["non_communiquee_count"]
    if filters.region_code or filters.territoire_id:
        states = cells.only(maille="Territoire").frame["etat"]
        assert states.isin(KNOWN).sum() == counted["renseignee_count"]
        assert (
            states.isin({"Non communiqué", "En retard"}).sum() == counted["non_communiquee_count"]
        )


@pytest.mark.parametrize("region", [None, "53", "75"])
@pytest.mark.parametrize("filters", DAYS, ids=told)
def test_the_rows_behind_a_cell_add_up_to_it(filters, region):
    scope = replace(filters, region_code=region)
    measures = compute("pilotage/recours_mesures", scope)
    amounts = compute("pilotage/montants_by_zone", scope)
    checked = 0
    for code in ["ensemble", *(["53", "93"] if region is None else [])]:
        place = scope if code == "ensemble" else replace(scope, region_code=code)
        lines = compute("pilotage/recours_lignes", place).frame
        for row in measures.only(zone_code=code).records():
            kept = lines[
                (lines["engagement_name"] == row["engagement_name"])
                & (lines["mesure"] == row["mesure"])
            ]["value"].dropna()
            assert len(kept) == row["ligne_count"]
            if len(kept):
                expected = kept.median() if row["mesure"] == "Délai" else kept.sum()
                assert row["value"] == pytest.approx(expected)
                checked += 1
        lines = compute("pilotage/montants_lignes", place).frame
        for row in amounts.only(zone_code=code).records():
            kept = lines[
                (lines["engagement_name"] == row["engagement_name"])
                & (lines["etape"] == row["etape"])
            ]["amount_eur"].dropna()
            assert fmt.is_missing(row["amount_eur"]) == kept.empty
            if len(kept):
                assert float(row["amount_eur"]) == pytest.approx(float(kept.sum()))
                checked += 1
    assert checked or (filters.jeu == "public" and region)


@pytest.mark.parametrize("filters", DAYS, ids=told)
def test_the_last_year_is_the_snapshot_itself(filters):
    years = compute("pilotage/recours_by_year", filters).only(perimetre="Courant").frame
    last = years[years["snapshot_date"] == pd.Timestamp(filters.snapshot_date)]
    measures = compute("pilotage/recours_mesures", filters).only(maille="Ensemble")
    if filters.jeu == "public":
        # A claim of 2021 is not a figure of 2024.
        assert last.empty
        assert list(years["snapshot_year"]) == ["2021"]
        return
    assert len(last) >= 13
    columns = {"demande_count": "Demandes", "accordee_count": "Accordées", "delai_days": "Délai"}
    for row in last.to_dict("records"):
        for column, mesure in columns.items():
            [cell] = measures.only(engagement_id=row["engagement_id"], mesure=mesure).records()
            assert row[column] == cell["value"] or fmt.is_missing(row[column])


def test_years_at_constant_perimeter_hold_the_territoires_followed_throughout():
    """Read again from the rows of each last statement of a year; the others are counted."""
    last = Filters(jeu="demonstration", snapshot_date="2022-12-31")
    followed = compute("suivi/territoires_suivis", last).only(is_constant=True).frame
    kept = set(followed["territoire_id"])
    years = compute("pilotage/recours_by_year", last).only(perimetre="Constant")
    assert {row["snapshot_year"] for row in years.records()} == {"2019", "2020", "2021", "2022"}
    for row in years.records()[::3]:
        day = str(row["snapshot_date"].date())
        lines = db.run(
            "demonstration",
            "select zone_code, value, reported_date from mobilisation where snapshot_date = $day "
            "and engagement_id = $engagement and mesure = 'Accordées' and maille = 'Territoire'",
            {"day": day, "engagement": row["engagement_id"]},
        )
        said = lines[
            lines["zone_code"].isin(kept)
            & (pd.to_datetime(lines["reported_date"]).dt.year == int(row["snapshot_year"]))
        ]["value"].dropna()
        assert fmt.is_missing(row["accordee_count"]) == said.empty
        if len(said):
            assert row["accordee_count"] == pytest.approx(said.sum())
    assert years.frame["hors_count"].max() == 27


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("jeu", ["public", "demonstration"])
def test_answers_not_given_are_those_demanded_of_each_operateur(jeu, selection):
    filters = replace(SELECTIONS[selection], jeu=jeu)
    if jeu == "demonstration":
        filters = replace(filters, snapshot_date="2022-12-31")
    answers = compute("pilotage/reponses_by_operateur", filters)
    due = answers.frame["renseignee_count"] + answers.frame["non_communiquee_count"]
    assert (due == answers.frame["attendue_count"]).all()
    assert (answers.frame["en_retard_count"] <= answers.frame["non_communiquee_count"]).all()
    asked = {
        row["operateur_id"]: (row["non_communiquee_count"], row["due_date"])
        for row in compute("donnees/demandes_by_operateur", filters).records()
    }
    missing = {
        row["operateur_id"]: (row["non_communiquee_count"], row["due_date"])
        for row in answers.only(famille="Montants").records()
        if row["non_communiquee_count"]
    }
    assert {key: count for key, (count, _) in missing.items()} == {
        key: count for key, (count, _) in asked.items()
    }
    for key, (_, day) in missing.items():
        assert fmt.is_missing(day) or day == asked[key][1], "the oldest date is the same"


def test_where_there_is_no_territoire_nobody_owes_an_answer():
    for filters in (DEMONSTRATION, DAYS[-1]):
        assert compute(
            "pilotage/reponses_by_operateur", replace(filters, region_code="06")
        ).is_empty


def test_planted_late_operateurs_are_late():
    answers = compute("pilotage/reponses_by_operateur", DEMONSTRATION)
    # D-05: Pôle emploi, uptake, since October 2022; D-03: État, Écologie, since July 2022.
    [pole] = answers.only(operateur_id="pole-emploi", famille="Recours").records()
    assert (pole["en_retard_count"], str(pole["due_date"].date())) == (150, "2022-10-25")
    [etat] = answers.only(operateur_id="etat", famille="Montants").records()
    assert (etat["en_retard_count"], str(etat["due_date"].date())) == (447, "2022-07-25")
    [pic] = answers.only(operateur_id="pic", famille="Montants").records()
    assert pic["en_retard_count"] == 0
    before = replace(DEMONSTRATION, snapshot_date="2020-03-31")
    [business] = (
        compute("pilotage/reponses_by_operateur", before)
        .only(operateur_id="business-france", famille="Recours")
        .records()
    )
    assert business["en_retard_count"] == 147, "D-04: 146 territoires, and its objective"


def test_an_objective_is_reached_only_where_one_is_published():
    reached = {
        row["engagement_name"]: row
        for row in compute("pilotage/recours_objectifs", DEMONSTRATION).records()
    }
    assert set(reached) == {"VTE", "Conseiller Business France", "Référent unique"}
    assert reached["VTE"]["atteint_share"] == pytest.approx(540 / 1000)
    [public] = compute("pilotage/recours_objectifs", DAYS[-1]).records()
    assert (public["atteint"], public["objectif"], public["is_conteste"]) == (377, 1000, True)
    bretagne = replace(DEMONSTRATION, region_code="53")
    assert compute("pilotage/recours_objectifs", bretagne).is_empty, "a national one is not split"


# territoire, engagement, mesure or étape, value, état, échéance. No engagement but « eng-02 » and
# « eng-04 » has money here: « eng-09 » has only cells without object.
DECLARED = [
    ("p1-ti-2402", "eng-02", "Accordées", 3, "Renseigné", None),
    ("p1-ti-2402", "eng-02", "Engagé", None, "Non communiqué", None),
    ("p1-ti-2404", "eng-02", "Accordées", 0, "Renseigné", None),
    ("p1-ti-2404", "eng-02", "Engagé", 0, "Renseigné", None),
    ("p1-ti-2404", "eng-02", "Payé", None, "Non communiqué", "2019-12-31"),
    ("p1-ti-2406", "eng-02", "Accordées", 0, "Renseigné", None),
    ("p1-ti-2406", "eng-02", "Engagé", 5000, "Renseigné", None),
    ("p1-ti-2407", "eng-02", "Accordées", 0, "Renseigné", None),
    ("p1-ti-2407", "eng-02", "Engagé", None, "Non communiqué", "2019-12-31"),
    ("p1-ti-2408", "eng-02", "Accordées", 7, "Contesté", None),
    ("p1-ti-2706", "eng-02", "Engagé", None, "Sans objet", None),
    ("p1-ti-5213", "eng-02", "Payé", 40, "Renseigné", None),
    ("p1-ti-2402", "eng-09", "Engagé", None, "Sans objet", None),
    ("p1-ti-2404", "eng-09", "Engagé", None, "Sans objet", None),
    ("p1-ti-2404", "eng-09", "Réalisées", 1, "Renseigné", None),
    ("p1-ti-2402", "eng-04", "Refusées", 2, "Renseigné", None),
    ("p1-ti-2402", "eng-04", "Annoncé", 90, "Renseigné", None),
]


@pytest.fixture
def declared(tmp_path, monkeypatch):
    tables = {"mobilisation": [], "financements": []}
    for zone, engagement, post, value, etat, due in DECLARED:
        row = {
            "zone_code": zone,
            "maille": "Territoire",
            "engagement_id": engagement,
            "etat": etat,
            "due_date": due and date.fromisoformat(due),
            "source_id": "registre",
        }
        if post in ("Annoncé", "Fléché", "Engagé", "Payé"):
            more = {"etape": post, "amount_eur": value, "cadre": "Enveloppe 2018"}
            tables["financements"].append(row | more | {"nature": "Subvention"})
        else:
            tables["mobilisation"].append(row | {"mesure": post, "value": value})
    changed = {}
    for name, added in tables.items():
        kept = published_rows(name, SNAPSHOT)
        changed[name] = pa.Table.from_pylist(kept.to_pylist() + added, schema=kept.schema)
    monkeypatch.setenv("TDI_DATA", str(republish(tmp_path / "donnees", SNAPSHOT, **changed)))
    return Filters(snapshot_date=SNAPSHOT, region_code="24")


def test_the_uptake_of_a_territoire_is_read_as_declared(declared):
    zones = compute("pilotage/recours_by_zone", declared)
    states = {
        (row["engagement_id"], row["zone_code"]): row["etat"]
        for row in zones.only(maille="Territoire").records()
    }
    expected = {
        ("eng-02", "p1-ti-2402"): "Renseigné",  # three granted, whatever is unknown
        ("eng-02", "p1-ti-2404"): "Zéro",  # nothing engaged, whatever is paid
        ("eng-02", "p1-ti-2406"): "Renseigné",  # money is engaged
        ("eng-02", "p1-ti-2407"): "En retard",  # none granted, but the money is due
        ("eng-02", "p1-ti-2408"): "Contesté",
        ("eng-02", "p1-ti-2706"): "Sans objet",
        ("eng-02", "p1-ti-5213"): "Renseigné",  # paid, whatever is engaged
        ("eng-02", "p1-ti-2401"): "Non communiqué",
        ("eng-09", "p1-ti-2402"): "Non communiqué",  # no money anywhere: tells nothing
        ("eng-09", "p1-ti-2404"): "Renseigné",
        ("eng-04", "p1-ti-2402"): "Non communiqué",  # no refusal nor announcement is uptake
    }
    assert {key: states[key] for key in expected} == expected
    [whole] = zones.only(maille="Ensemble", engagement_id="eng-02").records()
    territoires = sum(key[0] == "eng-02" for key in states)
    assert (whole["utilisateur_count"], whole["jamais_count"], whole["conteste_count"]) == (3, 1, 1)
    assert whole["attendu_count"] == territoires - 1
    assert whole["inconnu_count"] == territoires - 6
    assert matrice.cell(whole) == f"✓ 3 sur {territoires - 1} · {territoires - 6}\u00a0?"


def test_every_state_is_told_by_a_sign_and_words_of_its_own(declared):
    zones = compute("pilotage/recours_by_zone", declared)
    rows = zones.only(maille="Territoire").records()
    told_by = {row["etat"]: matrice.cell(row) for row in rows}
    assert set(told_by) == EVERY_ETAT
    assert len(set(told_by.values())) == len(EVERY_ETAT)
    for etat, words in told_by.items():
        assert words.startswith(theme.ETAT_STYLES[etat][1])
        assert len(words) > 2
        assert any(letter.isalpha() for letter in words)
    assert not any(one.isdigit() for etat in EVERY_ETAT - KNOWN for one in told_by[etat])


@pytest.mark.parametrize("mesure", matrice.MESURES)
@pytest.mark.parametrize("selection", [name for name in SELECTIONS if "phase 2" not in name])
@pytest.mark.parametrize("jeu", ["public", "demonstration"])
def test_a_cell_never_writes_a_number_that_nobody_gave(jeu, selection, mesure):
    filters = replace(SELECTIONS[selection], jeu=jeu)
    if jeu == "demonstration":
        filters = replace(filters, snapshot_date="2022-12-31")
    asked = matrice.MESURES[mesure]
    cells = matrice.shown(compute(asked.query, filters).only(**asked.only), "France")
    for row in cells.records():
        words = matrice.cell(row)
        assert words.startswith(theme.ETAT_STYLES[row["etat"]][1])
        assert any(one.isdigit() for one in words) == (row["etat"] in KNOWN) or "oui" in words
        assert "nan" not in words
        assert "None" not in words
    names = list(cells.frame["engagement_name"].unique())
    written, etats = matrice.wide(cells, names)
    assert not written.isna().any().any(), "no empty cell"
    assert list(written.index) == names
    assert set(etats.stack()) <= EVERY_ETAT
    assert written.columns.is_unique
    if not filters.region_code and not filters.territoire_id:
        assert written.columns[0] == "France"
        assert len(set(regions().values()) & set(written.columns)) >= 17


def test_a_cell_is_said_in_words_without_any_sign(declared):
    rows = compute("pilotage/recours_by_zone", declared).records()
    signs = {sign for _, sign in theme.ETAT_STYLES.values() if not sign[0].isalnum()}
    for row in rows:
        where, _, words = matrice.said(row).partition("\u00a0: ")
        assert where == f"{row['engagement_name']}, {row['zone_name']}"
        assert not [sign for sign in signs if sign in words]
        assert row["etat"].lower() in words
    [whole] = [row for row in rows if row["inconnu_count"] and row["maille"] == "Ensemble"
               and row["etat"] == "Renseigné"][:1]  # fmt: skip
    assert re.search(r"\d+ sur \d+, renseigné, \d+\u00a0réponses? en attente$", matrice.said(whole))


def test_the_orders_put_the_most_used_the_most_refused_and_the_slowest_first():
    zones = compute("pilotage/recours_by_zone", DEMONSTRATION)
    measures = compute("pilotage/recours_mesures", DEMONSTRATION)
    ranks = {by: matrice.order(by, zones, measures) for by in matrice.TRIS}
    assert all(sorted(names) == sorted(ranks["Rang"]) for names in ranks.values())
    assert ranks["Rang"][:2] == ["Formation (PIC)", "VTE"]
    assert ranks["Recours"][0] == "Conseiller Business France", "149 of 149"
    assert ranks["Délai"][0] == "Territoires d’innovation", "191 days"
    shares = measures.only(maille="Ensemble", mesure="Refusées").frame.set_index("engagement_name")
    known = shares["refus_share"].dropna()
    assert ranks["Refus"][0] == known.idxmax()
    assert set(ranks["Refus"][: len(known)]) == set(known.index), "the unknown last"
    asked = measures.only(maille="Ensemble", mesure="Instruites").frame.set_index("engagement_name")
    assert known["Formation (PIC)"] == pytest.approx(118 / asked["value"]["Formation (PIC)"])


def test_the_legend_counts_every_cell_once():
    zones = compute("pilotage/recours_by_zone", DEMONSTRATION)
    cells = matrice.shown(zones, "France")
    legend = matrice.legend(cells)
    counts = cells.frame["etat"].value_counts()
    for etat, count in counts.items():
        sign = theme.ETAT_STYLES[etat][1]
        assert f"**{sign}**" in legend
        assert f"\u00a0: {fmt.number(count)}" in legend
    assert "deux réponses manquent" in legend
