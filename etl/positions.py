"""Where published points lie: whether they fit their département, which territoire holds them."""

from collections.abc import Mapping, Sequence
from math import cos, radians

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

Polygons = Mapping[str, BaseGeometry]

# Outlines are simplified, some firms stand in a port or on the wrong side of a limit.
TOLERANCE_KM = 5
KM_PER_DEGREE = 111.195


def distance_km(point: Point, polygon: BaseGeometry) -> float:
    """Return how far the point lies from the polygon, 0 inside it."""
    scale = (cos(radians(point.y)) * KM_PER_DEGREE, KM_PER_DEGREE)
    return shapely.distance(
        *(shapely.transform(shape, lambda xy: xy * scale) for shape in (point, polygon))
    )


def holders(points: Sequence[Point | None], polygons: Polygons) -> list[str | None]:
    """Return the key of the polygon that holds each point, None where none does.

    A point on a shared edge goes to the first key in alphabetical order.
    """
    keys = sorted(polygons)
    tree = shapely.STRtree([polygons[key] for key in keys])
    found: list[str | None] = [None] * len(points)
    pairs = tree.query(list(points), predicate="intersects").T
    for point_index, key_index in sorted(pairs.tolist(), reverse=True):
        found[point_index] = keys[key_index]
    return found


def etats(
    points: Sequence[Point | None], departement_codes: Sequence[str], departements: Polygons
) -> list[str]:
    """Return, for each point, how it fits the département that the source gives."""

    def near(point: Point, code: str) -> bool:
        return code in departements and distance_km(point, departements[code]) <= TOLERANCE_KM

    result = []
    for point, code, holder in zip(
        points, departement_codes, holders(points, departements), strict=True
    ):
        if point is None:
            result.append("absente")
        elif holder == code or near(point, code):
            result.append("cohérente")
        elif holder or any(near(point, other) for other in departements):
            result.append("incohérente avec le département")
        else:
            result.append("hors de France")
    return result


def attributions(
    points: Sequence[Point | None], position_etats: Sequence[str], territoires: Polygons
) -> tuple[list[str | None], list[str]]:
    """Return the territoire of each point that can be trusted, and why the others have none."""
    territoire_ids: list[str | None] = []
    reasons = []
    for etat, holder in zip(position_etats, holders(points, territoires), strict=True):
        trusted = etat == "cohérente"
        territoire_ids.append(holder if trusted else None)
        if trusted:
            reasons.append("attribué" if holder else "hors territoire")
        else:
            reasons.append("position absente" if etat == "absente" else "position incohérente")
    return territoire_ids, reasons
