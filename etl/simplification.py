"""Lighten a coverage of polygons for the screen; neighbours keep sharing their edges exactly."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import coverage_clean  # pyright: ignore[reportAttributeAccessIssue] newer than stubs
from shapely.geometry.base import BaseGeometry

# Degrees: three decimals, about 100 m.
GRID = 1e-3
# Square degrees, about 2 km²: smaller islands would be specks.
ISLET_AREA = 2.5e-4
# Tolerance in degrees, then the area in square degrees from which a polygon bears it: one tolerance
# for all would either disfigure a town or make the national map three times heavier.
GRADES = ((0.003, 0.0), (0.006, 0.004), (0.0115, 0.012))
# Rounding may make two edges cross; cleaning moves a corner off the grid. Each settles the other.
ROUNDS = 5


def without_islets(polygons: Sequence[BaseGeometry]) -> NDArray[np.object_]:
    """Return the polygons less their small islands; one that is all small islands keeps them.

    An exclave is no island: it touches a neighbour, and removing it would pierce the map.
    """
    parts, owners = shapely.get_parts(polygons, return_index=True)
    pairs = shapely.STRtree(parts).query(parts, predicate="intersects")
    isolated = np.bincount(pairs[0], minlength=len(parts)) == 1
    kept = ~isolated | (shapely.area(parts) >= ISLET_AREA)
    return np.array(
        [
            shapely.multipolygons(parts[(owners == owner) & kept])
            if kept[owners == owner].any()
            else polygon
            for owner, polygon in enumerate(polygons)
        ]
    )


def simplified(polygons: Sequence[BaseGeometry]) -> NDArray[np.object_]:
    """Return the coverage simplified, the smaller its polygons the less, on a grid of 100 m."""
    light = without_islets(polygons)
    area = shapely.area(light)
    west, south, east, north = shapely.total_bounds(light)
    # With the sea as a neighbour, the edges of the subset at hand that must not move are exactly
    # those shared with the smaller polygons left out of it.
    frame = shapely.box(west - 1, south - 1, east + 1, north + 1)
    sea = frame - shapely.coverage_union_all(light)
    for tolerance, smallest in GRADES:
        large = area >= smallest
        *light[large], sea = shapely.coverage_simplify(
            [*light[large], sea], tolerance, simplify_boundary=False
        )
    return _on_grid(light)


def _on_grid(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the coverage with its corners on the grid; raise when it cannot be kept clean.

    Corners are rounded one by one, which keeps shared edges identical but may make edges cross.
    """
    for _ in range(ROUNDS):
        polygons = shapely.set_precision(polygons, GRID, mode="pointwise")
        if shapely.is_valid(polygons).all() and shapely.coverage_is_valid(polygons):
            if shapely.is_empty(polygons).any():
                raise ValueError("Un contour disparaît à la simplification")
            return polygons
        polygons = coverage_clean(polygons, snapping_distance=0, gap_width=GRID)
    raise ValueError("Les contours simplifiés se recouvrent encore après nettoyage")
