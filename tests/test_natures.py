"""A place's money keeps its natures apart at each stage (R4), and loses none of it.

The amounts are added again here in whole cents, by plain Python, from one reading of the table.
"""

from collections import Counter, defaultdict
from functools import cache

import pytest

from tdi import db, fmt, theme
from tdi.filters import Filters
from tdi.results import compute
from tdi.snapshots import contract
from tests.test_enveloppe import STAGES, cents, choices, table, zones
from tests.test_pages import open_page, texts

NAME = "territoires/montants_by_nature"
DAYS = ("2019-01-31", "2021-06-30", "2022-12-31")
REGIONS = {"region_code": choices("demonstration")[2][1:]}
TERRITOIRES = {
    "territoire_id": [name for phase, name in choices("demonstration")[1] if name and phase == 1]
}


@cache
def declared(day):
    """Cents and states of the envelope in each zone, by stage and nature."""
    amounts, unknown = defaultdict(Counter), defaultdict(Counter)
    for zone, etape, nature, amount, etat in db.run(
        "demonstration",
        "select zone_code, etape, nature, amount_eur, etat from financements "
        "where cadre = 'Enveloppe 2018' and snapshot_date = cast($day as date)",
        {"day": day},
    ).itertuples(index=False):
        amounts[zone][etape, nature] += cents(amount)
        unknown[zone][etape, nature] += etat == "Non communiqué"
    return amounts, unknown


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("places", [REGIONS, TERRITOIRES], ids=["regions", "territoires"])
def test_natures_of_a_stage_make_the_stage_in_every_region_and_territoire(places, day):
    [(name, codes)] = places.items()
    assert len(codes) == {"region_code": 18, "territoire_id": 149}[name]
    amounts, unknown = declared(day)
    for code in codes:
        asked = Filters(jeu="demonstration", snapshot_date=day, **{name: code})
        rows = compute(NAME, asked).records()
        inside = zones("demonstration", asked.region_code, asked.territoire_id)
        expected = sum((amounts[zone] for zone in inside), Counter())
        assert {
            (row["etape"], row["nature"]): cents(row["amount_eur"])
            for row in rows
            if cents(row["amount_eur"])
        } == {key: amount for key, amount in expected.items() if amount}
        for etape in STAGES:
            stage = [row for row in rows if row["etape"] == etape]
            former = sum(amount for (one, _), amount in expected.items() if one == etape)
            assert sum(cents(row["amount_eur"]) for row in stage) == former
            assert {cents(row["etape_eur"]) for row in stage} <= {former}
            counted = sum(row["non_communique_count"] for row in stage)
            assert counted == sum(
                count
                for zone in inside
                for (one, _), count in unknown[zone].items()
                if one == etape
            )


def test_a_stage_of_which_nothing_is_known_is_no_zero():
    """Amounts of an engagement that are all unknown, of a place that has known ones elsewhere."""
    for row in compute(
        NAME, Filters(jeu="demonstration", snapshot_date="2022-12-31", region_code="53")
    ).records():
        assert fmt.is_missing(row["amount_eur"]) == (row["montant_count"] == 0)
        assert row["montant_count"] or row["non_communique_count"]


def test_every_nature_of_the_contract_can_be_drawn():
    [column] = [
        column
        for one in contract.load().tables
        if one.name == "financements"
        for column in one.columns
        if column.name == "nature"
    ]
    assert set(theme.NATURE_STYLES) == set(column.choices)
    assert len(set(theme.NATURE_STYLES.values())) == len(column.choices)


@pytest.mark.parametrize(
    ("page", "vue"), [("region", "Crédits"), ("territoire", "Contrat et crédits")]
)
def test_a_total_over_natures_says_so_on_the_page(app, page, vue):
    [(territoire,)] = table(
        "demonstration",
        "select territoire_name from territoires where territoire_id = 'p1-ti-2402'",
    )
    address = {"jeu": "Démonstration", "region": "Centre-Val de Loire", f"vue_{page}": vue}
    if page == "territoire":
        address["territoire"] = territoire
    open_page(app, f"pages/territoires/{page}.py", address)
    told = texts(app)
    assert "Montants à chaque étape, par nature" in told
    [totals] = [one.value for one in app.markdown if "**Payé**" in one.value]
    assert totals.startswith("Toutes natures ensemble\u00a0: **Annoncé**")
    assert "non communiqués\u00a0: " in totals
    assert "Annoncé" not in [one.label for one in app.metric], "no bare total"


def test_a_public_place_draws_no_empty_chart(app):
    open_page(app, "pages/territoires/region.py", {"region": "Bretagne", "vue_region": "Crédits"})
    assert "Montants à chaque étape" not in texts(app)
    assert "Non communiqué" in texts(app)
