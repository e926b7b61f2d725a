"""Outlines for the maps: regions, départements, EPCI, other members, territoires of both phases.

All levels are unions of the same simplified pieces, so that their lines lie on one another.
"""

import json
from collections.abc import Mapping

import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from etl import decoupage, encarts, geometrie, lacunes, territoire_communes
from etl.inputs import Inputs
from etl.simplification import simplified

# Niveau and code of one outline.
Key = tuple[str, str]
Shapes = dict[Key, BaseGeometry]

SCHEMA = pa.schema(
    [
        ("niveau", pa.string()),
        ("code", pa.string()),
        ("vue", pa.string()),
        ("geojson", pa.string()),
        ("west", pa.float64()),
        ("south", pa.float64()),
        ("east", pa.float64()),
        ("north", pa.float64()),
    ]
)


def perimeters(inputs: Inputs) -> dict[Key, list[str]]:
    """Return the communes of every outline to draw.

    Members are keyed by SIREN, single communes included, as in `territoire_membres`.
    """
    communes: dict[Key, list[str]] = {}
    for commune in decoupage.communes(inputs).values():
        communes.setdefault(("region", commune.region_code), []).append(commune.code)
        communes.setdefault(("departement", commune.departement_code), []).append(commune.code)
    for siren, groupement in decoupage.epci(inputs).items():
        communes["epci", siren] = list(groupement.commune_codes)
    for phase in territoire_communes.MEMBRE_FILES:
        for territoire_id, members in territoire_communes.membres(inputs, phase).items():
            communes["territoire", territoire_id] = [c for codes in members.values() for c in codes]
            for siren, codes in members.items():
                if siren not in decoupage.epci(inputs):
                    niveau = "ept" if siren in decoupage.ept(inputs) else "commune"
                    communes[niveau, siren] = list(codes)
    return communes


def pieces(inputs: Inputs) -> dict[frozenset[Key], list[str]]:
    """Return the communes grouped by the set of outlines that they belong to."""
    keys: dict[str, set[Key]] = {}
    for key, codes in perimeters(inputs).items():
        for code in codes:
            keys.setdefault(code, set()).add(key)
    grouped: dict[frozenset[Key], list[str]] = {}
    for code in sorted(keys):
        grouped.setdefault(frozenset(keys[code]), []).append(code)
    return grouped


def land(inputs: Inputs) -> dict[frozenset[Key], BaseGeometry]:
    """Return the polygon of each piece, without the water of the Gironde."""
    water = lacunes.estuary(geometrie.departement_polygons(inputs), inputs)
    parts = geometrie.dissolve(inputs, pieces(inputs))
    return geometrie.cleaned({keys: part - water for keys, part in parts.items()})


def outlines(parts: Mapping[frozenset[Key], BaseGeometry]) -> Shapes:
    """Return every outline made up of the pieces, once the pieces are simplified together."""
    by_key: dict[Key, list[BaseGeometry]] = {}
    for keys, part in zip(parts, simplified(list(parts.values())), strict=True):
        for key in keys:
            by_key.setdefault(key, []).append(part)
    return {key: shapely.coverage_union_all(members) for key, members in by_key.items()}


def inset_outlines(parts: Mapping[frozenset[Key], BaseGeometry]) -> Shapes:
    """Return the overseas outlines in their frames, and the frames under the niveau « cadre »."""
    moved: dict[frozenset[Key], BaseGeometry] = {}
    for region_code in encarts.CADRES:
        inside = {keys: part for keys, part in parts.items() if ("region", region_code) in keys}
        shapes = encarts.placed(region_code, list(inside.values()))
        moved.update(zip(inside, shapes, strict=True))
    frames = {("cadre", code): cadre.outline for code, cadre in encarts.CADRES.items()}
    return outlines(moved) | frames


def to_geojson(shape: BaseGeometry) -> str:
    """Return the geometry as compact GeoJSON: three decimals, outer rings counter-clockwise."""
    polygons = [
        [
            [[round(x, 3), round(y, 3)] for x, y in ring.coords]
            for ring in (p.exterior, *p.interiors)
        ]
        for p in shapely.get_parts(shapely.orient_polygons(shape))
    ]
    geometry = (
        {"type": "Polygon", "coordinates": polygons[0]}
        if len(polygons) == 1
        else {"type": "MultiPolygon", "coordinates": polygons}
    )
    return json.dumps(geometry, separators=(",", ":"))


def build(inputs: Inputs) -> pa.Table:
    """Return one row per niveau, code and vue (« reel », and « encart » for what is overseas)."""
    parts = land(inputs)
    views = {"reel": outlines(parts), "encart": inset_outlines(parts)}
    rows = []
    for vue, shapes in views.items():
        for (niveau, code), shape in shapes.items():
            west, south, east, north = (round(bound, 3) for bound in shape.bounds)
            rows.append((niveau, code, vue, to_geojson(shape), west, south, east, north))
    columns = zip(*sorted(rows), strict=True)
    return pa.table(dict(zip(SCHEMA.names, columns, strict=True)), schema=SCHEMA)
