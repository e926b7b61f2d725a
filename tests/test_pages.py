"""Every page renders under every kind of selection, and the selection takes effect."""

import re
import shutil

import pytest
import streamlit as st

from tdi import data, fmt
from tdi.settings import data_folder
from tests.conftest import ROOT
from tests.snapshots.publications import current_references

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("pages/*/*.py"))

# What the address says, and what each select box must then hold.
ADDRESSES = {
    "no selection": ({}, {"region": None, "territoire": None, "phase": 1, "enjeu": None}),
    "region": ({"region": "Bretagne"}, {"region": "53"}),
    "overseas region": ({"region": "Guyane"}, {"region": "03"}),
    "region without territoire": ({"region": "Mayotte"}, {"region": "06"}),
    "territoire": (
        {"region": "Centre-Val de Loire", "territoire": "Grand Est Touraine"},
        {"region": "24", "territoire": "p1-ti-2402"},
    ),
    "territoire without region": ({"territoire": "Nord Cotentin"}, {"territoire": "p1-ti-2806"}),
    "phase 2": (
        {"phase": "Phase 2", "territoire": "Basse-Terre"},
        {"phase": 2, "territoire": "p2-ti-0101"},
    ),
    "enjeu": (
        {"enjeu": "Simplifier", "region": "Bretagne"},
        {"enjeu": "simplifier", "region": "53"},
    ),
}


def open_page(app, page, address):
    for key, value in address.items():
        app.query_params[key] = value
    return app.run().switch_page(page).run()


def texts(app):
    elements = [
        *app.markdown,
        *app.caption,
        *app.warning,
        *app.error,
        *app.info,
        *app.title,
        *app.header,
    ]
    return "\n".join(element.value for element in elements)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("page", PAGES)
def test_page_renders_and_the_selection_takes_effect(app, page, address):
    asked, expected = ADDRESSES[address]
    open_page(app, page, asked)
    assert not app.exception
    assert not app.error, texts(app)
    for key, value in expected.items():
        assert app.selectbox(key=key).value == value
    assert app.title[0].value
    assert not app.warning, "nothing was refused"


@pytest.mark.parametrize("page", PAGES)
def test_page_speaks_french_and_shows_no_raw_name(app, page):
    open_page(app, page, {"region": "Bretagne"})
    text = texts(app)
    for word in (" the ", " of ", r"\bNone\b", r"\bnan\b", r"\bNaT\b", "_eur", "_count", "_code"):
        assert not re.search(word, text), word
    assert "Bretagne" in text


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ({"region": "Mordor"}, "«\u00a0Mordor\u00a0» n’est pas une région"),
        ({"region": "53"}, "«\u00a053\u00a0» n’est pas une région"),
        (
            {"region": "Bretagne", "territoire": "Nord Cotentin"},
            "«\u00a0Nord Cotentin\u00a0» n’est pas un territoire de la phase 1 de la région "
            "Bretagne",
        ),
        ({"phase": "Phase 9"}, "«\u00a0Phase 9\u00a0» n’est pas une phase"),
        ({"jeu": "Secret"}, "«\u00a0Secret\u00a0» n’est pas un jeu de données publié"),
        ({"enjeu": "Rêver"}, "«\u00a0Rêver\u00a0» n’est pas un enjeu"),
    ],
)
def test_an_impossible_address_is_reported_and_stays_reported(app, address, message):
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert any(message in warning.value for warning in app.warning)
    app.run()
    assert any(message in warning.value for warning in app.warning), "kept until the reader acts"
    app.selectbox(key="region").set_value("84").run()
    assert not app.warning


def test_a_selection_survives_the_change_of_page(app):
    open_page(app, "pages/territoires/region.py", {"region": "Bretagne"})
    app.switch_page("pages/pilotage/enveloppe.py").run()
    assert app.selectbox(key="region").value == "53"
    assert app.query_params["region"] == ["Bretagne"] or app.query_params["region"] == "Bretagne"


def test_a_damaged_file_is_named_and_other_pages_stand(app, tmp_path, monkeypatch):
    shutil.copytree(data_folder() / "public", tmp_path / "public")
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    st.cache_resource.clear()  # the copy has the version of the original
    data.forget()
    path = current_references()["annonces"]
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    open_page(app, "pages/suivi/chiffres_annonces.py", {})
    assert not app.exception
    assert "public/references/annonces/" in app.error[0].value
    assert "endommagé" in app.error[0].value
    app.switch_page("pages/territoires/region.py").run()
    assert not app.error


def test_an_empty_data_folder_is_reported(app, tmp_path, monkeypatch):
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    app.run()
    assert not app.exception
    assert "Aucun jeu de données" in app.error[0].value


def test_two_readers_never_get_each_other_s_region(app):
    from streamlit.testing.v1 import AppTest

    other = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    open_page(app, "pages/territoires/region.py", {"region": "Bretagne"})
    open_page(other, "pages/territoires/region.py", {"region": "Normandie"})
    open_page(app, "pages/territoires/region.py", {"region": "Bretagne"})
    assert "Bretagne" in texts(app)
    assert "Normandie" not in app.caption[0].value
    assert fmt.MISSING not in app.title[0].value


@pytest.mark.parametrize("page", ["vue_ensemble", "enveloppe", "engagements"])
def test_nothing_is_owed_for_phase_2_which_has_no_engagement(app, page):
    open_page(app, f"pages/pilotage/{page}.py", {"phase": "Phase 2"})
    told = [element.value for element in [*app.info, *app.caption]]
    assert any("sans objet" in text.lower() for text in told)
    assert not any("Attendu de" in text for text in told), "nobody owes what is without object"
