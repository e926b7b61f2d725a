"""A decision is followed from one statement to the next: each state, and since when."""

import pandas as pd
import pytest

from tdi import comites, db
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import rows
from tests.test_pages import open_page, texts

FICTION = {"jeu": "demonstration", "snapshot_date": "2022-12-31"}
# The national committee is the one of no région.
REGIONS = [None, *(row["region_code"] for row in rows("select region_code from regions"))]


def followed(region, day="2022-12-31"):
    filters = Filters(jeu="demonstration", snapshot_date=day, region_code=region)
    return compute("territoires/decisions_suivies", filters)


def changes(region, day="2022-12-31"):
    """The same, walked in Python."""
    known = db.run("demonstration", "from decisions order by snapshot_date", {})
    known = known[(known["zone_code"] == (region or "FR")) & (known["snapshot_date"] <= day)]
    last, found = {}, []
    for row in known.to_dict("records"):
        late = pd.notna(row["due_date"]) and row["due_date"] < row["snapshot_date"]
        closed = row["statut"] in ("Faite", "Abandonnée")
        state = row["statut"] if closed or not late else "En retard"
        if last.get(row["decision_id"]) != state:
            found.append((row["decision_id"], row["snapshot_date"], state))
        last[row["decision_id"]] = state
    return sorted(found)


@pytest.mark.parametrize("day", ["2020-06-30", "2022-12-31"])
def test_every_state_of_every_decision_is_there_since_it_was_first_told(day):
    seen = set()
    for region in REGIONS:
        listed = followed(region, day).records()
        seen |= {row["etat"] for row in listed}
        found = sorted((row["decision_id"], row["since_date"], row["etat"]) for row in listed)
        assert found == changes(region, day), region
    assert "Faite" in seen
    assert ("En retard" in seen) == (day == "2022-12-31"), "two are never made, in 2022"


def test_the_last_state_is_the_one_of_the_list():
    for region in REGIONS:
        listed = compute("territoires/decisions", Filters(**FICTION, region_code=region)).records()
        last = (
            followed(region).frame.sort_values("since_date").groupby("decision_id")["etat"].last()
        )
        late = {row["decision_id"] for row in listed if row["is_en_retard"]}
        assert set(last[last == "En retard"].index) == late
        assert set(last.index) == {row["decision_id"] for row in listed}


def test_the_sentence_counts_what_changed_since_the_last_meeting_but_one():
    for region in REGIONS:
        result = followed(region)
        if result.is_empty:
            continue
        meetings = sorted(result.frame["decision_date"].unique())
        told = comites.since(result)
        if len(meetings) == 1:
            assert told.startswith("Un seul comité connu")
            continue
        assert f"Depuis le comité du {meetings[-2]:%d/%m/%Y}" in told
        since = [change for change in changes(region) if change[1] > meetings[-2]]
        closed = sum(state in ("Faite", "Abandonnée") for *_, state in since)
        assert f"{closed}\u00a0close" in told
        taken = result.frame.loc[result.frame["decision_date"] > meetings[-2], "decision_id"]
        assert f"{taken.nunique()}\u00a0décision" in told


def test_nothing_is_followed_where_no_decision_is_known():
    assert compute("territoires/decisions_suivies", Filters(region_code="53")).is_empty


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ({"jeu": "Démonstration"}, "**1\u00a0décision en retard** sur 16"),
        ({}, "Aucune décision du comité national n’est connue."),
    ],
)
def test_the_decisions_of_the_national_committee_have_a_page(app, address, told):
    open_page(app, "pages/territoires/region.py", address)
    assert not app.exception
    assert told in texts(app)
