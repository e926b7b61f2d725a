"""Back to a former committee: pages stand, and say nothing that came out later."""

import shutil
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import streamlit as st

from tdi import data, db
from tdi.filters import Filters
from tdi.results import compute
from tdi.settings import data_folder
from tdi.snapshots.references import publish_references
from tests.snapshots.publications import an_amount, copy_references, publish_amounts
from tests.test_pages import PAGES, open_page, texts

FIRST = "2018-11-22"
DAYS = {"22 novembre 2018": FIRST, "14 février 2020": "2020-02-14"}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_stands_at_a_former_snapshot(app, page, day):
    open_page(app, page, {"instantane": day})
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="instantane").value == DAYS[day]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_on_a_page_of_2018_comes_from_the_report_of_2024(app, page):
    open_page(app, page, {"instantane": "22 novembre 2018"})
    assert "novembre 2024" not in texts(app)
    assert "1\u202f700" not in texts(app)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("annonces", "known_date"),
        ("annonces", "verdict_date"),
        ("attestations", "known_date"),
        ("ressources", "published_date"),
        ("engagements", "attested_date"),
        ("engagements", "objectif_date"),
        ("enveloppes", "announced_date"),
        ("territoires", "valid_from"),
        ("territoires", "valid_to"),
    ],
)
def test_no_row_of_a_snapshot_is_later_than_it(table, column):
    days = sorted(db.open_jeu("public").edition.snapshots)
    later = f"select count(*) as n from {table} where {column} > cast($day as date)"  # noqa: S608
    for day in map(date.isoformat, days):
        assert db.run("public", later, {"day": day}, snapshot_date=day)["n"][0] == 0, day
    kept = f"select count(*) as n from {table}"  # noqa: S608
    assert db.run("public", kept, snapshot_date=days[-1].isoformat())["n"][0] > 0


def test_the_list_of_phase_2_appears_with_its_announcement():
    def count(day):
        perimetre = compute("pilotage/perimetre", Filters(snapshot_date=day, phase=2))
        return perimetre.value("territoire_count")

    assert not count("2023-07-31")
    assert count("2023-11-09") == 183


def test_a_pinned_link_keeps_its_reference_tables(tmp_path, monkeypatch):
    """A list published later, with another snapshot, changes no word of a former one (R12)."""
    shutil.copytree(data_folder() / "public", tmp_path / "public")
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    st.cache_resource.clear()  # the copy has the version of the original
    data.forget()
    pinned = Filters(snapshot_date="2025-01-14")
    before = compute("pilotage/engagements", pinned).frame
    lists = copy_references(tmp_path / "listes")
    rows = pq.read_table(lists / "engagements.parquet")
    renamed = pa.array(["Autre nom"] * rows.num_rows, pa.string())
    place = rows.column_names.index("short_name")
    pq.write_table(rows.set_column(place, "short_name", renamed), lists / "engagements.parquet")
    publish_references("public", lists)
    publish_amounts("public", "2025-01-31", an_amount(1))
    assert compute("pilotage/engagements", pinned).frame.equals(before)
    later = compute("pilotage/engagements", Filters(snapshot_date="2025-01-31")).frame
    assert set(later["engagement_name"]) == {"Autre nom"}


def test_phase_2_cannot_be_chosen_before_its_announcement(app):
    open_page(app, PAGES[0], {"instantane": "22 novembre 2018", "phase": "Phase 2"})
    assert app.selectbox(key="phase").options == ["Phase 1"]
    assert "n’était pas annoncée à la date de l’instantané" in app.warning[0].value
