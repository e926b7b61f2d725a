"""A fiche over several territoires is shared out by its written key, to the cent (R5, B5)."""

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdi import db, queries
from tdi.filters import Filters
from tdi.results import compute

QUERY = "territoires/fiches_action"
DAYS = ["2019-06-30", "2020-12-31", "2022-12-31"]
KEYS = {
    "budget_part_eur": "budget_eur",
    "engage_part_eur": "engage_eur",
    "paye_part_eur": "paye_eur",
}

euros = st.none() | st.decimals(min_value=0, max_value=10**9, places=2)


@st.composite
def fiches(draw):
    """A fiche on one to six territoires, its key and three amounts, each known or not."""
    count = draw(st.integers(1, 6))
    key = draw(st.sampled_from(
        ["Parts égales", "Prorata de la population", "Parts déclarées"] if count > 1
        else ["Exclusif"]
    ))  # fmt: skip
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
    parts = [(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    return {
        "key": key,
        "parts": parts if key == "Parts déclarées" else None,
        "populations": draw(st.lists(st.integers(1, 10**6), min_size=count, max_size=count)),
        "amounts": draw(st.tuples(euros, euros, euros)),
    }


@pytest.fixture(scope="module")
def connection():
    opened = duckdb.connect(config={"threads": 1})
    opened.execute(
        """
        create table enjeux (enjeu_id text, enjeu_name text);
        create table engagements (engagement_id text, short_name text);
        create table territoire_regions (territoire_id text, region_code text);
        create table territoires (
            territoire_id text, territoire_name text, phase int, population bigint
        );
        create table fiches_action (
            snapshot_date date, fiche_id text, intitule text, territoire_ids text[],
            cle_repartition text, parts double[], enjeu_id text, engagement_id text, porteur text,
            statut text, budget_eur decimal(18, 2), engage_eur decimal(18, 2),
            paye_eur decimal(18, 2), start_date date, end_date date, source_id text
        );
        """
    )
    return opened


def shares(connection, fiche):
    connection.execute("delete from territoires; delete from fiches_action")
    places = [f"t{rank}" for rank in range(len(fiche["populations"]))]
    for place, population in zip(places, fiche["populations"], strict=True):
        connection.execute(
            "insert into territoires values (?, ?, 1, ?)", [place, place, population]
        )
    connection.execute(
        """
        insert into fiches_action by name
        select date '2022-12-31' as snapshot_date, 'f' as fiche_id, ?::text[] as territoire_ids,
            ? as cle_repartition, ?::double[] as parts,
            ?::decimal(18, 2) as budget_eur, ?::decimal(18, 2) as engage_eur,
            ?::decimal(18, 2) as paye_eur
        """,
        [places, fiche["key"], fiche["parts"], *fiche["amounts"]],
    )
    query, values = queries.load(QUERY), Filters(snapshot_date="2022-12-31").as_params()
    cursor = connection.execute(query.sql, {name: values[name] for name in query.params})
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return sorted(rows, key=lambda row: row["territoire_id"])


def weights(fiche):
    if fiche["key"] == "Parts déclarées":
        return [round(Decimal(str(part)), 6) for part in fiche["parts"]]
    if fiche["key"] == "Prorata de la population":
        return [Decimal(population) for population in fiche["populations"]]
    return [Decimal(1) for _ in fiche["populations"]]


@settings(max_examples=300, deadline=None, database=None)
@given(fiche=fiches())
def test_shares_make_the_whole_and_stay_within_a_cent_of_the_key(connection, fiche):
    found = shares(connection, fiche)
    wanted = weights(fiche)
    for name, whole in zip(KEYS, fiche["amounts"], strict=True):
        parts = [row[name] for row in found]
        if whole is None:
            assert parts == [None] * len(parts), "an unknown amount is shared out as unknown"
            continue
        assert sum(parts) == whole
        for part, weight in zip(parts, wanted, strict=True):
            assert abs(part - whole * weight / sum(wanted)) < Decimal("0.01")


def test_the_last_cent_goes_to_the_largest_remainder(connection):
    fiche = {
        "key": "Prorata de la population",
        "parts": None,
        "populations": [1, 5, 1],
        "amounts": (Decimal("1.00"), Decimal("0.01"), None),
    }
    # 14.28…, 71.42…, 14.28… cents: the largest remainder is the second.
    rows = shares(connection, fiche)
    assert [row["budget_part_eur"] for row in rows] == [
        Decimal("0.14"), Decimal("0.72"), Decimal("0.14")
    ]  # fmt: skip
    assert [row["engage_part_eur"] for row in rows] == [0, Decimal("0.01"), 0]


@pytest.mark.parametrize("day", DAYS)
def test_shares_of_the_demonstration_make_its_fiches(day):
    shown = compute(QUERY, Filters(jeu="demonstration", snapshot_date=day)).frame
    whole = db.run(
        "demonstration",
        "select * from fiches_action where snapshot_date = cast($day as date)",
        {"day": day},
    )
    assert set(shown["fiche_id"]) == set(whole["fiche_id"])
    added = shown.groupby("fiche_id")[list(KEYS)].sum(min_count=1).round(2)
    for part, amount in KEYS.items():
        expected = whole.set_index("fiche_id")[amount].sort_index()
        assert added[part].equals(expected.rename(part)), part


@pytest.mark.parametrize("day", DAYS)
def test_fiches_past_their_end_are_those_neither_done_nor_given_up(day):
    listed = db.run(
        "demonstration",
        "select statut, end_date from fiches_action where snapshot_date = $day",
        {"day": day},
    )
    over = listed[listed["end_date"] <= day]
    expected = over[~over["statut"].isin(["Réalisée", "Abandonnée"])]["statut"].value_counts()
    asked = Filters(jeu="demonstration", snapshot_date=day)
    found = compute("territoires/fiches_by_statut", asked).frame.set_index("statut")
    told = found[found["fin_passee_count"] > 0]["fin_passee_count"]
    assert told.to_dict() == expected.to_dict()
    assert found["sans_fin_count"].sum() == listed["end_date"].isna().sum()


def test_some_fiches_of_the_demonstration_are_past_their_end():
    asked = Filters(jeu="demonstration", snapshot_date=DAYS[-1])
    assert compute("territoires/fiches_by_statut", asked).frame["fin_passee_count"].sum() == 65
