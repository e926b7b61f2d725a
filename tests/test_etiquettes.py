"""Names over a map: each inside its shape, touching nothing else, or a number that is told."""

import json
from dataclasses import replace
from itertools import combinations

import pytest

from tdi import etiquettes, maps, theme
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SNAPSHOT

FRANCE = Filters(snapshot_date=SNAPSHOT)
# One member, two, four, a dozen small ones; Île-de-France; overseas.
PLACES = {
    "Nord Cotentin": 1,
    "Grand Est Touraine": 1,
    "Alsace centrale": 1,
    "Grand Roissy": 1,
    "Basse-Terre": 2,
}


def box(one, view):
    """What words take on the map, in pixels: left, top, right, bottom."""
    across, down = etiquettes._halves(one.words)
    return one.x - across, one.y - down, one.x + across, one.y + down


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def drawn(name, phase):
    filters = replace(FRANCE, phase=phase)
    rows = compute("territoires/territoires", filters).records()
    [code] = [row["territoire_id"] for row in rows if row["territoire_name"] == name]
    place = replace(filters, territoire_id=code)
    members, outlines = (
        compute(f"territoires/{query}", place) for query in ("membres", "contours_territoire")
    )
    chart = maps.choropleth(
        members, outlines, niveau="membre", value="population", borders="territoire", named=True
    )
    return chart, members, outlines


def france():
    outlines = compute("territoires/contours", FRANCE)
    regions = compute("territoires/regions", FRANCE)
    return maps.choropleth(regions, outlines, niveau="region", value="territoire_count"), outlines


@pytest.mark.parametrize("name", PLACES)
def test_every_member_is_named_on_the_map_or_numbered_and_told(name):
    chart, members, _ = drawn(name, PLACES[name])
    words = [one.words.replace("\n", " ").replace("- ", "-") for one in chart.names.written]
    numbers = [word for word in words if word.isdigit()]
    assert numbers == [str(rank + 1) for rank in range(len(chart.names.numbered))]
    written = [word for word in words if not word.isdigit()]
    names = list(members.frame["membre_name"])
    assert sorted([*written, *chart.names.numbered]) == sorted(names)
    assert all(name in chart.names.key for name in chart.names.numbered)


@pytest.mark.parametrize("name", PLACES)
def test_names_stay_in_their_shape_and_never_touch(name):
    chart, members, outlines = drawn(name, PLACES[name])
    view = etiquettes._key(chart.deck.initial_view_state)
    shapes = {row["code"]: row["geojson"] for row in outlines.only(niveau="membre").records()}
    for one, code in zip(chart.names.written, members.frame["membre_code"], strict=True):
        left, top, right, bottom = (side + etiquettes._HALF for side in box(one, view))
        inside = etiquettes._mask((shapes[code],), view)[top:bottom, left:right]
        assert inside.size
        assert inside.all(), one.words
    for one, other in combinations(chart.names.written, 2):
        assert not overlap(box(one, view), box(other, view)), (one.words, other.words)


def test_the_members_of_a_small_territoire_bear_their_names():
    chart, *_ = drawn("Nord Cotentin", 1)
    assert [one.words for one in chart.names.written] == [
        "CA du Cotentin",
        "CC de la Baie\ndu Cotentin",
    ]
    assert chart.names.key == ""


def test_the_numbers_of_the_insets_touch_no_shape_and_are_told():
    chart, outlines = france()
    view = etiquettes._key(chart.deck.initial_view_state)
    land = [row["geojson"] for row in outlines.only(niveau="region").records()]
    frames = [row["geojson"] for row in outlines.only(niveau="cadre").records()]
    covered = etiquettes._mask(tuple(land), view)
    for frame in frames:
        covered = covered | etiquettes._mask((frame,), view)
    assert [one.words for one in chart.names.written] == list("12345")
    for one in chart.names.written:
        left, top, right, bottom = (side + etiquettes._HALF for side in box(one, view))
        assert min(left, top) >= 0
        assert max(right, bottom) <= 2 * etiquettes._HALF, "a phone shows it whole"
        assert not covered[top:bottom, left:right].any(), one.words
    assert chart.names.key == (
        "Sur la carte\u00a0: 1\u00a0Guadeloupe, 2\u00a0Martinique, 3\u00a0Guyane, "
        "4\u00a0La Réunion, 5\u00a0Mayotte."
    )


def test_a_map_writes_no_word_in_its_pixels_and_does_not_move():
    """What is written over it would stay behind (RGAA 1.8, 13.10)."""
    for chart in (france()[0], drawn("Alsace centrale", 1)[0]):
        deck = json.loads(chart.deck.to_json())
        assert {layer["@@type"] for layer in deck["layers"]} <= {"GeoJsonLayer", "PathLayer"}
        assert [view["controller"] for view in deck["views"]] == [False]


def test_the_line_between_two_shapes_is_that_of_the_paler_one():
    deck = json.loads(france()[0].deck.to_json())
    [filled] = [layer for layer in deck["layers"] if layer["id"] == "region"]
    edges = [shape["properties"]["edge"] for shape in filled["data"]["features"]]
    assert edges == sorted(edges, reverse=True), "lines are drawn in the order of the shapes"
    assert len({tuple(edge) for edge in edges}) == 2


def test_a_name_in_the_page_is_a_word_that_markup_cannot_break():
    names = etiquettes.Names().and_one("Pays <b>&\nMer", (160, 200), theme.INK)
    assert "Pays &lt;b&gt;&amp;<br>Mer</span>" in names.html()
    assert "left:calc(50% + 0px);top:calc(50% + 58px)" in names.html(1.45)
