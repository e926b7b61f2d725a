"""Every page stands the demonstration, and says on screen that it is one (R11)."""

import pytest
from streamlit.testing.v1 import AppTest

from tdi import queries
from tests.conftest import ROOT
from tests.test_pages import PAGES, texts

# What the address says beside the data set, and what the select boxes must then hold.
ADDRESSES = {
    "no selection": ({}, {"region": None, "territoire": None, "phase": 1}),
    "region": ({"region": "Bretagne"}, {"region": "53"}),
    "territoire": (
        {"region": "Centre-Val de Loire", "territoire": "Grand Est Touraine"},
        {"region": "24", "territoire": "p1-ti-2402"},
    ),
    "enjeu": ({"enjeu": "Recruter"}, {"enjeu": "recruter"}),
    "early snapshot": (
        {"instantane": "31 janvier 2019", "region": "Bretagne"},
        {"instantane": "2019-01-31", "region": "53"},
    ),
}
# What would call a fiction public.
PUBLIC_WORDS = (
    "Indicateurs officiels",
    "ontant publié",
    "ontants publiés",
    "Recours publié",
    "chéance publiée",
    "chéance non publiée",
)
# Columns on the texts that describe the engagements.
REAL = {
    "libelle",
    "libelle_statut",
    "operateur_name",
    "attestation",
    "atteste_count",
    "a_completer_count",
    "operateur_count",
    "objectif_count",
}


@pytest.fixture(scope="module", params=ADDRESSES)
def reader(request):
    """A reader who opens every page in turn, and what their select boxes must hold."""
    asked, expected = ADDRESSES[request.param]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in ({"jeu": "Démonstration"} | asked).items():
        app.query_params[key] = value
    return app.run(), expected


@pytest.mark.parametrize("page", PAGES)
def test_page_renders_under_the_demonstration(reader, page):
    app, expected = reader
    app.switch_page(page).run()
    assert not app.exception
    assert not app.error, texts(app)
    assert app.selectbox(key="jeu").value == "demonstration"
    for key, value in expected.items():
        assert app.selectbox(key=key).value == value
    assert [warning.value[:28] for warning in app.warning] == ["**Données de démonstration**"]
    assert "None" not in texts(app)
    for claim in ("connaissances publiques", "texte public ne", *PUBLIC_WORDS):
        assert claim not in texts(app), "the demonstration holds no public text"


@pytest.mark.parametrize("name", [name for name in queries.names() if "tables/" not in name])
def test_the_words_of_a_query_hold_for_both_data_sets(name):
    query = queries.load(name)
    told = {"title": query.title} | {
        column: f"{told.label} {told.definition}" for column, told in query.columns.items()
    }
    for column, words in told.items():
        public = [claim for claim in PUBLIC_WORDS if claim in words]
        # What texts say of the engagements, and of the register, is real in both.
        if column not in REAL and not name.startswith("suivi/"):
            public += ["texte public"] if "texte public" in words else []
        assert not public, column


def test_the_fiction_ends_before_phase_2():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params |= {"jeu": "Démonstration", "phase": "Phase 2"}
    app.run()
    assert app.selectbox(key="phase").options == ["Phase 1"]
    assert any("Phase 2" in warning.value for warning in app.warning)


def test_a_snapshot_older_than_the_list_of_territoires_says_so():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["jeu"] = "Démonstration"
    app.run()
    assert "après cet instantané" not in texts(app)
    app.selectbox(key="instantane").set_value("2019-01-31").run()
    assert "leurs membres sont connus au 31/12/2022, après cet instantané." in texts(app)


@pytest.mark.parametrize("engagement", ["VTE", "Portage et fonds propres", "À compléter (16)"])
def test_the_file_of_an_engagement_adds_its_zones_up(engagement):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["jeu"] = "Démonstration"
    app.query_params["engagement"] = engagement
    app.run().switch_page("pages/pilotage/engagement.py").run()
    assert not app.exception
    assert app.selectbox(key="engagement").value == engagement
    assert len(texts(app)) < 20_000, "one line a stage, not one a territoire"
    assert "None" not in texts(app)
