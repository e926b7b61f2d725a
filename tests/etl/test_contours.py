"""The outlines and communes as published: complete, clean, light, and faithful."""

import json
from math import cos, radians

import numpy as np
import pytest
import shapely

from etl import encarts, paquets, public, simplification
from etl.inputs import Inputs

REFERENCES = Inputs().sources / "contours"
TERRITOIRES = {"p1-": 149, "p2-": 183}
needs_references = pytest.mark.skipif(
    not REFERENCES.is_dir(),
    reason="Contours de référence absents : ../shared/data n’est pas livré avec le projet",
)


def rows(table):
    return public.rows(table).to_pylist()


CONTOURS = rows("contours")
SHAPES = {
    (row["niveau"], row["code"], row["vue"]): shapely.from_geojson(row["geojson"])
    for row in CONTOURS
}
DOM = set(encarts.CADRES)


def level(niveau, vue="reel", prefix=""):
    return {
        code: shape
        for (other, code, seen), shape in SHAPES.items()
        if (other, seen) == (niveau, vue) and code.startswith(prefix)
    }


def national(niveau, prefix=""):
    """The rows that a map of France draws: insets in place of the real overseas shapes."""
    chosen = {}
    for row in CONTOURS:  # « encart » comes before « reel »
        if row["niveau"] == niveau and row["code"].startswith(prefix):
            chosen.setdefault(row["code"], row)
    return chosen


def square_degrees(shape):
    """Area in square degrees of latitude: comparable wherever the shape lies."""
    return shapely.transform(shape, lambda xy: xy * [cos(radians(shape.centroid.y)), 1]).area


def test_every_outline_appears_once_per_vue():
    assert len(SHAPES) == len(CONTOURS)
    sizes = {niveau: len(level(niveau)) for niveau in ("region", "departement", "epci")}
    assert sizes == {"region": 18, "departement": 101, "epci": 1255}


@pytest.mark.parametrize(("prefix", "count"), TERRITOIRES.items())
def test_every_territoire_has_an_outline(prefix, count):
    published = {row["territoire_id"] for row in rows("territoires")}
    codes = level("territoire", prefix=prefix).keys()
    assert codes == {code for code in published if code.startswith(prefix)}
    assert len(codes) == count


def test_every_member_has_an_outline():
    drawn = {code for niveau in ("epci", "ept", "commune") for code in level(niveau)}
    assert {row["membre_code"] for row in rows("territoire_membres")} <= drawn


def test_outlines_are_valid_and_oriented_and_fit_their_bounds():
    shapes = np.array(list(SHAPES.values()))
    assert shapely.is_valid(shapes).all()
    assert (shapely.area(shapes) > 0).all()
    outer = shapely.get_exterior_ring(shapely.get_parts(shapes))
    assert shapely.is_ccw(outer).all()
    written = [[row[side] for side in ("west", "south", "east", "north")] for row in CONTOURS]
    assert np.array_equal(shapely.bounds(shapes), written)


@pytest.mark.parametrize("vue", ["reel", "encart"])
@pytest.mark.parametrize("niveau", ["region", "departement", "epci"])
def test_neighbours_share_their_edges(niveau, vue):
    assert shapely.coverage_is_valid(list(level(niveau, vue).values()))


@pytest.mark.parametrize("niveau", ["region", "departement", "epci"])
def test_the_only_hole_in_france_is_llivia(niveau):
    for vue, expected in (("reel", [True]), ("encart", [])):
        parts = shapely.get_parts(shapely.coverage_union_all(list(level(niveau, vue).values())))
        holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
        assert [hole.contains(shapely.Point(1.98, 42.466)) for hole in holes] == expected


def test_territoires_of_a_phase_do_not_overlap():
    for prefix in TERRITOIRES:
        assert shapely.coverage_is_valid(list(level("territoire", prefix=prefix).values()))


def test_the_national_map_is_light():
    def size(niveau, prefix=""):
        return sum(len(row["geojson"]) for row in national(niveau, prefix).values())

    assert size("region") <= 120_000
    assert max(size("territoire", prefix) for prefix in TERRITOIRES) <= 300_000
    assert (public.FOLDER / public.path("contours")).stat().st_size <= 1_000_000


def test_insets_are_the_overseas_shapes_and_nothing_else():
    assert level("region", "encart").keys() == level("cadre", "encart").keys() == DOM
    overseas = shapely.union_all([level("region")[code] for code in DOM])
    for niveau in ("departement", "epci", "territoire"):
        inside = {code for code, shape in level(niveau).items() if shape.intersects(overseas)}
        assert level(niveau, "encart").keys() == inside


def test_insets_lie_in_their_frames_apart_from_one_another_and_from_the_coast():
    frames = level("cadre", "encart")
    for code, region in level("region", "encart").items():
        assert frames[code].contains(region)
    coast = [shape for code, shape in level("region").items() if code not in DOM]
    apart = [*frames.values(), shapely.union_all(coast)]
    assert not any(a.intersects(b) for i, a in enumerate(apart) for b in apart[i + 1 :])
    assert shapely.union_all(list(frames.values())).contains(
        shapely.union_all([s for (_, _, vue), s in SHAPES.items() if vue == "encart"])
    )


@pytest.mark.parametrize("code", sorted(DOM))
def test_insets_keep_the_proportions_of_the_region(code):
    def proportions(vue):
        west, south, east, north = level("region", vue)[code].bounds
        return (east - west) * cos(radians((south + north) / 2)) / (north - south)

    assert proportions("encart") == pytest.approx(proportions("reel"), rel=0.06)


@needs_references
@pytest.mark.parametrize(
    "name", ["ti_phase1_149", "ti_phase2_183", "regions_18", "departements_101"]
)
def test_shapes_are_those_of_the_published_outlines(name):
    content = json.loads((REFERENCES / f"{name}_simplifie_derive.geojson").read_text("utf-8"))
    prefix = {"ti_phase1_149": "p1-", "ti_phase2_183": "p2-"}.get(name, "")
    field = "id_ti" if prefix else f"insee_{name[:3]}"
    ours = level("territoire" if prefix else name.split("_")[0][:-1])
    gaps, overlaps = {}, {}
    for feature in content["features"]:
        theirs = shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"])))
        code = prefix + feature["properties"][field]
        gaps[code] = abs(square_degrees(ours[code]) / square_degrees(theirs) - 1)
        overlaps[code] = (ours[code] & theirs).area / (ours[code] | theirs).area
    assert len(gaps) == int(name.split("_")[-1])
    assert {code: gap for code, gap in gaps.items() if gap > 0.07} == {}
    assert {code: share for code, share in overlaps.items() if share < 0.9} == {}


def test_communes_add_up_to_the_published_counts():
    communes = rows("territoire_communes")
    by_phase = {p: [r for r in communes if r["territoire_id"].startswith(p)] for p in TERRITOIRES}
    assert {row["cog_year"] for row in by_phase["p1-"]} == {2026}
    assert {row["cog_year"] for row in by_phase["p2-"]} == {2023}
    for prefix, members in by_phase.items():
        codes = [row["commune_code"] for row in members]
        assert len(set(codes)) == len(codes), "commune in two territoires"
        assert len({row["territoire_id"] for row in members}) == TERRITOIRES[prefix]
    assert len(by_phase["p2-"]) == 18_726
    for territoire in rows("territoires"):
        if territoire["phase"] == 1:
            mine = [r for r in communes if r["territoire_id"] == territoire["territoire_id"]]
            assert len(mine) == territoire["commune_count"]


def test_simplifying_drops_islets_but_no_polygon():
    speck = shapely.box(3, 3, 3.01, 3.01)
    mainland = shapely.union_all([shapely.box(0, 0, 1, 1), speck])
    island = shapely.box(5, 5, 5.01, 5.01)
    without, alone = simplification.without_islets([mainland, island])
    assert without.area == 1
    assert alone.equals(island)


def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path):
    (tmp_path / paquets.DECOUPAGE.file_name).write_bytes(b"autre chose")
    with pytest.raises(ValueError, match="empreinte SHA-256 inattendue"):
        paquets.fetch(paquets.DECOUPAGE, tmp_path)
