"""Blanks of the commune outlines, which are two years older than the list of communes; and water.

Where communes merged after the outlines were drawn, the package keeps the outline of one of them
and leaves the others blank. The blank belongs to the commune that absorbed them.
"""

import csv
import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from etl import decoupage
from etl.inputs import Inputs

Outlines = dict[str, BaseGeometry]

# Llívia is Spanish: the one hole of the map that must stay.
LLIVIA = Point(1.980, 42.466)
# Saillans absorbed Véronne; a second neighbour (Eygluy-Escoulin, merged long before) also has a
# former code, and neither has communes déléguées, so that no rule can tell them apart.
KNOWN_HOLES = ((Point(5.2067, 44.7395), "26289"),)
TOUCHING = 1e-4
# Square degrees, about 0.4 km²: smaller holes are lagoons and rounding, given to any neighbour.
SMALLEST_COMMUNE = 5e-5
# The reference départements are drawn to about a kilometre: only wider differences are real.
REFERENCE_ERROR = 0.01
# The two banks of the Gironde, whose communes reach the middle of the estuary.
ESTUARY_DEPARTEMENTS = {"17", "33"}


@cache
def _vanished_codes(inputs: Inputs) -> set[str]:
    """Return the codes that existed in 2023 and no longer do, as far as the sources list them."""
    path = inputs.sources / "territoires" / "ti_phase2_183_communes_cog2023.csv"
    with path.open(encoding="utf-8", newline="") as file:
        listed = {row["insee_com"] for row in csv.DictReader(file)}
    return listed - decoupage.communes(inputs).keys()


def _undrawn(inputs: Inputs, drawn: Collection[str]) -> set[str]:
    """Return the communes that absorbed a commune déléguée too recent to be drawn."""
    return {
        code
        for code, parts in decoupage.former_communes(inputs).items()
        if not set(parts) - {code} <= set(drawn)
    }


def _owner(hole: Polygon, neighbours: list[str], undrawn: set[str], inputs: Inputs) -> str:
    """Return the neighbour that absorbed what lies in the hole, by decreasing strength of proof."""
    for point, code in KNOWN_HOLES:
        if hole.contains(point):
            return code
    if hole.area < SMALLEST_COMMUNE:
        return neighbours[0]
    known = decoupage.communes(inputs)
    vanished = _vanished_codes(inputs)
    heirs = [code for code in neighbours if known[code].former_codes]
    proofs = (
        [code for code in heirs if code in undrawn],
        [code for code in heirs if not vanished.isdisjoint(known[code].former_codes)],
        heirs,
    )
    strongest = next((candidates for candidates in proofs if candidates), [])
    if len(strongest) != 1:
        raise ValueError(f"Trou sans propriétaire certain : {hole.representative_point()}, {heirs}")
    return strongest[0]


def _holes(polygons: Sequence[BaseGeometry]) -> list[Polygon]:
    """Return what the polygons enclose and none of them covers, Llívia apart."""
    parts = shapely.get_parts(shapely.union_all(polygons))
    holes = [Polygon(ring) for part in parts for ring in part.interiors]
    return [hole for hole in holes if not hole.contains(LLIVIA)]


def _reference(inputs: Inputs, departement_codes: Collection[str]) -> BaseGeometry:
    """Return the published outline, coarse but complete, of some départements together."""
    path = inputs.sources / "contours" / "departements_101_simplifie_derive.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return shapely.union_all(
        [
            shapely.from_geojson(json.dumps(feature["geometry"]))
            for feature in features
            if feature["properties"]["insee_dep"] in departement_codes
        ]
    )


def _wide(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape less the slivers that are only a difference in drawing."""
    return shape.buffer(-REFERENCE_ERROR).buffer(1.5 * REFERENCE_ERROR) & shape


def _bay(code: str, outlines: Outlines, inputs: Inputs) -> BaseGeometry:
    """Return the blank on the outer border that the reference département gives back."""
    reference = _reference(inputs, {decoupage.communes(inputs)[code].departement_code})
    near = [outline for outline in outlines.values() if outline.intersects(reference)]
    blank = _wide(reference - shapely.union_all(near))
    if blank.is_empty:
        raise ValueError(f"Aucun vide au bord de la commune {code}")
    # The two drawings do not meet everywhere: what stays open between them is the commune's too.
    between = [hole for hole in _holes([*near, blank]) if hole.dwithin(blank, TOUCHING)]
    return shapely.union_all([blank, *between])


def estuary(departements: Mapping[str, BaseGeometry], inputs: Inputs) -> BaseGeometry:
    """Return the water of the Gironde, which the communes share out and no map shows as land."""
    banks = shapely.union_all([departements[code] for code in ESTUARY_DEPARTEMENTS])
    return _wide(banks - _reference(inputs, ESTUARY_DEPARTEMENTS))


def fill(outlines: Outlines, drawn: Collection[str], inputs: Inputs) -> Outlines:
    """Return the outlines, every blank of the map but Llívia given to the commune that owns it.

    `drawn` holds the codes of the communes déléguées that have an outline in the package.
    """
    codes = list(outlines)
    tree = shapely.STRtree(list(outlines.values()))
    undrawn = _undrawn(inputs, drawn)
    pieces: dict[str, list[BaseGeometry]] = {}
    for hole in _holes(list(outlines.values())):
        near = tree.query(hole.buffer(TOUCHING), predicate="intersects")
        owner = _owner(hole, sorted(codes[index] for index in near), undrawn, inputs)
        pieces.setdefault(owner, []).append(hole)
    filled = outlines | {
        code: shapely.union_all([outlines[code], *holes]) for code, holes in pieces.items()
    }
    return filled | {
        code: shapely.union_all([outlines[code], _bay(code, filled, inputs)])
        for code in undrawn - pieces.keys()
    }
