"""The maps open on an indicator that the data set holds, and their figures are the pages' own."""

import json
import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from tdi import chiffres, db, fmt, maps
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SELECTIONS, SNAPSHOT
from tests.test_pages import open_page, texts
from tests.test_provenance import flattened

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
    assert app.selectbox(key="chiffre").placeholder == LISTED[jeu]
    assert set(shapes(app)) - {maps.MISSING_TEXT}
    assert LISTED[jeu] in texts(app)


@pytest.mark.parametrize("jeu", LISTED)
def test_the_map_of_a_region_opens_on_an_indicator_that_has_values(app, jeu):
    open_page(app, "pages/territoires/region.py", {"jeu": jeu, "region": "Bretagne"})
    assert set(shapes(app)) - {maps.MISSING_TEXT}
    assert f"{LISTED[jeu]}, par territoire" in texts(app)


@pytest.mark.parametrize("jeu", LISTED)
def test_every_indicator_can_be_mapped_at_every_level_where_it_is_given(app, jeu):
    open_page(app, "pages/territoires/carte.py", {"jeu": jeu})
    box = app.selectbox(key="chiffre")
    labels = box.options
    assert len(labels) > 25, "places, money, the indicators of the enjeux, 17 engagements"
    for label in [*labels[:3], *labels[11:14], *labels[-3:]]:
        app.selectbox(key="chiffre").set_value(label).run()
        assert not app.exception
        assert not app.error
        assert len(shapes(app)) == len(listed(app)) == 18
        if "niveau" in keys(app):
            app.selectbox(key="niveau").set_value("Territoires").run()
            assert not app.exception
            assert len(shapes(app)) == len(listed(app)) > 100
            app.selectbox(key="niveau").set_value(None).run()


def keys(app):
    return {box.key for box in app.selectbox}


def listed(app):
    """Name and value of each row of the list beside the map, in order."""
    found, name = [], None
    for kind, element in flattened(app.main):
        if kind not in ("button", "markdown"):
            continue
        text = element.label if kind == "button" else element.value
        if kind == "button" and element.key.startswith("choisir/liste/"):
            name = re.sub(r":primary\[(.*)\]", r"\1", text)
        elif kind == "markdown" and text.endswith(" (choix actuel)]"):
            name = re.sub(r":small\[\*\*(.*)\*\* .*", r"\1", text)
        elif kind == "markdown" and name:
            found.append((name.replace("\\", ""), re.sub(r":small\[(.*)\]", r"\1", text)))
            name = None
    return found


def mapped(app):
    """Name and value of each shape of the map."""
    [chart] = app.get("deck_gl_json_chart")
    layers = json.loads(chart.proto.json)["layers"]
    filled = next(layer for layer in layers if layer["id"] in ("region", "territoire"))
    shown = [shape["properties"] for shape in filled["data"]["features"]]
    return {(shape["label"], shape["value"]) for shape in shown}


ADDRESSES = {
    "money": {"jeu": "Démonstration"},
    "money of territoires": {"jeu": "Démonstration", "niveau": "Territoires"},
    "a region": {"region": "Bretagne"},
    "a territoire": {"region": "Bretagne", "territoire": "Pays de Redon"},
    "phase 2": {"phase": "Phase 2", "niveau": "Territoires"},
    "an indicator of an enjeu": {"chiffre": "Sites industriels nouveaux ou étendus, solde net"},
    "uptake": {"jeu": "Démonstration", "chiffre": "Recours à l’engagement VTE"},
    "uptake in a region": {
        "jeu": "Démonstration",
        "region": "Bretagne",
        "chiffre": "Recours à l’engagement VTE",
    },
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_the_list_holds_the_same_places_and_values_as_the_map(app, address):
    open_page(app, "pages/territoires/carte.py", address)
    assert not app.exception
    assert not [warning for warning in app.warning if "impossible" in warning.value]
    rows = listed(app)
    assert len(rows) == len(set(rows)) > 5
    assert set(rows) == mapped(app)


def test_the_list_is_sorted_by_value_then_by_name(app):
    address = {"chiffre": "Sites industriels nouveaux ou étendus, solde net"}
    open_page(app, "pages/territoires/carte.py", address)
    values = [text for _, text in listed(app)]
    known = [int(text.split()[0].replace("\u2212", "-")) for text in values if text[0] != "N"]
    assert len(known) == 13
    assert known == sorted(known, reverse=True)
    assert set(values[13:]) == {maps.MISSING_TEXT}, "the unknown come last"
    app.segmented_control(key="ordre").set_value("Nom").run()
    names = [name for name, _ in listed(app)]
    assert names == sorted(names, key=lambda name: name.replace("Î", "I"))


def legend_of(chiffre, niveau="region"):
    outlines = compute("territoires/contours", chiffre.result.filters)
    drawn = maps.choropleth(
        chiffre.result, outlines, niveau=niveau, value=chiffre.value, texts=chiffre.texts
    )
    layers = {layer["id"]: layer for layer in json.loads(drawn.deck.to_json())["layers"]}
    return [text.strip() for text in drawn.legend.data[0].text], layers


def chiffre_of(label, filters, niveau=chiffres.REGIONS):
    definitions = compute(
        "pilotage/indicateurs_definitions", filters.without("region_code", "phase")
    )
    offered = chiffres.offered(definitions, compute("pilotage/engagements", filters))
    return chiffres.read(offered[label][niveau], definitions, filters, compute)


def test_the_legend_prints_the_bounds_and_counts_what_is_not_communicated():
    chiffre = chiffre_of(
        "Sites industriels nouveaux ou étendus, solde net", Filters(snapshot_date=SNAPSHOT)
    )
    legend, layers = legend_of(chiffre)
    assert legend[0] == "\u221215 à 5\u00a0sites (3\u00a0régions)"
    assert legend[-1] == "Non communiqué (5\u00a0régions)"
    counts = [int(re.search(r"\((\d+)", text)[1]) for text in legend]
    assert sum(counts) == 18, "each région is in one class"
    assert layers["inconnu"]["data"], "and hatched"
    assert chiffre.told.startswith("Situation\u00a0: déc.\u00a02023. Sens voulu\u00a0: hausse.")


def test_where_nobody_says_who_uses_an_engagement_nothing_is_counted():
    public = Filters(snapshot_date=SNAPSHOT)
    for label in ("Recours à l’engagement VTE", "Recours à l’engagement Formation (PIC)"):
        chiffre = chiffre_of(label, public)
        silent = chiffre.result.frame["inconnu_count"] == chiffre.result.frame["attendu_count"]
        assert chiffre.result.frame.loc[silent, "utilisateur_count"].isna().all(), label
        assert silent.any()
    legend, _ = legend_of(chiffre)
    assert legend == [maps.NO_VALUE_TEXT]


def test_a_cell_of_the_map_is_the_cell_of_the_matrix():
    rows = chiffre_of("Recours à l’engagement VTE", DEMONSTRATION)
    told = dict(zip(rows.result.frame["zone_name"], rows.texts, strict=True))
    assert told["Bretagne"] == "✓ 9 sur 10"
    assert told["Mayotte"] == "Sans objet", "no territoire there"
    territoires = chiffre_of("Recours à l’engagement VTE", DEMONSTRATION, chiffres.TERRITOIRES)
    legend, _ = legend_of(territoires, "territoire")
    assert [text.split(" (")[0] for text in legend][:2] == ["0 jamais", "✓ oui"]


@pytest.mark.parametrize("jeu", LISTED)
def test_a_region_chosen_in_the_list_shows_its_territoires_then_one_click_clears(app, jeu):
    open_page(app, "pages/territoires/carte.py", {"jeu": jeu})
    app.button(key="choisir/liste/Bretagne").click().run()
    assert app.selectbox(key="region").value == "53"
    names = [name for name, _ in listed(app)]
    assert "Pays de Redon" in names
    assert len(names) < 20
    app.button(key="choisir/liste/Pays de Redon").click().run()
    assert app.selectbox(key="territoire").value == "p1-ti-5309"
    assert len(listed(app)) == len(names), "the chosen one is seen among the others"
    app.button(key="effacer").click().run()
    assert not {"region", "territoire", "niveau"} & set(app.query_params)
    assert len(listed(app)) == 18


def test_an_indicator_that_is_given_by_region_only_says_so_and_shows_the_regions(app):
    address = {
        "region": "Bretagne",
        "chiffre": "Sites industriels nouveaux ou étendus, solde net",
    }
    open_page(app, "pages/territoires/carte.py", address)
    assert "n’est donné que par région" in texts(app)
    assert len(listed(app)) == 18
    assert ("Bretagne", "39\u00a0sites") in listed(app)


def test_a_map_without_a_value_says_so():
    filters = Filters(snapshot_date=SNAPSHOT)
    outlines = compute("territoires/contours", filters)
    result = compute(MAPS["region"], filters)
    drawn = maps.choropleth(result, outlines, niveau="region", value="engage_eur")
    assert [text.strip() for text in drawn.legend.data[0].text] == [maps.NO_VALUE_TEXT]


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
