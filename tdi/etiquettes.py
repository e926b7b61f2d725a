"""Names over a map: each inside its shape when it fits there, else a number told under the map.

They are words of the page laid over the drawing, not pixels of it; a map does not move under them.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pydeck as pdk
from numpy.typing import NDArray

from tdi import formes, theme
from tdi.comite import mesure

Row = dict[str, Any]
Mask = NDArray[np.bool_]
# Across and down, in pixels from the corner of what is drawn.
Place = tuple[int, int]
# Longitude and latitude of its middle, zoom.
View = tuple[float, float, float]

# Pixels: of the letters, from a line of them to the next, left at both ends of a line.
_SIZE, _LINE, _ROOM = 11, 13, 1
_LINES = 4
# Half of the side of the square that a map fills, in pixels; all of the world at zoom 0.
_HALF, _WORLD = 160, 512


@dataclass(frozen=True)
class Etiquette:
    """Words centred `x` to the right and `y` below the middle of a map, in pixels."""

    words: str
    x: int
    y: int
    color: str


@dataclass(frozen=True)
class Names:
    """What is written over a map, and what its numbers stand for."""

    written: tuple[Etiquette, ...] = ()
    numbered: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """« Sur la carte : 1 Guadeloupe, 2 Martinique. »; empty when every name is written."""
        told = ", ".join(f"{rank}\u00a0{name}" for rank, name in enumerate(self.numbered, start=1))
        return f"Sur la carte\u00a0: {told}." if told else ""

    def html(self, scale: float = 1) -> str:
        """Return them as words of the page, for a map drawn `scale` times as large.

        They are not read aloud: the key under the map, or the list beside it, tells the same.
        """
        spans = "".join(
            f'<span style="left:calc(50% + {one.x * scale:.0f}px);'
            f'top:calc(50% + {one.y * scale:.0f}px);color:{one.color}">'
            f"{escape(one.words).replace(chr(10), '<br>')}</span>"
            for one in self.written
        )
        letters = f"font-size:{_SIZE * scale:.0f}px;line-height:{_LINE * scale:.0f}px"
        return f'<div class="noms" aria-hidden="true" style="{letters}">{spans}</div>'

    def and_one(self, words: str, at: Place, color: str, number_of: str = "") -> "Names":
        """Return these and one more, which is a number when it is the `number_of` a name."""
        one = Etiquette(words, at[0] - _HALF, at[1] - _HALF, color)
        numbered = (*self.numbered, number_of) if number_of else self.numbered
        return replace(self, written=(*self.written, one), numbered=numbered)

    @property
    def next_number(self) -> str:
        """The number of the next name that is not written."""
        return str(len(self.numbered) + 1)


def inside(shapes: Iterable[tuple[Row, str]], view: pdk.ViewState) -> Names:
    """Name shapes, given with their fill, each within its outline and clear of the others."""
    names = Names()
    taken = np.zeros((2 * _HALF, 2 * _HALF), dtype=bool)
    for row, fill in shapes:
        own = _mask((row["geojson"],), _key(view))
        name, number = row["label"], names.next_number
        for words in (*_foldings(name), number):
            fits = _fitting(words, own & ~taken)
            if fits.any():
                at, color = _closest(fits, own), theme.on(fill)
                break
        else:
            # Too small for a number, which is then beside it.
            at, color, words = _closest(_fitting(number, ~own & ~taken), own), theme.INK, number
        names = names.and_one(words, at, color, name if words == number else "")
        taken[_area(words, at)] = True
    return names


def beside(frames: Sequence[Row], land: Sequence[Row], view: pdk.ViewState) -> Names:
    """Number frames, each next to its own line and away from the shapes of `land`.

    Between the frames and the coast there is no room for their names.
    """
    names, key = Names(), _key(view)
    taken = _mask(tuple(row["geojson"] for row in land), key)
    for row in frames:
        taken = taken | _mask((row["geojson"],), key)
    for row in frames:
        number = names.next_number
        free = _fitting(number, ~taken)
        around = (at for at in _around(row, number, key) if free[at[1], at[0]])
        at = next(around, None) or _closest(free, _mask((row["geojson"],), key))
        names = names.and_one(number, at, theme.INK, row["label"])
        taken[_area(number, at)] = True
    return names


@lru_cache(maxsize=1024)
def _foldings(name: str) -> tuple[str, ...]:
    """The ways of writing a name on one line, two, three… ; of each, the narrowest."""
    parts = re.findall(r"[^ -]*-|[^ -]+ ?", name)
    ways = []
    for count in range(1, min(len(parts), _LINES) + 1):
        folded = (
            "\n".join("".join(parts[a:b]).strip() for a, b in pairwise((0, *cuts, len(parts))))
            for cuts in combinations(range(1, len(parts)), count - 1)
        )
        ways.append(min(folded, key=lambda text: _halves(text)[0]))
    return tuple(ways)


def _halves(words: str) -> tuple[int, int]:
    """Half of the width and of the height that words take, in pixels."""
    lines = words.split("\n")
    # Inches at a size in points: at 72 points to the inch, pixels at a size in pixels.
    widest = 72 * max(mesure.width(line, _SIZE) for line in lines)
    return math.ceil(widest / 2) + _ROOM, math.ceil(len(lines) * _LINE / 2)


def _area(words: str, at: Place) -> tuple[slice, slice]:
    across, down = _halves(words)
    return slice(at[1] - down, at[1] + down), slice(at[0] - across, at[0] + across)


def _fitting(words: str, allowed: Mask) -> Mask:
    """Where words may be centred: all of the room that they take is allowed."""
    across, down = _halves(words)
    sums = np.pad(np.cumsum(np.cumsum(allowed, axis=0), axis=1), ((1, 0), (1, 0)))
    rows, columns = sums[2 * down :] - sums[: -2 * down], 2 * across
    whole = (rows[:, columns:] - rows[:, :-columns]) == 4 * across * down
    return np.pad(whole, ((down, down - 1), (across, across - 1)))


def _closest(fits: Mask, shape: Mask) -> Place:
    """The place, among those that fit, nearest to the middle of a shape."""
    middle = np.argwhere(shape if shape.any() else fits).mean(axis=0)
    places = np.argwhere(fits)
    down, across = places[((places - middle) ** 2).sum(axis=1).argmin()]
    return int(across), int(down)


def _around(row: Row, words: str, view: View) -> Iterator[Place]:
    """The places of words against a frame: over it, under it, at its left, at its right."""
    xs, ys = _at(np.array([row["west"], row["east"]]), np.array([row["north"], row["south"]]), view)
    across, down = _halves(words)
    left, right, top, bottom = (
        math.floor(xs[0]),
        math.ceil(xs[1]),
        math.floor(ys[0]),
        math.ceil(ys[1]),
    )
    x, y = (left + right) // 2, (top + bottom) // 2
    for slide in sorted(range(-across, across + 1), key=abs):
        places = (
            (x + slide, top - down),
            (x + slide, bottom + down + 1),
            (left - across, y + slide),
            (right + across + 1, y + slide),
        )
        yield from (one for one in places if 0 <= min(one) <= max(one) < 2 * _HALF)


def _key(view: pdk.ViewState) -> View:
    return float(view.longitude or 0), float(view.latitude or 0), float(view.zoom or 0)


def _at(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64], view: View
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pixels from the left and from the top of points, as a view shows them."""
    longitude, latitude, zoom = view
    scale = _WORLD * 2**zoom / (2 * math.pi)
    middle = math.asinh(math.tan(math.radians(latitude)))
    heights = np.arcsinh(np.tan(np.radians(latitudes))) - middle
    return np.radians(longitudes - longitude) * scale + _HALF, _HALF - heights * scale


@lru_cache(maxsize=256)
def _mask(geojsons: tuple[str, ...], view: View) -> Mask:
    """Return the pixels that shapes cover, which do not overlap."""
    rings = [np.array(ring)[:, :2] for text in geojsons for ring in formes.rings(text)]
    drawn = np.zeros((2 * _HALF, 2 * _HALF), dtype=bool)
    if not rings:
        return drawn
    ends = [
        np.concatenate([ring[part] for ring in rings]).T for part in (slice(-1), slice(1, None))
    ]
    (x0, y0), (x1, y1) = (_at(longitudes, latitudes, view) for longitudes, latitudes in ends)
    for row in range(2 * _HALF):
        crossed = (y0 > row) != (y1 > row)
        along = (row - y0[crossed]) / (y1[crossed] - y0[crossed])
        at = np.ceil(x0[crossed] + along * (x1[crossed] - x0[crossed])).clip(0, 2 * _HALF)
        # Inside and outside alternate from one crossing to the next.
        turns = np.bincount(at.astype(int), minlength=2 * _HALF + 1)[:-1]
        drawn[row] = np.cumsum(turns) % 2 == 1
    return drawn
