"""A source line names the sources of the rows shown; an empty card, where one looked (R7)."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from tdi import db, queries
from tdi.filters import Filters
from tdi.origines import ROW_SOURCES, origines
from tdi.provenance import source_line
from tdi.results import Result, compute
from tests.conftest import SELECTIONS, SNAPSHOT
from tests.test_pages import open_page

FRANCE = Filters(snapshot_date=SNAPSHOT)
ANNOUNCED = Filters(snapshot_date="2018-11-22")
COUR = "Cour des comptes, novembre 2024"
DREETS = "DREETS Centre-Val de Loire, avril 2019"
SAINT_NAZAIRE = "Saint-Nazaire Agglomération, janvier 2021"
PHASE_1, PHASE_2 = "ANCT, territoires de la phase 1", "ANCT, territoires de la phase 2"
QUERIES = [queries.load(name) for name in queries.names() if not name.startswith("tables/")]
SOURCED = [query.name for query in QUERIES if ROW_SOURCES in query.columns]
PUBLIC_DAYS = [str(day.date()) for day in db.run("public", "from instantanes")["snapshot_date"]]


def named(name, filters, **only):
    return origines(compute(name, filters).only(**only), compute)


def test_a_query_that_reads_a_table_with_sources_returns_those_of_its_rows():
    sourced = {
        name.removeprefix("tables/")
        for name in queries.names()
        if name.startswith("tables/") and "source_id" in queries.load(name).columns
    } - {"sources", "enveloppes"}  # the list of all of them; one row, one source
    assert {"financements", "mobilisation", "contrats", "fiches_action"} <= sourced
    for query in QUERIES:
        if sourced.intersection(queries.tables_read(query.sql)):
            assert ROW_SOURCES in query.columns, query.name


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_what_a_header_says_of_its_sources_can_be_known(query):
    when = set(query.sources.values())
    assert queries.BY_ROW not in when or ROW_SOURCES in query.columns
    assert queries.BY_PHASE not in when or "phase" in query.params
    if ROW_SOURCES in query.columns:
        assert query.columns[ROW_SOURCES].unit == "code", "a reader is shown names"
        assert list(query.columns)[-1] == ROW_SOURCES


@pytest.mark.parametrize("day", PUBLIC_DAYS)
def test_rows_name_sources_that_the_header_declares(day):
    filters = [replace(selection, snapshot_date=day) for selection in SELECTIONS.values()]
    for name in SOURCED:
        for one in filters if day == SNAPSHOT else filters[:1]:
            told = named(name, one)
            assert not told.found or set(told.ids) <= set(queries.load(name).sources), (name, one)


@pytest.mark.parametrize("day", ["2019-01-31", "2022-12-31"])
def test_in_the_fiction_every_source_is_described_and_those_of_amounts_say_fiction(day):
    known = compute("donnees/sources", Filters(jeu="demonstration", snapshot_date=day)).records()
    described = {row["short_name"] for row in known}
    real = {name for name in described if "fiction)" not in name}
    for name in SOURCED:
        filters = Filters(jeu="demonstration", snapshot_date=day, region_code="53")
        told = named(name, filters)
        assert set(told.names) <= described, name
        if "financements" in queries.tables_read(queries.load(name).sql) and told.found:
            assert set(told.names) - real, name


@pytest.mark.parametrize("name", SOURCED)
def test_no_source_is_named_before_it_has_spoken(name):
    # A list of all the snapshots takes no snapshot.
    if "snapshot_date" in queries.load(name).params:
        later = {"cour-2024", "assemblee-vte", "dreets-contrat", "france-relance", "fa2it"}
        assert later.isdisjoint(named(name, ANNOUNCED).ids)


def test_the_envelope_names_those_who_published_an_amount_by_then():
    name = "pilotage/enveloppe_by_etape"
    assert named(name, ANNOUNCED).names == ["Dossier du programme, 22 novembre 2018"]
    assert COUR not in named(name, replace(FRANCE, snapshot_date="2024-10-31")).names
    assert named(name, FRANCE).names == [
        "Dossier du programme, 22 novembre 2018",
        "Objectif Aquitaine – La Tribune, 28 novembre 2018",
        "Convention du 5 mars 2019",
        COUR,
    ]
    assert named(name, FRANCE, etape="Payé").ids == ["dossier-2018", "cour-2024"], "its rows' own"


@pytest.mark.parametrize(
    ("territoire", "expected"),
    [
        ("Grand Est Touraine", {DREETS}),
        ("Saint-Nazaire", {SAINT_NAZAIRE}),
        ("Nord Cotentin", set()),
    ],
)
def test_a_territoire_names_the_source_of_its_own_contract(territoire, expected):
    for name in ("territoires/territoires", "territoires/regions"):
        [row] = db.run(
            "public",
            "select territoire_id, region_code from territoires "
            "where phase = 1 and starts_with(territoire_name, $name)",
            {"name": territoire},
        ).to_dict("records")
        place = replace(FRANCE, **row)
        assert set(named(name, place).names) & {DREETS, SAINT_NAZAIRE} == expected


@pytest.mark.parametrize(("phase", "expected"), [(1, PHASE_1), (2, PHASE_2)])
def test_a_list_of_territoires_is_that_of_its_phase(phase, expected):
    for query in QUERIES:
        if queries.BY_PHASE in query.sources.values():
            names = named(query.name, replace(FRANCE, phase=phase)).names
            assert {PHASE_1, PHASE_2}.intersection(names) == {expected}, query.name


def test_links_between_the_phases_come_from_both():
    assert named("territoires/liens", SELECTIONS["phase 2 territoire"]).names == [PHASE_1, PHASE_2]


def test_a_card_without_a_row_says_where_it_was_looked_for():
    found = named("pilotage/recours", FRANCE, engagement_name="Formation (PIC)")
    assert (found.names, found.found) == (["Assemblée nationale, fin 2021"], False)
    before = named("pilotage/recours", ANNOUNCED, engagement_name="VTE")
    assert (before.names, before.found) == ([], False), "nobody had said anything of it"


def test_a_statement_that_no_table_describes_is_named_all_the_same():
    result = compute("pilotage/recours", FRANCE)
    frame = result.frame.assign(source_ids=pd.Series([["releve-11"]] * len(result.frame)))
    told = origines(Result(result.query, frame, FRANCE), compute)
    assert told.names == ["releve-11 (source non décrite)"]


def lines(app):
    """The sources that each closed drawer names, without the day that all of them say."""
    labels = [one.label for one in app.expander if one.label.startswith("Source")]
    told = [re.fullmatch(r"(.*) – état au \d\d/\d\d/\d{4}", label) for label in labels]
    assert all(told), labels
    return [one[1] for one in told]


@pytest.mark.parametrize("page", ["enveloppe", "engagements", "vue_ensemble"])
def test_pages_of_2018_do_not_quote_the_cour_of_2024(app, page):
    open_page(app, f"pages/pilotage/{page}.py", {"instantane": "22 novembre 2018"})
    assert lines(app)
    assert not [line for line in lines(app) if "2024" in line or "2021" in line]


@pytest.mark.parametrize(("phase", "other"), [("Phase 1", PHASE_2), ("Phase 2", PHASE_1)])
@pytest.mark.parametrize("page", ["region", "carte"])
def test_pages_of_one_phase_do_not_quote_the_list_of_the_other(app, page, phase, other):
    open_page(app, f"pages/territoires/{page}.py", {"phase": phase, "region": "Bretagne"})
    assert lines(app)
    assert not [line for line in lines(app) if other in line]


def test_an_enjeu_without_an_amount_says_which_sources_were_looked_into(app):
    address = {"instantane": "22 novembre 2018", "enjeu": "Recruter"}
    open_page(app, "pages/pilotage/enjeux.py", address)
    assert "Sources consultées\u00a0: Dossier du programme, 22 novembre 2018" in lines(app)


def test_the_fiction_quotes_nobody_real_but_for_places_and_the_announced_total(app):
    address = {"jeu": "Démonstration", "region": "Bretagne"}
    open_page(app, "pages/territoires/region.py", address)
    real = {"Découpage administratif 2026", "IGN, Admin Express", "Registre des chiffres annoncés"}
    for line in lines(app):
        names = line.partition("\u00a0: ")[2].split("\u202f; ")
        told = [name for name in names if not re.fullmatch(r"et \d+ autres", name)]
        assert all(name in real or "fiction)" in name for name in told), line


def test_a_closed_drawer_names_three_sources_and_counts_the_others():
    result = compute("pilotage/enveloppe_by_etape", FRANCE)
    assert source_line(result).count("\u202f;") == 3
    assert source_line(result, at_most=3) == source_line(result)
    assert source_line(result, at_most=2).endswith("28 novembre 2018\u202f; et 2 autres")


@pytest.mark.parametrize("name", ["territoires/appreciations", "territoires/decisions"])
def test_what_a_committee_says_in_the_fiction_is_footed_as_fiction(name):
    filters = Filters(jeu="demonstration", snapshot_date="2022-12-31", region_code="53")
    told = named(name, filters)
    assert told.found
    assert all(one.endswith("(fiction)") for one in told.names)


def test_the_size_of_a_territoire_quotes_the_list_of_territoires_alone(app):
    open_page(app, "pages/territoires/territoire.py", {"territoire": "Grand Est Touraine"})
    assert lines(app)[0] == f"Source\u00a0: {PHASE_1}"
