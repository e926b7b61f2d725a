"""What every test shares: the selections a page must stand, and the app under test."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.testing.v1 import AppTest

from tdi import db
from tdi.filters import Filters

# `pytest --hypothesis-profile=long`: as many random examples as a night allows.
settings.register_profile("long", max_examples=500)

_MAIN = sys.modules["__main__"]
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "data"
SNAPSHOT = "2025-01-14"

# One selection per way the filters combine, an inter-regional and an overseas territoire included.
SELECTIONS = {
    "none": Filters(snapshot_date=SNAPSHOT),
    "region": Filters(snapshot_date=SNAPSHOT, region_code="53"),
    "overseas region": Filters(snapshot_date=SNAPSHOT, region_code="03"),
    "region without territoire": Filters(snapshot_date=SNAPSHOT, region_code="06"),
    "territoire": Filters(snapshot_date=SNAPSHOT, region_code="24", territoire_id="p1-ti-2402"),
    "inter-regional territoire": Filters(snapshot_date=SNAPSHOT, territoire_id="p1-ti-2404"),
    "phase 2": Filters(snapshot_date=SNAPSHOT, phase=2),
    "phase 2 territoire": Filters(snapshot_date=SNAPSHOT, phase=2, territoire_id="p2-ti-0101"),
    "enjeu": Filters(snapshot_date=SNAPSHOT, enjeu_id="simplifier"),
}


@pytest.fixture
def sources():
    """Folder of the raw material, or a skip that says so."""
    if not SOURCES.is_dir():
        pytest.skip("../shared/data is not there: the comparison with the raw sources is left out")
    return SOURCES


@pytest.fixture(autouse=True)
def published_data(monkeypatch):
    """Every test reads the data of this repository unless it says otherwise."""
    monkeypatch.delenv("TDI_DATA", raising=False)


@pytest.fixture(autouse=True)
def own_main():
    """Take back `__main__`, which an app under test puts its own file in.

    A process started later would run that file as its own.
    """
    yield
    sys.modules["__main__"] = _MAIN


def new_app():
    """A reader who has opened nothing yet."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)


@pytest.fixture
def app():
    return new_app()


def rows(sql, **params):
    """Rows of a SELECT on the public data set, as dictionaries."""
    return db.run("public", sql, params).to_dict("records")
