"""The page of announced figures: a claim, its context and its contradictions in few actions."""

import json
import re

import pytest

from tdi import registre, theme
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SNAPSHOT

PAGE = "pages/suivi/chiffres_annonces.py"
FRANCE = Filters(snapshot_date=SNAPSHOT)
AFTER = Filters(snapshot_date="2025-06-30")


def counts(filters):
    return compute("suivi/annonces_chiffres", filters).records()[0]


def ids(filters):
    return {row["annonce_id"] for row in compute("suivi/annonces", filters).records()}


def page_text(app):
    return "\n".join(element.value for element in [*app.markdown, *app.caption, *app.info])


def test_the_register_holds_158_figures_and_25_events():
    row = counts(AFTER)
    assert (row["chiffre_count"], row["jalon_count"]) == (158, 25)
    assert len(ids(AFTER)) == 183


def test_what_came_out_after_the_snapshot_is_not_there():
    before = Filters(snapshot_date="2024-11-21")
    hidden = ids(FRANCE) - ids(before)
    # The Sénat: its report of December 2024 and its debate of January 2025.
    assert hidden == {
        "chiffre-111", "chiffre-145", "chiffre-154", "chiffre-155", "chiffre-156", "chiffre-157",
        "chiffre-158", "jalon-24", "jalon-25",
    }  # fmt: skip
    row = counts(before)
    assert row["chiffre_count"] + row["jalon_count"] == 183 - len(hidden)


def test_a_claim_is_not_judged_by_what_came_out_later():
    """« 377 VTE », said at the end of 2021, is contradicted by a text of 2023 only."""
    [then], [now] = (
        compute("suivi/annonces", filters).only(annonce_id="chiffre-109").records()
        for filters in (Filters(snapshot_date="2022-12-31"), FRANCE)
    )
    assert then["verdict"] == "invérifiable"
    assert "chiffre-127" not in then["verdict_reason"]
    assert now["verdict"] == "contredit"


@pytest.mark.parametrize(
    "filters",
    [
        FRANCE,
        Filters(snapshot_date=SNAPSHOT, region_code="53"),
        Filters(snapshot_date=SNAPSHOT, region_code="03"),
        Filters(snapshot_date=SNAPSHOT, territoire_id="p1-ti-2402"),
        Filters(snapshot_date=SNAPSHOT, enjeu_id="recruter"),
    ],
)
def test_key_counts_are_those_of_the_list_and_nothing_is_lost(filters):
    row, listed = counts(filters), compute("suivi/annonces", filters).records()
    chiffres = [claim for claim in listed if claim["annonce_type"] == "Chiffre"]
    assert row["chiffre_count"] == len(chiffres)
    assert row["jalon_count"] == len(listed) - len(chiffres)
    assert row["source_count"] == len({url for claim in listed for url in claim["source_urls"]})
    verdicts = ("compatible", "contredit", "non_comparable", "inverifiable")
    assert sum(row[f"{verdict}_count"] for verdict in verdicts) == len(chiffres)
    assert len(listed) + row["other_count"] == 183


def test_a_region_gets_its_claims_and_overseas_regions_those_on_all_of_them():
    bretagne = compute("suivi/annonces", Filters(snapshot_date=SNAPSHOT, region_code="53"))
    assert {row["perimeter_name"] for row in bretagne.records()} == {"Bretagne"}
    mayotte = ids(Filters(snapshot_date=SNAPSHOT, region_code="06"))
    guyane = ids(Filters(snapshot_date=SNAPSHOT, region_code="03"))
    assert guyane - mayotte == {"chiffre-004"}
    assert "chiffre-015" in ids(Filters(snapshot_date=SNAPSHOT, region_code="24"))


def test_each_theme_and_verdict_has_its_mark():
    claims = compute("suivi/annonces", AFTER).records()
    assert {row["verdict"] for row in claims} == set(theme.VERDICT_COLORS)
    for row in claims:
        assert row["verdict"].capitalize() in registre.annonce(row)
        links = re.findall(r"\]\((https?://\S+)\)( \(avec une remarque)?", registre.annonce(row))
        read = [url for url in row["source_urls"] if url.startswith("http")]
        for (address, remark), url in zip(links[-len(read) :], read, strict=True):
            assert url.startswith(address)
            assert bool(remark) is (url != address), "what follows the address is not lost"


def test_a_card_carries_what_contradicts_it():
    claims = {row["annonce_id"]: row for row in compute("suivi/annonces", FRANCE).records()}
    card = registre.annonce(claims["chiffre-109"])
    assert "**377\u00a0VTE**" in card
    assert "4e trimestre 2021" in card
    assert ":red-badge[Contredit]" in card
    assert "plus de 250" in card
    assert "plus de 260\u202fM€" in registre.annonce(claims["chiffre-028"])
    assert "108\u202fM€" in registre.annonce(claims["chiffre-028"])


def test_the_page_opens_on_the_number_of_territoires_drawn_as_points(app):
    app.run().switch_page(PAGE).run()
    assert not app.exception
    assert app.selectbox(key="mesure").value == "Territoires – Territoires labellisés"
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert {trace["mode"] for trace in figure["data"]} == {"markers"}
    assert sum(len(trace["text"]) for trace in figure["data"]) == 10


def test_a_metric_is_one_action_away_and_kept_in_the_address(app):
    app.query_params["mesure"] = "VTE – VTE dans les territoires"
    app.run().switch_page(PAGE).run()
    assert app.selectbox(key="mesure").value == "VTE – VTE dans les territoires"
    assert not app.warning
    assert "377\u00a0VTE" in page_text(app)
    assert "plus de 250\u00a0VTE" in page_text(app)


def test_a_metric_that_nobody_claims_there_is_reported(app):
    app.query_params["mesure"] = "Lune – Fusées"
    app.query_params["region"] = "Bretagne"
    app.run().switch_page(PAGE).run()
    assert "« Lune – Fusées »" in app.warning[0].value.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("territoire", "told"),
    [
        ("Vosges", "Nommé dans 2\u00a0listes retrouvées"),
        ("Grand Est Touraine", "Aucune des listes retrouvées ne le nomme avec certitude"),
        ("Grand Est Touraine", "**21\u00a0fiches**"),
    ],
)
def test_a_territoire_s_page_says_where_it_is_named_and_what_was_said_of_it(app, territoire, told):
    app.query_params["territoire"] = territoire
    app.query_params["vue_territoire"] = "Ce qui s’en dit"
    app.run().switch_page("pages/territoires/territoire.py").run()
    assert told in page_text(app)
