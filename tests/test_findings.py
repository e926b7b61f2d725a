"""What heads a chart or a map: true of its rows and of nothing else, ties and gaps included."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdi import findings, fmt, langue, queries
from tdi.filters import Filters
from tdi.results import Result, compute
from tests.conftest import new_app
from tests.test_pages import open_page
from tests.test_provenance import flattened, without_drawer, without_finding

NAMES = ("Bretagne", "Corse", "Hauts-de-France", "Île-de-France", "Libournais", "Finistère")
VALUES = st.one_of(st.none(), st.integers(-3, 3), st.integers(0, 2_000_000), st.just(0))
ROWS = st.lists(VALUES, min_size=1, max_size=len(NAMES)).map(
    lambda values: list(zip(NAMES, values, strict=False))
)
FEW = settings(max_examples=60, deadline=None)


def known(rows):
    return [(name, value) for name, value in rows if value is not None]


def told(rows, name="highest"):
    names, values = zip(*rows, strict=True)
    frame = pd.DataFrame(
        {"region_name": names, "non_communiquee_count": pd.Series(values, dtype="Int64")}
    )
    result = Result(queries.load("donnees/cellules_by_region"), frame)
    columns = (result, "non_communiquee_count", "region_name", "région")
    if name == "span":
        return findings.span(*columns)
    return findings.highest(*columns, what="cellules non communiquées")


def numbers(text):
    """The numbers of a sentence, as they are written."""
    return re.findall(r"\u2212?\d(?:[\d\u202f]*\d)?(?:,\d+)?", text)


@given(ROWS, st.sampled_from(["span", "highest"]))
@FEW
def test_a_finding_holds_no_number_but_those_of_its_rows_and_their_count(rows, say):
    allowed = {fmt.number(value) for _, value in known(rows)}
    allowed |= {fmt.number(count) for count in range(1, len(rows) + 1)}
    assert set(numbers(told(rows, say))) <= allowed


@given(ROWS, st.randoms(), st.sampled_from(["span", "highest"]))
@FEW
def test_the_order_of_the_rows_changes_nothing_but_the_order_of_two_names(rows, random, say):
    mixed = list(rows)
    random.shuffle(mixed)
    assert sorted(re.split(r"[\s,]+", told(rows, say))) == sorted(
        re.split(r"[\s,]+", told(mixed, say))
    )


@given(ROWS)
@FEW
def test_who_has_most_is_named_alone_only_when_it_is_alone(rows):
    text, values = told(rows), [value for _, value in known(rows)]
    if len(values) < 2:
        return
    first = [name for name, value in known(rows) if value == max(values)]
    if len(first) == 1:
        assert langue.named(first[0]).lower() in text.lower() or first[0] in text
        assert "ex æquo" not in text
    elif len(first) == len(values):
        assert "pour chacune des" in text
        assert "ex æquo" not in text
    else:
        assert "ex æquo" in text


@given(ROWS, st.sampled_from(["span", "highest"]))
@FEW
def test_what_is_unknown_is_never_a_zero_and_is_said(rows, say):
    text, found = told(rows, say), known(rows)
    if not found:
        assert "ucune valeur connue" in text
        assert not set(numbers(text)) - {str(len(rows))}
    elif len(found) < len(rows):
        assert re.search(r"parmi \d+\sr|sur \d", text), text
        if all(value for _, value in found):
            assert "0" not in numbers(text)
    else:
        assert "parmi" not in text


@given(ROWS, st.sampled_from(["span", "highest"]))
@FEW
def test_a_heading_stands_alone_in_fifteen_words(rows, say):
    text = told(rows, say)
    assert langue.word_count(text) <= findings.MOST
    assert "non communiquées" in text.lower()


def test_things_that_are_counted_have_a_verb_and_a_heading_too_long_keeps_its_highest():
    named = [("Bretagne", 12), ("Hauts-de-France", 14), ("Corse", 2), ("Mayotte", 2)]
    assert findings.lead("Territoires", named, 4, "territoires", "région") == (
        "Les Hauts-de-France ont le plus de territoires (14), 2\u00a0régions le moins (2)"
    )
    long = "Entreprises du territoire aidées par le plan France Relance"
    told = findings.lead(long, named, 6, "entreprises", "région")
    high = "jusqu’à 14\u00a0entreprises (Hauts-de-France)"
    assert told == f"{long}\u00a0: {high}, parmi 4\u00a0régions connues"


def test_where_each_place_counts_itself_they_are_counted():
    told = findings.lead("Recours", [("Dreux", 1), ("Carros", 0)], 3, "territoires", "territoire")
    assert told == "Recours\u00a0: 1\u00a0territoire sur 3, inconnu pour 1"


STAGES = ("Annoncé", "Fléché", "Engagé", "Payé")
AMOUNTS = st.lists(
    st.one_of(st.none(), st.just(0), st.integers(1, 2_000_000_000)), min_size=4, max_size=4
)


def stages(amounts, whole):
    query = queries.load("pilotage/entonnoir")
    frame = pd.DataFrame(
        {
            "etape": STAGES,
            "documente_eur": pd.Series(amounts, dtype="float64"),
            "reference_eur": pd.Series([whole] * 4, dtype="float64"),
        }
    )
    return findings.stages(Result(query, frame), total="reference_eur")


@given(AMOUNTS, st.one_of(st.none(), st.integers(1, 2_000_000_000)))
@FEW
def test_the_furthest_stage_known_is_told_and_no_later_one_is_taken_for_zero(amounts, whole):
    text = stages(amounts, whole)
    found = [rank for rank, amount in enumerate(amounts) if amount is not None]
    if not found:
        assert text == "Aucun montant n’est connu, à aucune étape"
        return
    assert text.startswith(fmt.euro_short(amounts[found[-1]]))
    later = [name.lower() for name in STAGES[found[-1] + 1 :]]
    assert ("non communiqué" in text) == bool(later)
    assert all(name in text for name in later)
    if whole and found[-1] and amounts[found[-1]] > whole:
        assert "plus que les" in text


def test_equal_parts_are_ex_aequo_unless_a_source_only_says_more_than():
    filters = Filters(snapshot_date="2025-01-14")
    parts = compute("pilotage/repartition", filters).only(repartition="Opérateur", etape="Annoncé")
    text = findings.parts(parts)
    assert "Banque des Territoires (500\u202fM€) et PIA (plus de 500\u202fM€)" in text
    assert "ex æquo" not in text
    exact = Result(parts.query, parts.frame.assign(precision="exact"), filters)
    assert "ex æquo\u00a0: Banque des Territoires et PIA, 500\u202fM€" in findings.parts(exact)


def test_what_is_not_documented_is_no_part_of_a_stage_and_a_share_says_of_what():
    filters = Filters(jeu="demonstration", snapshot_date="2022-12-31")
    parts = compute("pilotage/repartition", filters).only(repartition="Opérateur")
    told = {etape: findings.parts(parts.only(etape=etape)) for etape in STAGES}
    assert told["Payé"] == "Payé\u00a0: 868\u202fM€ non documentés (63,8\u202f% de l’enveloppe)"
    assert "part de l’engagé, 462\u202fM€ (34\u202f% de l’enveloppe)" in told["Engagé"]
    local = compute("pilotage/repartition", replace(filters, region_code="53"))
    assert "% de l’annoncé)" in findings.parts(local.only(repartition="Nature", etape="Engagé"))


@pytest.mark.parametrize(
    ("value", "cible", "where"),
    [(386, 500, "sous la cible"), (500, 500, "à la cible"), (501, 500, "au-dessus de la cible")],
)
def test_a_counter_that_restarts_is_not_set_against_its_target_before_its_year_is_full(
    value, cible, where
):
    row = {
        "indicateur_name": "Sites nouveaux",
        "zone_name": "France",
        "value": value,
        "cible": cible,
        "depart": None,
        "unit": "sites",
        "is_cumul_annuel": False,
        "measure_date": pd.Timestamp("2023-06-30"),
        "cible_date": pd.Timestamp("2026-12-31"),
    }
    assert f", {where} de 500\u00a0sites" in findings.path(row)
    assert where not in findings.path(row | {"is_cumul_annuel": True})


# Views that no other test opens (`test_provenance` walks the first of each page, `test_vues` more).
VIEWS = [
    ("Public", "pilotage/enveloppe", "Répartition", {}),
    ("Démonstration", "pilotage/enveloppe", "Répartition", {}),
    ("Public", "pilotage/enveloppe", "Dans le temps", {}),
    ("Démonstration", "pilotage/enveloppe", "Dans le temps", {"region": "Bretagne"}),
    ("Démonstration", "pilotage/enveloppe", "Projection", {}),
    ("Public", "pilotage/enveloppe", "Hors enveloppe", {}),
    ("Public", "pilotage/enjeux", "Un indicateur en détail", {"region": "Bretagne"}),
    ("Démonstration", "pilotage/enjeux", "Fiches-actions", {}),
    ("Démonstration", "territoires/comparer", "Crédits", {"region": "Bretagne"}),
    ("Démonstration", "territoires/comparer", "Projets", {"region": "Bretagne"}),
    ("Démonstration", "territoires/comparer", "Classement", {}),
]


@pytest.mark.parametrize(("jeu", "page", "vue", "place"), VIEWS)
def test_every_view_is_headed_by_what_it_finds(jeu, page, vue, place):
    app = new_app()
    address = {"jeu": jeu, f"vue_{page.partition('/')[2]}": vue} | place
    open_page(app, f"pages/{page}.py", address)
    assert not app.exception
    assert app.get("plotly_chart")
    elements = list(flattened(app.main))
    assert not without_finding(elements)
    assert not without_drawer(elements)
    headings = [heading.value for heading in app.header]
    for chart in app.get("plotly_chart"):
        assert any(heading in chart.proto.alt for heading in headings), chart.proto.alt


def test_a_chart_headed_by_its_topic_alone_is_seen():
    app = new_app()
    open_page(app, "pages/pilotage/enveloppe.py", {})
    elements = list(flattened(app.main))
    topics = [
        found for found in elements if str(getattr(found[1], "value", "")) != "De l’annoncé au payé"
    ]
    assert without_finding(topics)
    silent = [found for found in elements if found[0] != "markdown"]
    assert without_finding(silent)
