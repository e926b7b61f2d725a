"""Overseas shapes moved beside the Atlantic coast, one frame per region."""

from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

# What remains free between a shape and its frame, as a share of the radius.
MARGIN = 0.06
SEGMENTS_PER_QUARTER = 12


@dataclass(frozen=True)
class Cadre:
    """A round frame: its centre, and its radius in degrees of latitude."""

    longitude: float
    latitude: float
    radius: float

    @property
    def outline(self) -> Polygon:
        """The frame as it looks round on the map."""
        disc = shapely.Point(0, 0).buffer(self.radius, quad_segs=SEGMENTS_PER_QUARTER)
        return shapely.transform(disc, self.from_local)

    def from_local(self, offsets: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn offsets from the centre, the same length in both directions, into coordinates."""
        stretch = np.array([1 / cos(radians(self.latitude)), 1])
        return offsets * stretch + [self.longitude, self.latitude]


# Where the ANCT's own maps have their five circles; which region goes where is our choice.
CADRES = {
    "01": Cadre(-3.880, 45.383, 0.672),
    "02": Cadre(-3.645, 44.078, 0.494),
    "03": Cadre(-3.096, 42.377, 1.115),
    "04": Cadre(-2.288, 44.556, 0.510),
    "06": Cadre(-2.152, 45.566, 0.440),
}


def placed(region_code: str, polygons: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return the polygons of one overseas region, moved and scaled together into its frame."""
    cadre = CADRES[region_code]
    whole = shapely.union_all(polygons)
    _, south, _, north = whole.bounds
    squeeze = np.array([cos(radians((south + north) / 2)), 1])
    circle = shapely.minimum_bounding_circle(shapely.transform(whole, lambda xy: xy * squeeze))
    centre = np.array(circle.centroid.coords[0])
    radius = shapely.minimum_bounding_radius(circle)
    scale = cadre.radius * (1 - MARGIN) / radius

    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return cadre.from_local((xy * squeeze - centre) * scale)

    return [shapely.transform(polygon, move) for polygon in polygons]
