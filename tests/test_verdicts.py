"""The verdict of the written rule: golden on known claims, and blind to what came out later."""

import json
import re

import pytest

from tdi import registre
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SELECTIONS, SNAPSHOT
from tests.test_pages import open_page, texts

PAGE = "pages/suivi/chiffres_annonces.py"


def judged(day=SNAPSHOT, **selection):
    found = compute("suivi/verdicts", Filters(snapshot_date=day, **selection)).records()
    return {row["annonce_id"]: row for row in found}


@pytest.fixture(scope="module")
def verdicts():
    return judged()


@pytest.mark.parametrize(
    ("claim", "verdict", "why"),
    [
        # 149 territoires on the last day of 2022: the list of that day.
        ("chiffre-123", "compatible", "même valeur"),
        # 183 on the day of the second phase, and 18 in a région « with the inter-regional ones ».
        ("chiffre-144", "compatible", "même valeur"),
        ("chiffre-139", "compatible", "Entre le repère bas et le repère haut"),
        # 146 on a day when another text says « 87 % of 144 ».
        ("chiffre-043", "contredit", "chiffre n° 042"),
        # The two deny each other, though no table holds what the second one measures.
        ("chiffre-042", "contredit", "chiffre n° 043"),
        ("chiffre-001", "contredit", "chiffre n° 002"),
        # « environ 50 000 » against 44 700, the same month.
        ("chiffre-132", "contredit", "chiffre n° 131"),
        # 124 in 2018: the list of 2022 says nothing of it.
        ("chiffre-009", "non comparable", "état postérieur"),
        # The file of the laureates dates 973 projects by then, and holds 1 158: not 1 416.
        ("chiffre-093", "non comparable", "pas complet"),
        # Said before the first date of the file: it dates none, which is not zero.
        ("chiffre-071", "non comparable", "état postérieur"),
        ("chiffre-074", "non comparable", "état postérieur"),
        ("chiffre-083", "compatible", "Entre le repère bas"),
        ("chiffre-151", "compatible", "même valeur"),
        # The amounts of the Cour are in the table because the Cour says them.
        ("chiffre-147", "invérifiable", "du même texte"),
        ("chiffre-109", "invérifiable", "du même texte"),
        # « plus de 250 » VTE in 2023 denies nothing of 377 in 2021.
        ("chiffre-127", "compatible", "au-dessous du cumul"),
        ("chiffre-055", "compatible", "Ne dépasse pas le cumul"),
        ("chiffre-149", "compatible", "même valeur"),
        # 551 intercommunalités of the first phase; its list holds 547.
        ("chiffre-134", "contredit", "autre valeur"),
        ("chiffre-105", "invérifiable", "Aucune table"),
        # The number of territoires and the money are held, but for the whole country.
        ("chiffre-076", "invérifiable", "pour ce périmètre"),
        ("chiffre-027", "invérifiable", "pour ce périmètre"),
    ],
)
def test_the_rule_says_of_a_known_claim_what_a_reader_would(verdicts, claim, verdict, why):
    row = verdicts[claim]
    assert (row["verdict_calcule"], why in row["raison"]) == (verdict, True), row


def test_a_contradiction_is_told_on_both_sides(verdicts):
    told = {
        (name.removeprefix("chiffre-"), other)
        for name, row in verdicts.items()
        if row["verdict_calcule"] == "contredit"
        for other in re.findall(r"chiffre n° (\d+)", row["raison"])
    }
    assert ("042", "043") in told
    assert told == {(other, name) for name, other in told}


def test_every_figure_of_the_register_is_judged_once_with_a_reason(verdicts):
    for name, filters in SELECTIONS.items():
        listed = compute("suivi/annonces", filters).only(annonce_type="Chiffre").records()
        found = compute("suivi/verdicts", filters).records()
        assert [row["annonce_id"] for row in found] == [row["annonce_id"] for row in listed], name
        registered = {row["annonce_id"]: row["verdict"] for row in listed}
        for row in found:
            assert row["raison"]
            assert row["verdict_registre"] == registered[row["annonce_id"]]
            assert row["is_different"] == (row["verdict_calcule"] != row["verdict_registre"])


@pytest.mark.parametrize(
    ("claim", "before", "then"),
    [
        # The list of the end of 2022 was not known in 2020; nor the amounts of the Cour.
        ("chiffre-009", "2020-02-14", "non comparable"),
        ("chiffre-055", "2024-10-31", "invérifiable"),
        ("chiffre-083", "2021-12-31", "invérifiable"),
    ],
)
def test_a_claim_is_judged_by_what_was_known_at_the_snapshot(claim, before, then):
    row = judged(before)[claim]
    assert row["verdict_calcule"] == then
    assert row["repere_low"] != row["repere_low"], "what came out later is not told"


def test_fiction_never_judges_a_real_claim():
    for day in ("2019-06-30", "2022-12-31"):
        filters = Filters(jeu="demonstration", snapshot_date=day)
        assert compute("suivi/verdicts", filters).is_empty
        assert compute("suivi/reperes", filters).is_empty


def test_the_sentence_counts_what_the_table_shows():
    result = compute("suivi/verdicts", Filters(snapshot_date=SNAPSHOT))
    apart = int(result.frame["is_different"].sum())
    differ = "Le verdict recalculé diffère de celui du registre pour"
    assert f"{differ} {apart}\u00a0énoncés." in registre.recomputed(result)
    one = registre.recomputed(result.only(annonce_id="chiffre-134"))
    assert f"{differ} 1\u00a0énoncé." in one
    same = registre.recomputed(result.only(annonce_id="chiffre-123"))
    assert "partout les mêmes" in same


def test_a_milestone_is_judged_by_the_figures_of_its_text_or_said_not_to_be(verdicts):
    result = compute("suivi/jalons", Filters(snapshot_date=SNAPSHOT))
    rows = {row["annonce_id"]: row for row in result.records()}
    assert len(rows) == 25
    for row in rows.values():
        names = re.findall(r"n° (\d+)", row["raison"])
        found = [verdicts[f"chiffre-{name}"]["verdict_calcule"] for name in names]
        ranked = ["contredit", "non comparable", "compatible", "invérifiable"]
        assert row["verdict_calcule"] == next(one for one in ranked if one in [*found, ranked[-1]])
        assert names or "aucune table" in row["raison"]
    # Two figures of the texts of that day deny each other; the opening of a call bears none.
    assert rows["jalon-11"]["verdict_calcule"] == "contredit"
    assert rows["jalon-21"]["verdict_calcule"] == "invérifiable"
    assert "aucun chiffre du même texte" in rows["jalon-21"]["raison"]
    assert (
        compute("suivi/jalons", Filters(snapshot_date="2020-02-14"))
        .only(annonce_id="jalon-20")
        .is_empty
    )


@pytest.mark.parametrize(("whose", "column"), registre.VERDICTS.items())
def test_the_timeline_shows_the_verdict_that_is_chosen_and_joins_no_point(app, whose, column):
    open_page(app, PAGE, {"mesure": "Territoires – Territoires labellisés", "verdict": whose})
    assert not app.exception
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert {trace["mode"] for trace in figure["data"]} == {"markers"}
    drawn = {trace["name"].lower(): len(trace["text"]) for trace in figure["data"]}
    rows = compute("suivi/verdicts", Filters(snapshot_date=SNAPSHOT)).only(
        metric_label="Territoires – Territoires labellisés"
    )
    assert drawn == rows.frame[column].value_counts().to_dict()
    assert (rows.frame["verdict_calcule"] != rows.frame["verdict_registre"]).any()


def test_the_page_shows_both_verdicts(app):
    open_page(app, PAGE, {"mesure": "VTE – VTE dans les territoires"})
    assert not app.exception
    assert "le verdict recalculé, et celui du registre" in texts(app)
    assert "aucun des deux ne corrige l’autre" in texts(app)


def test_where_the_two_verdicts_differ_is_a_view_of_the_page(app):
    open_page(app, PAGE, {"vue_chiffres_annonces": "Verdicts différents"})
    assert not app.exception
    assert "là où les deux verdicts diffèrent" in texts(app)
    found = compute("suivi/verdicts", Filters(snapshot_date=SNAPSHOT)).only(is_different=True)
    assert len(app.table[0].value) == len(found.records()) > 0
