"""The perimeter: real territoires, fictitious dates of entry, absorptions and foundations."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from etl import public
from etl.demonstration import modele

LAUNCH = date(2018, 11, 22)
FRANCE = "FR"


@dataclass(frozen=True)
class Territoire:
    """A real territoire of phase 1, with the fictitious date of its entry."""

    territoire_id: str
    name: str
    region_code: str
    population: int
    entry: date


@dataclass(frozen=True)
class Fusion:
    """A territoire that its neighbour absorbs from `start`, and that is founded again at `end`."""

    territoire_id: str
    absorber_id: str
    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether the territoire is absorbed on that day."""
        return self.start <= day < self.end


@lru_cache(maxsize=1)
def territoires() -> tuple[Territoire, ...]:
    """Return the 149 territoires of phase 1, by identifier."""
    entries = {
        territoire_id: entry["date"]
        for entry in modele.toml("perimetre.toml")["entrees"]
        for territoire_id in entry["territoires"]
    }
    rows = public.rows("territoires").to_pylist()
    found = [
        Territoire(
            row["territoire_id"],
            row["territoire_name"],
            row["region_code"],
            row["population"],
            entries.pop(row["territoire_id"], LAUNCH),
        )
        for row in rows
        if row["phase"] == 1
    ]
    if entries:
        raise ValueError(f"territoires inconnus : {', '.join(sorted(entries))}")
    return tuple(sorted(found, key=lambda one: one.territoire_id))


def name(zone: str) -> str:
    """Return the name of a territoire."""
    return next(one.name for one in territoires() if one.territoire_id == zone)


@lru_cache(maxsize=1)
def fusions() -> tuple[Fusion, ...]:
    """Return the absorptions."""
    return tuple(
        Fusion(entry["territoire"], entry["absorbe_par"], entry["debut"], entry["fin"])
        for entry in modele.toml("perimetre.toml")["fusions"]
    )


def absorbed(day: date) -> dict[str, str]:
    """Return the territoires absorbed on that day, and by whom."""
    return {one.territoire_id: one.absorber_id for one in fusions() if one.holds(day)}


def present(day: date) -> list[Territoire]:
    """Return the territoires of the programme on that day."""
    gone = absorbed(day)
    return [one for one in territoires() if one.entry <= day and one.territoire_id not in gone]


@lru_cache(maxsize=1)
def regions() -> tuple[str, ...]:
    """Return the codes of the régions that have a territoire."""
    return tuple(sorted({one.region_code for one in territoires()}))


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """Return every zone in the order of the arrays: territoires, régions, France."""
    return (*(one.territoire_id for one in territoires()), *regions(), FRANCE)


@lru_cache(maxsize=1)
def index() -> dict[str, int]:
    """Return the place of each zone in the arrays."""
    return {zone: place for place, zone in enumerate(zones())}


@lru_cache(maxsize=1)
def entry_ranks() -> np.ndarray:
    """Return, for each territoire, the rank of the first statement that holds it."""
    return np.array([max(0, modele.rank(one.entry)) for one in territoires()])


def maille(zone: str) -> str:
    """Return the level of a zone."""
    if zone == FRANCE:
        return "France"
    return "Territoire" if "-ti-" in zone else "Région"
