"""The model's parameters, read from `modele.toml`, and the months it runs over."""

import tomllib
import zlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Ligne:
    """One engagement and one nature of money: how much, where, how fast. Amounts in euros."""

    ligne_id: str
    engagement_id: str
    operateur_id: str
    nature: str
    annonce: int
    territoire: float
    region: float
    etapes: tuple[float, ...]
    engage: float
    delai: int
    dossier: int
    regions_sans_objet: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def toml(name: str) -> dict[str, Any]:
    """Return one parameter file of this folder."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def parameters() -> dict[str, Any]:
    """Return `modele.toml`."""
    return toml("modele.toml")


@lru_cache(maxsize=1)
def lignes() -> tuple[Ligne, ...]:
    """Return the lines of money, in order."""
    return tuple(
        Ligne(
            **entry
            | {
                "etapes": tuple(entry["etapes"]),
                "regions_sans_objet": tuple(entry.get("regions_sans_objet", ())),
            }
        )
        for entry in parameters()["lignes"]
    )


@lru_cache(maxsize=1)
def months() -> tuple[date, ...]:
    """Return the last day of each month of the demonstration."""
    year, month = map(int, parameters()["premier_mois"].split("-"))
    count = parameters()["nombre_de_mois"]
    firsts = [_first(year, month + rank) for rank in range(1, count + 1)]
    return tuple(first - timedelta(days=1) for first in firsts)


def _first(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def rank(moment: date | str) -> int:
    """Return the rank of the month that holds a date (or « 2021-07 »), which may be outside."""
    start = months()[0]
    year, month = (
        map(int, moment.split("-")[:2]) if isinstance(moment, str) else (moment.year, moment.month)
    )
    return (year - start.year) * 12 + month - start.month


def random(name: str) -> np.random.Generator:
    """Return the random draws of one part of the model; parts do not disturb one another."""
    return np.random.Generator(np.random.PCG64([parameters()["graine"], zlib.crc32(name.encode())]))
