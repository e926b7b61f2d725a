"""Outlines drawn as SVG paths, in fiftieths of a degree: small, and the same bytes each time."""

from typing import Any
from xml.sax.saxutils import quoteattr

from tdi import formes, theme

_DECIMALS = 2
# A degree of longitude is this much shorter than one of latitude, in the middle of France.
_SQUEEZE = 0.69
# A fiftieth of a degree is a tenth of a millimetre on the page.
_SCALE = 50
_HATCH_STEP = 0.2
_MARGIN = 6
# Under this size, a shape is circled, or a reader would not find it.
_CIRCLE = 24

Row = dict[str, Any]


class Drawing:
    """Shapes on one map; rows are those of `territoires/contours`."""

    def __init__(self, rows: list[Row]) -> None:
        """Open a drawing that holds all of `rows`."""
        self._west = min(row["west"] for row in rows)
        self._north = max(row["north"] for row in rows)
        east, south = max(row["east"] for row in rows), min(row["south"] for row in rows)
        right, bottom = self._at(east, south)
        self._box = (right + 2 * _MARGIN, bottom + 2 * _MARGIN)
        self._parts: list[str] = []
        self._above: list[str] = []

    @property
    def height_share(self) -> float:
        """Height of the drawing for a width of one."""
        return round(self._box[1] / self._box[0], 4)

    def fill(self, rows: list[Row], fill: str, stroke: str, width: float) -> None:
        """Draw shapes, each filled and lined."""
        self._parts += [self._shape(row, fill, stroke, width) for row in rows]

    def over(self, rows: list[Row], stroke: str, width: float) -> None:
        """Draw the outline of shapes above all others, whatever is drawn after."""
        self._above += [self._shape(row, "none", stroke, width) for row in rows]

    def hatch(self, rows: list[Row]) -> None:
        """Hatch shapes: what nobody gives is not told by a colour alone."""
        for row in rows:
            lines = formes.hatch(row["geojson"], _HATCH_STEP)
            path = "".join(self._line(line) for line in lines)
            self._parts.append(
                f'<path d="{path}" fill="none" stroke="{theme.GREY}" stroke-width="0.75"/>'
            )

    def circle(self, row: Row) -> None:
        """Circle one shape."""
        left, top = self._at(row["west"], row["north"])
        right, bottom = self._at(row["east"], row["south"])
        radius = max(_CIRCLE, round(max(right - left, bottom - top) * 0.75))
        self._above.append(
            f'<circle cx="{(left + right) // 2 + _MARGIN}" cy="{(top + bottom) // 2 + _MARGIN}" '
            f'r="{radius}" fill="none" stroke="{theme.INK}" stroke-width="2.5"/>'
        )

    def text(self) -> str:
        """Return the SVG."""
        width, height = self._box
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        return f"{head}{''.join(self._parts + self._above)}</svg>"

    def _at(self, longitude: float, latitude: float) -> tuple[int, int]:
        across = (longitude - self._west) * _SQUEEZE * _SCALE
        return round(across), round((self._north - latitude) * _SCALE)

    def _shape(self, row: Row, fill: str, stroke: str, width: float) -> str:
        path = quoteattr(self._path(row["geojson"]))
        return (
            f'<path d={path} fill="{fill}" fill-rule="evenodd" stroke="{stroke}" '
            f'stroke-width="{width}" stroke-linejoin="round"/>'
        )

    def _path(self, geojson: str) -> str:
        polygons = formes.lighter(geojson, _DECIMALS)["coordinates"]
        lines = [self._line(ring) for polygon in polygons for ring in polygon]
        return "".join(f"{line}Z" for line in lines if line)

    def _line(self, points: list[list[float]]) -> str:
        places = [self._at(*point[:2]) for point in points]
        moved = [
            place
            for place, before in zip(places, [None, *places[:-1]], strict=True)
            if place != before
        ]
        first, *rest = [f"{x + _MARGIN} {y + _MARGIN}" for x, y in moved]
        # Too small to show.
        return f"M{first}L{' '.join(rest)}" if rest else ""
