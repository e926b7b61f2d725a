"""Every query keeps the promises of its header."""

import re
from dataclasses import replace

import duckdb
import pandas as pd
import pytest

from tdi import data, db, queries
from tdi.errors import QueryError
from tdi.results import compute
from tdi.rows import Rows
from tests.conftest import SELECTIONS

NAMES = queries.names()
PAGE_QUERIES = [name for name in NAMES if not name.startswith("tables/")]
WORDED_UNITS = re.compile(r"[a-zà-ÿ’ ]+", re.IGNORECASE)
DEMONSTRATION = ("2019-01-31", "2022-12-31")
LATEST = {"public": "2025-01-14", "demonstration": DEMONSTRATION[-1]}
KNOWN_UNITS = {"€", "%", "M€"}


@pytest.mark.parametrize("name", PAGE_QUERIES)
def test_declared_parameters_are_the_ones_used(name):
    query = queries.load(name)
    [statement] = duckdb.extract_statements(query.sql)
    assert set(query.params) == statement.named_parameters


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("name", PAGE_QUERIES)
def test_result_has_the_documented_columns_and_grain(name, selection):
    result = compute(name, SELECTIONS[selection])  # raises when columns differ from the header
    if result.query.is_single_row:
        assert len(result.frame) == 1
    else:
        assert not result.frame.duplicated(list(result.query.grain)).any()


@pytest.mark.parametrize("day", DEMONSTRATION)
@pytest.mark.parametrize("name", PAGE_QUERIES)
def test_result_keeps_its_promises_under_the_demonstration(name, day):
    for selection in ("none", "region", "inter-regional territoire"):
        filters = replace(SELECTIONS[selection], jeu="demonstration", snapshot_date=day)
        result = compute(name, filters)
        if result.query.is_single_row:
            assert len(result.frame) == 1
        else:
            assert not result.frame.duplicated(list(result.query.grain)).any()


@pytest.mark.parametrize("jeu", ["public", "demonstration"])
@pytest.mark.parametrize("name", [name for name in NAMES if queries.load(name).within])
def test_what_is_asked_for_all_is_for_each_region_what_it_answers_alone(name, jeu):
    for phase in (1, 2):
        filters = replace(SELECTIONS["none"], jeu=jeu, phase=phase, snapshot_date=LATEST[jeu])
        for region in compute("filtres/regions", filters).frame["region_code"]:
            chosen = replace(filters, region_code=region)
            kept, alone = data.fetch(name, chosen), compute(name, chosen)
            assert kept.filters == chosen
            assert len(kept.rows) == len(alone.rows), (region, phase)
            if not alone.is_empty:
                pd.testing.assert_frame_equal(kept.frame.reset_index(drop=True), alone.frame)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("tables/")])
def test_staging_table_has_the_documented_columns_and_grain(name):
    query = queries.load(name)
    table = name.removeprefix("tables/")
    frame = db.run("public", f"select * from {table}")  # noqa: S608 - a name of our own
    assert list(frame.columns) == list(query.columns)
    assert not frame.duplicated(list(query.grain)).any()


@pytest.mark.parametrize("name", NAMES)
def test_header_is_written_for_a_reader(name):
    query = queries.load(name)
    sources = set(db.run("public", "select source_id from sources")["source_id"])
    assert query.title.endswith("."), "the first line is a sentence"
    assert query.sources, "each query names its sources"
    assert set(query.sources) <= sources
    for column in query.columns.values():
        assert column.unit in KNOWN_UNITS or WORDED_UNITS.fullmatch(column.unit), column
        assert column.label[0].isupper() or not column.label[0].isalpha(), column
        assert "_" not in column.label, column


@pytest.mark.parametrize("name", NAMES)
def test_query_has_a_total_order_or_a_single_row(name):
    query = queries.load(name)
    if not name.startswith("tables/") and not query.is_single_row:
        assert "order by" in query.sql


def test_one_label_per_column_name_within_a_query():
    for name in PAGE_QUERIES:
        labels = [
            column.label
            for column in queries.load(name).columns.values()
            if column.unit not in ("code", "géométrie")
        ]
        assert len(labels) == len(set(labels)), name


def test_a_lying_header_is_refused_with_the_file_and_the_columns(tmp_path, monkeypatch):
    (tmp_path / "essai").mkdir()
    (tmp_path / "essai" / "menteuse.sql").write_text(
        "-- Une ligne.\n-- @grain une seule ligne\n-- @source registre\n"
        "-- @column promis | texte | Promis\n\nselect 1 as rendu\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(queries, "QUERIES", tmp_path)
    with pytest.raises(QueryError, match=r"queries/essai/menteuse.sql.*promis.*rendu"):
        compute(
            "essai/menteuse", SELECTIONS["none"], run=lambda *asked: Rows(duckdb.sql(asked[1]).df())
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("select 1", "première ligne"),
        ("-- Titre.\n-- @grain a\nselect 1", "@column"),
        ("-- Titre.\n-- @grain a\n-- @column a | texte\nselect 1", "illisible"),
        ("-- Titre.\n-- @inconnu a\nselect 1", "illisible"),
    ],
)
def test_an_unreadable_header_is_refused_with_its_line(text, message):
    with pytest.raises(QueryError, match=message):
        queries.parse("essai/x", text)


def test_an_unknown_query_is_named():
    with pytest.raises(QueryError, match=r"queries/nulle/part\.sql"):
        queries.load("nulle/part")


@pytest.mark.parametrize("name", queries.names())
def test_the_words_of_a_header_are_spaced_as_french_is_printed(name):
    query = queries.load(name)
    said = [query.title, *query.params.values()]
    said += [
        words for column in query.columns.values() for words in (column.label, column.definition)
    ]
    assert not [words for words in said if re.search(r" [:;?!»%€]|« ", words)]
