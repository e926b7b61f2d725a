"""A browser remembers what was published at the last visit; a forged memory is no memory."""

import shutil
from datetime import date

import pytest

from tdi import visites
from tdi.settings import data_folder
from tests.snapshots.publications import an_amount, publish_amounts

NAME = "tdi_vu_public"


def publish(day):
    publish_amounts("public", day, an_amount(900_000_000, etape="Payé"))


def test_nothing_is_offered_until_something_is_published():
    first = visites.cookies({})
    assert first[NAME] == "2025-01-14"
    assert visites.since(first, "public") is None
    assert visites.cookies(first) == first, "another page of the same visit"


def test_what_was_published_since_is_offered_on_every_page_of_the_next_visit(tmp_path, monkeypatch):
    shutil.copytree(data_folder() / "public", tmp_path / "public")
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    before = visites.cookies({})
    publish("2025-01-31")
    back = visites.cookies(before)
    assert visites.since(back, "public") == "2025-01-14"
    assert visites.cookies(back) == back
    publish("2025-02-28")
    publish("2025-03-31")
    again = visites.cookies(back)
    assert visites.since(again, "public") == "2025-01-31", "not the publication before the last"


@pytest.mark.parametrize("forged", ["", "x", "2025-01-14.<script>", "2025-13-01", "..", "é"])
def test_a_forged_memory_is_no_memory(forged):
    assert visites.since({NAME: forged}, "public") is None
    assert date.fromisoformat(visites.cookies({NAME: forged})[NAME])
