"""Rows and marks that stand for a place choose it on every page, as the map does (H3)."""

import re

import plotly.graph_objects as go
import pytest

from tdi import charts, filtrage
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SNAPSHOT
from tests.test_pages import open_page

FRANCE = Filters(snapshot_date=SNAPSHOT)
OPTIONS = {
    "region": {"53": "Bretagne", "28": "Normandie"},
    "territoire": {"p1-ti-5313": "Redon Bretagne Sud", "p1-ti-2806": "Nord Cotentin"},
}


def places(query, name, options=OPTIONS, **filters):
    return filtrage.places(
        compute(query, Filters(snapshot_date=SNAPSHOT, **filters)), name, options
    )


def test_a_row_is_known_by_its_code_or_by_its_name():
    bretagne = {"Bretagne": {"region": "53"}, "Normandie": {"region": "28"}}
    assert places("territoires/regions", "region_name") == bretagne
    # This one has no code.
    assert places("pilotage/hors_enveloppe_by_region", "zone_name") == bretagne


def test_what_no_filter_offers_cannot_be_chosen():
    assert places("territoires/territoires", "territoire_name", phase=2) == {}
    zones = places("pilotage/montants_by_zone", "zone_name")
    assert set(zones) == {"Bretagne", "Normandie"}, "neither « Ensemble » nor « Hors lieu »"
    inside = places("suivi/evolutions_by_zone", "zone_name", region_code="53")
    assert "Non territorialisé" not in inside, "it bears the code of its région, and is not it"


@pytest.mark.parametrize(
    ("point", "chosen"),
    [
        ({"x": 12, "y": "Bretagne"}, {"region": "53"}),
        ({"x": "Normandie", "y": "VTE"}, {"region": "28"}),
        ({"x": 12, "y": 0.3, "customdata": ["Bretagne", "12 sites"]}, {"region": "53"}),
        ({"x": 12, "y": "Payé"}, {}),
    ],
)
def test_a_mark_names_its_place(point, chosen):
    assert filtrage.clicked([point], places("territoires/regions", "region_name")) == chosen


def test_what_is_chosen_stands_out_in_a_chart():
    for chosen, lit in (("Normandie", (1,)), ("Corse", None)):
        figure = go.Figure(go.Bar(x=[1, 2], y=["Bretagne", "Normandie"], orientation="h"))
        assert charts.emphasised(figure, [chosen]).data[0].selectedpoints == lit


def test_what_is_chosen_is_told_without_the_others_fading():
    """They would have less than 3:1 (RGAA 3.3): a bar is named in bold, a dot is larger."""
    shares = [
        go.Bar(x=[1, 2], y=["Bretagne", "Normandie"], orientation="h"),
        go.Bar(x=[1], y=["Normandie"], orientation="h"),
    ]
    bars = charts.emphasised(go.Figure(shares), ["Normandie"])
    assert bars.layout.yaxis.tickvals == ("Bretagne", "Normandie")
    assert bars.layout.yaxis.ticktext == ("Bretagne", "<b>Normandie</b>")
    dots = go.Scatter(x=[1, 2], y=[0, 0], customdata=["Bretagne", "Normandie"], marker_size=11)
    dots = charts.emphasised(go.Figure(dots), ["Bretagne"])
    assert dots.data[0].selected.marker.size > 11
    for trace in (*bars.data, *dots.data):
        assert trace.unselected.marker.opacity == 1


def buttons(app):
    return {
        re.sub(r":primary\[(.*)\]", r"\1", button.label): button
        for button in app.button
        if button.key and button.key.startswith("choisir/")
    }


@pytest.mark.parametrize("jeu", ["Public", "Démonstration"])
@pytest.mark.parametrize(
    ("page", "address", "name", "key", "code"),
    [
        ("territoires/region", {}, "Bretagne", "region", "53"),
        (
            "donnees/completude",
            {"vue_completude": "Cellules manquantes"},
            "Normandie",
            "region",
            "28",
        ),
        (
            "territoires/region",
            {"region": "Normandie"},
            "Nord Cotentin",
            "territoire",
            "p1-ti-2806",
        ),
    ],
)
def test_the_name_of_a_row_chooses_its_place_everywhere(app, jeu, page, address, name, key, code):
    open_page(app, f"pages/{page}.py", {"jeu": jeu, **address})
    buttons(app)[name].click().run()
    assert app.selectbox(key=key).value == code
    assert app.query_params[key] in (name, [name])
    assert not app.exception
    assert not app.warning[jeu == "Démonstration" :], "nothing is refused"
    app.button(key=f"retirer/{key}").click().run()
    assert app.selectbox(key=key).value is None


def test_the_place_of_a_cell_of_the_matrix_can_be_chosen_everywhere(app):
    address = {"jeu": "Démonstration", "engagement": "VTE", "lieu": "Bretagne"}
    open_page(app, "pages/pilotage/engagements.py", address)
    app.button(key="choisir/case").click().run()
    assert app.selectbox(key="region").value == "53"
    assert not app.exception
    assert "choisir/case" not in {button.key for button in app.button}, "nothing more to choose"
