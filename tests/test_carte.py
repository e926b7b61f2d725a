"""The maps open on an indicator that the data set holds, and their figures are the pages' own."""

import json
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from tdi import db, fmt, maps
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SELECTIONS, SNAPSHOT
from tests.test_pages import open_page, texts

DAY = "2022-12-31"
DEMONSTRATION = Filters(jeu="demonstration", snapshot_date=DAY)
FIGURES = {"Engagé": "engage_eur", "Payé": "paye_eur"}
MAPS = {
    "region": "territoires/montants_by_region",
    "territoire": "territoires/montants_by_territoire",
}
LISTED = {"Public": "Lauréats du fonds (hors enveloppe)", "Démonstration": "Engagé sur l’enveloppe"}


def cents(amount):
    return None if amount is None or amount != amount else round(Decimal(str(amount)) * 100)


def shapes(app):
    """What the map of the page says of each of its shapes."""
    [chart] = app.get("deck_gl_json_chart")
    layers = json.loads(chart.proto.json)["layers"]
    filled = next(layer for layer in layers if layer["id"] in ("region", "territoire"))
    return [shape["properties"]["value"] for shape in filled["data"]["features"]]


@pytest.mark.parametrize("address", [{}, {"region": "Bretagne"}], ids=["france", "region"])
@pytest.mark.parametrize("jeu", LISTED)
def test_the_map_opens_on_an_indicator_that_has_values(app, jeu, address):
    open_page(app, "pages/territoires/carte.py", {"jeu": jeu, **address})
    [indicator] = [box for box in app.selectbox if box.label == "Indicateur"]
    assert indicator.value == ("engage_eur" if jeu == "Démonstration" else "fonds_laureat_count")
    assert set(shapes(app)) - {maps.MISSING_TEXT}
    assert LISTED[jeu] in texts(app)


@pytest.mark.parametrize("jeu", LISTED)
def test_the_map_of_a_region_opens_on_an_indicator_that_has_values(app, jeu):
    open_page(app, "pages/territoires/region.py", {"jeu": jeu, "region": "Bretagne"})
    assert set(shapes(app)) - {maps.MISSING_TEXT}
    assert f"{LISTED[jeu]}, par territoire" in texts(app)


@pytest.mark.parametrize("jeu", LISTED)
def test_every_indicator_can_be_mapped(app, jeu):
    open_page(app, "pages/territoires/carte.py", {"jeu": jeu})
    for view in ("Régions", "Territoires"):
        app.segmented_control[0].set_value(view).run()
        for name in ("engage_eur", "cellule_inconnue_count", "fonds_vert_eur"):
            [box] = [box for box in app.selectbox if box.label == "Indicateur"]
            box.set_value(name).run()
            assert not app.exception
            assert not app.error


def test_a_map_without_a_value_says_so():
    filters = Filters(snapshot_date=SNAPSHOT)
    outlines = compute("territoires/contours", filters)
    result = compute(MAPS["region"], filters)
    _, legend = maps.choropleth(result, outlines, niveau="region", value="engage_eur")
    assert [text.strip() for text in legend.data[0].text] == [maps.NO_VALUE_TEXT]


def test_what_is_not_known_of_a_place_is_never_a_zero():
    for name in MAPS.values():
        frame = compute(name, Filters(snapshot_date=SNAPSHOT)).frame
        assert frame["engage_eur"].isna().all()
        assert frame["paye_eur"].isna().all()


@pytest.mark.parametrize("etape", FIGURES)
def test_territoires_and_regional_lines_make_the_regions(etape):
    """Recomputed in Python: what two regions share counts in both, and once for France."""
    lines = db.run(
        "demonstration",
        "select zone_code, amount_eur from financements where cadre = 'Enveloppe 2018' "
        "and amount_eur is not null and snapshot_date = cast($day as date) and etape = $etape",
        {"day": DAY, "etape": etape},
    )
    regions = defaultdict(set)
    for row in db.run("demonstration", "select * from territoire_regions").to_dict("records"):
        regions[row["territoire_id"]].add(row["region_code"])
    by_territoire, by_region = defaultdict(int), defaultdict(int)
    for zone, amount in lines.itertuples(index=False):
        if zone in regions:
            by_territoire[zone] += cents(amount)
        for region in regions.get(zone, {zone} - {"FR"}):
            by_region[region] += cents(amount)
    column = FIGURES[etape]
    for niveau, expected in (("territoire", by_territoire), ("region", by_region)):
        key = "territoire_id" if niveau == "territoire" else "region_code"
        shown = {
            row[key]: cents(row[column])
            for row in compute(MAPS[niveau], DEMONSTRATION).records()
            if not fmt.is_missing(row[column])
        }
        assert shown == expected


@pytest.mark.parametrize("enjeu", [None, "recruter"])
@pytest.mark.parametrize("phase", [1, 2])
def test_a_region_is_told_the_same_on_its_map_and_on_its_page(phase, enjeu):
    asked = replace(DEMONSTRATION, phase=phase, enjeu_id=enjeu)
    for row in compute(MAPS["region"], asked).records():
        place = replace(asked, region_code=row["region_code"])
        by_nature = compute("territoires/montants_by_nature", place).records()
        page = {part["etape"]: part["etape_eur"] for part in by_nature}
        cells = compute("donnees/cellules", place).records()[0]
        for etape, column in FIGURES.items():
            assert cents(row[column]) == cents(page.get(etape)), row["region_name"]
        assert row["cellule_inconnue_count"] == cells["non_communiquee_count"], row["region_name"]


@pytest.mark.parametrize("jeu", ["public", "demonstration"])
@pytest.mark.parametrize("selection", SELECTIONS)
def test_unknown_cells_of_the_territoires_are_those_of_the_count(selection, jeu):
    day = DAY if jeu == "demonstration" else SNAPSHOT
    asked = replace(SELECTIONS[selection], jeu=jeu, snapshot_date=day)
    frame = compute(MAPS["territoire"], asked).frame
    cells = compute("donnees/cellules", asked).records()[0]
    assert frame["cellule_inconnue_count"].sum() == cells["non_communiquee_count"]
