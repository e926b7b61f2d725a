"""Shapes as a map draws them: without the points that do not show, and the hatch of one of them."""

import json
from functools import lru_cache
from typing import Any

import numpy as np

Ring = list[list[float]]


@lru_cache(maxsize=1024)
def lighter(geojson: str, decimals: int) -> dict[str, Any]:
    """Return the geometry with fewer decimals, without the points that no longer show.

    A point is dropped only when the line moves by less than the rounding.
    """
    rounded = [[_ring(ring, decimals) for ring in polygon] for polygon in _polygons(geojson)]
    kept = [[ring for ring in polygon if len(ring) > 3] for polygon in rounded]
    return {"type": "MultiPolygon", "coordinates": [polygon for polygon in kept if polygon]}


@lru_cache(maxsize=1024)
def hatch(geojson: str, step: float) -> list[Ring]:
    """Return the oblique lines, `step` degrees apart, that lie inside a shape."""
    lines = [np.array(ring)[:, :2] for ring in rings(geojson)]
    start = np.concatenate([line[:-1] for line in lines])
    end = np.concatenate([line[1:] for line in lines])
    # A line is where longitude − latitude is constant: each side of the shape crosses it or not.
    here, there = start[:, 0] - start[:, 1], end[:, 0] - end[:, 1]
    drawn = []
    for level in np.arange(np.ceil(here.min() / step) * step, here.max(), step):
        crossed = (here > level) != (there > level)
        along = (level - here[crossed]) / (there[crossed] - here[crossed])
        points = start[crossed] + along[:, None] * (end[crossed] - start[crossed])
        # Inside and outside alternate from one crossing to the next.
        points = points[points[:, 0].argsort()].round(3).tolist()
        drawn += [list(pair) for pair in zip(points[::2], points[1::2], strict=False)]
    return drawn


def rings(geojson: str) -> list[Ring]:
    """Return the closed lines that a shape is made of, those of its holes too."""
    return [ring for polygon in _polygons(geojson) for ring in polygon]


def _polygons(geojson: str) -> list[list[Ring]]:
    geometry = json.loads(geojson)
    polygons = geometry["coordinates"]
    return [polygons] if geometry["type"] == "Polygon" else polygons


def _ring(ring: Ring, decimals: int) -> Ring:
    kept: Ring = []
    for point in ring:
        place = [round(point[0], decimals), round(point[1], decimals)]
        if kept and place == kept[-1]:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], place, 1.01 * 10 ** (-2 * decimals)):
            kept.pop()
        kept.append(place)
    return kept


def _in_line(start: list[float], middle: list[float], end: list[float], tolerance: float) -> bool:
    (ax, ay), (bx, by) = (
        (there[0] - here[0], there[1] - here[1]) for here, there in ((start, middle), (middle, end))
    )
    return abs(ax * by - ay * bx) < tolerance and ax * bx + ay * by > 0
