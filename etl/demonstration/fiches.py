"""The fiches-actions: which project, where, when, under which engagement. All fiction.

Their number at each published date is the number of projects that the register gives.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from etl.demonstration import modele, perimetre, registre

# The real first contract of the programme: its number of fiches is published.
FIRST_CONTRACT, FIRST_CONTRACT_CLAIM = "p1-ti-2402", "chiffre-015"
# The order in which a territoire takes up the engagements, shaken for each; then anything goes.
PRIORITY = (7, 8, 4, 1, 5, 6, 14, 3, 2, 12, 11)
WITHOUT_MONEY = ("", "", "eng-09", "eng-10", "eng-13")
# « Près de 470 » after 474, the rounded repeats: the exact figures are enough.
IGNORED = {"chiffre-039"}
EMPTY_DATES = [("2018-12", 0), ("2019-02", 60)]


@dataclass(frozen=True)
class Fiche:
    """One project: its number, its territoires and their shares (%), its engagement if any."""

    fiche_id: str
    territoire_ids: tuple[str, ...]
    key: str
    shares: tuple[int, ...]
    engagement_id: str
    start: date
    month: int
    draw: float


@lru_cache(maxsize=1)
def counts() -> tuple[int, ...]:
    """Return how many fiches there are at the end of each month."""
    points = [(modele.rank(month), value) for month, value in EMPTY_DATES]
    for claim in registre.of("projets-identifies"):
        rank = modele.rank(claim.day)
        if rank < len(modele.months()) and claim.annonce_id not in IGNORED:
            points.append((rank, round(claim.value)))
    ranks, values = zip(*points, strict=True)
    steps = np.interp(range(len(modele.months())), ranks, values)
    return tuple(int(value) for value in np.floor(steps + 0.5))


@lru_cache(maxsize=1)
def all_fiches() -> tuple[Fiche, ...]:
    """Return every fiche, in the order of their registration."""
    draws = modele.random("fiches")
    shared = {entry["fiche_id"]: entry for entry in modele.toml("defauts.toml")["projets"]}
    dormant = {x["territoire"]: modele.rank(x["depuis"]) for x in _flaws("dormants")}
    found: list[Fiche] = []
    numbers = dict.fromkeys(perimetre.zones(), 0)
    plans = {one.territoire_id: _plan(draws) for one in perimetre.territoires()}
    pull = _pull(draws)
    previous = 0
    for month, (last, count) in enumerate(zip(modele.months(), counts(), strict=True)):
        open_ids = [
            one.territoire_id
            for one in perimetre.present(last)
            if month < dormant.get(one.territoire_id, len(modele.months()))
        ]
        for _ in range(count - previous):
            chosen = _next(open_ids, numbers, pull, month)
            numbers[chosen] += 1
            number = f"{chosen.removeprefix('p1-')}-f{numbers[chosen]:02d}"
            found.append(_fiche(number, chosen, plans[chosen], month, draws, shared))
        previous = count
    missing = set(shared) - {fiche.fiche_id for fiche in found}
    if missing:
        raise ValueError(f"fiches partagées introuvables : {', '.join(sorted(missing))}")
    return tuple(found)


def _flaws(kind: str) -> list[dict]:
    return modele.toml("defauts.toml")[kind]


def _pull(draws: np.random.Generator) -> dict[str, float]:
    """Return how many fiches each territoire tends to have: large ones and keen régions more."""
    keen = modele.parameters()["allant"]
    return {
        one.territoire_id: one.population**0.3
        * (0.6 + 0.8 * draws.random())
        * (0.6 + 0.4 * keen[one.region_code])
        for one in perimetre.territoires()
    }


def _next(open_ids: list[str], numbers: dict[str, int], pull: dict[str, float], month: int) -> str:
    """Return the territoire that is furthest below its share; the first contract comes first."""
    quota = round(registre.read()[FIRST_CONTRACT_CLAIM].value)
    signed = modele.rank(registre.read()[FIRST_CONTRACT_CLAIM].day)
    if month <= signed and month >= signed - 1 and numbers[FIRST_CONTRACT] < quota:
        return FIRST_CONTRACT
    return min(open_ids, key=lambda zone: ((numbers[zone] + 0.5) / pull[zone], zone))


def _plan(draws: np.random.Generator) -> list[str]:
    """Return the engagements that a territoire takes up, in its own order."""
    shaken = np.argsort(np.arange(len(PRIORITY)) + 3 * draws.random(len(PRIORITY)))
    return [f"eng-{PRIORITY[place]:02d}" for place in shaken]


def _fiche(
    number: str,
    zone: str,
    plan: list[str],
    month: int,
    draws: np.random.Generator,
    shared: dict[str, dict],
) -> Fiche:
    rank, draw = int(number[-2:]), float(draws.random())
    if rank % 6 == 0:
        engagement_id = WITHOUT_MONEY[int(draws.random() * len(WITHOUT_MONEY))]
    else:
        done = rank - rank // 6
        engagement_id = plan[(done - 1) % len(plan)] if done <= len(plan) else _any(draws)
    region = zone[6:8]
    if engagement_id == "eng-11" and region in _without_object():
        engagement_id = "eng-05"
    entry = shared.get(number)
    zones = tuple(entry["territoires"]) if entry else (zone,)
    entered = max(one.entry for one in perimetre.territoires() if one.territoire_id in zones)
    last = modele.months()[month]
    start = max(entered, last - timedelta(days=int(draws.random() * (last.day - 1))))
    if start > last:
        raise ValueError(f"{number} : un de ses territoires n’est pas encore entré")
    if entry:
        key, shares, engagement_id = entry["cle"], tuple(entry["parts"]), entry["engagement"]
    else:
        key, shares = "Exclusif", (100,)
    return Fiche(number, zones, key, shares, engagement_id, start, month, draw)


def _any(draws: np.random.Generator) -> str:
    return f"eng-{PRIORITY[int(len(PRIORITY) * draws.random() ** 1.5)]:02d}"


@lru_cache(maxsize=1)
def _without_object() -> frozenset[str]:
    return frozenset(code for ligne in modele.lignes() for code in ligne.regions_sans_objet)
