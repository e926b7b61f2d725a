"""Presentation: the same figures for a meeting room, without what only a reader at a desk uses."""

import json

import plotly.graph_objects as go
import pydeck as pdk
import pytest
from streamlit.testing.v1 import AppTest

from tdi import parcours, presentation
from tests.conftest import ROOT
from tests.test_pages import PAGES, open_page, texts

ROOM = {"mode": "presentation"}


@pytest.fixture(scope="module", params=["Public", "Démonstration"])
def room(request):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in (ROOM | {"jeu": request.param, "region": "Bretagne"}).items():
        app.query_params[key] = value
    return app.run()


def drawers(app):
    return [box for box in app.expander if box.label.startswith("Source")]


def heights(app):
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return [spec["layout"]["height"] for spec in specs]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_before_a_room_and_tells_its_sources(room, page):
    room.switch_page(page).run()
    assert not room.exception
    assert not room.error, texts(room)
    assert room.selectbox(key="mode").value == "presentation"
    assert room.selectbox(key="region").value == "53", "the selection is kept"
    assert not drawers(room)
    assert "Sources et lignes" not in texts(room)
    if room.metric or room.get("plotly_chart"):
        assert any(caption.value.startswith("Source") for caption in room.caption)
    if room.selectbox(key="jeu").value == "demonstration":
        assert "Données de démonstration" in texts(room), "a fiction says so in a room too"


def test_a_room_sees_the_same_figures_larger_and_leaves_by_a_button(app):
    page = "pages/pilotage/enveloppe.py"
    open_page(app, page, {"region": "Bretagne"})
    desk, told = heights(app), [shown.value for shown in app.markdown]
    assert drawers(app)
    app.selectbox(key="mode").set_value("presentation").run()
    question = next(words for words in told if words.endswith("\u202f?"))
    assert [shown.value for shown in app.markdown] == [words for words in told if words != question]
    assert heights(app) == [presentation.scaled(height) for height in desk]
    app.button(key="quitter/mode").click().run()
    assert app.selectbox(key="mode").value == "page"
    assert heights(app) == desk
    assert drawers(app)
    assert "mode" not in app.query_params
    assert app.selectbox(key="region").value == "53"


def test_a_room_sees_no_button_of_filters(app):
    open_page(app, "pages/pilotage/enveloppe.py", ROOM | {"region": "Bretagne"})
    assert {button.key for button in app.button} == {"quitter/mode", "precedent", "suivant"}


def step(app, name):
    app.button(key=name).click().run()
    assert not app.exception
    return {key: app.selectbox(key=key).value for key in ("region", "territoire")}


def test_a_room_goes_from_a_territoire_to_the_next_of_its_region_and_no_further(app):
    open_page(app, "pages/territoires/territoire.py", ROOM | {"region": "Bretagne"})
    box = app.selectbox(key="territoire")
    assert "precedent" not in {button.key for button in app.button}
    for name in box.options:
        assert app.button(key="suivant").label == f"Suivant\u00a0: {name}"
        assert step(app, "suivant")["region"] == "53"
        assert app.title[0].value == name
    assert "suivant" not in {button.key for button in app.button}
    step(app, "precedent")
    assert app.title[0].value == box.options[-2]


def test_a_room_goes_from_one_region_to_the_next_and_takes_no_territoire_along(app):
    asked = {"region": "Bretagne", "territoire": "Bretagne Romantique"}
    open_page(app, "pages/territoires/region.py", ROOM | asked)
    assert step(app, "suivant") == {"region": "24", "territoire": None}
    step(app, "precedent")
    step(app, "precedent")
    assert app.button(key="precedent").label == "Précédent\u00a0: Auvergne-Rhône-Alpes"
    step(app, "precedent")
    assert app.button(key="precedent").label == "Précédent\u00a0: France entière"
    assert step(app, "precedent")["region"] is None


def test_pages_of_no_place_lead_to_none(app):
    names = {path.split("/")[-1].removesuffix(".py") for path in PAGES}
    assert names >= parcours.PLACELESS
    open_page(app, "pages/donnees/dictionnaire.py", ROOM)
    assert not {"precedent", "suivant"} & {button.key for button in app.button}


def test_an_unknown_display_is_reported(app):
    open_page(app, "pages/pilotage/enveloppe.py", {"mode": "cinéma"})
    assert any("«\u00a0cinéma\u00a0» n’est pas un affichage" in told.value for told in app.warning)


def test_enlarging_changes_no_value_and_not_the_original():
    figure = go.Figure(go.Bar(x=[1, None, 3], y=["a", "b", "c"], text=["1", "—", "3"]))
    figure.update_layout(height=300, font_size=13, margin={"l": 8, "r": 16, "t": 8, "b": 8})
    before = figure.to_json()
    larger = presentation.enlarged(figure)
    assert figure.to_json() == before
    assert larger.data == figure.data
    assert larger.layout.height > 300
    assert larger.layout.font.size > 13


def test_a_closer_map_is_another_map():
    deck = pdk.Deck(map_provider=None, initial_view_state=pdk.ViewState(zoom=4))
    assert presentation.closer(deck).initial_view_state.zoom > 4
    assert deck.initial_view_state.zoom == 4
