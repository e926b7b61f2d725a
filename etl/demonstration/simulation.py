"""Month by month, where the national curves fall: cell by cell, never beyond the stage before.

Amounts are in hundreds of euros, cumulated. Arrays are indexed by line, then by zone
(territoires, régions, France). In a territoire, money is committed only where a fiche asks for it.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from etl.demonstration import courbes, modele, perimetre
from etl.demonstration.fiches import all_fiches
from etl.demonstration.modele import lignes
from etl.demonstration.projets import Projets
from etl.demonstration.repartition import fill

# How far the overspent line may go beyond what was earmarked, once it does.
OVERRUN, OVERRUN_FROM = 1.3, "2022-06"
# A cell receives nothing most months: files come by bursts.
ACTIVITY = 0.3


@dataclass
class Histoire:
    """The whole story: stages × months × lines × zones, and the money of each fiche by month."""

    announced: np.ndarray
    earmarked: list[np.ndarray] = field(default_factory=list)
    committed: list[np.ndarray] = field(default_factory=list)
    paid: list[np.ndarray] = field(default_factory=list)
    fiches_committed: list[np.ndarray] = field(default_factory=list)
    fiches_paid: list[np.ndarray] = field(default_factory=list)


def announced() -> np.ndarray:
    """Return what each zone is announced of each line, by steps of 10 000 €."""
    draws = modele.random("annoncé")
    zones, territoires = perimetre.zones(), perimetre.territoires()
    size = np.array([one.population**0.55 for one in territoires])
    whole = np.zeros((len(lignes()), len(zones)), dtype=np.int64)
    for place, ligne in enumerate(lignes()):
        weight = size * (0.5 + draws.random(len(size)))
        weight *= [one.region_code not in ligne.regions_sans_objet for one in territoires]
        local = ligne.annonce * ligne.territoire * weight / weight.sum()
        whole[place, : len(size)] = np.floor(local / 10_000) * 100
        if ligne.region:
            regional = np.add.reduceat(size, _region_starts())
            shares = ligne.annonce * ligne.region * regional / regional.sum()
            whole[place, len(size) : -1] = np.floor(shares / 10_000) * 100
        whole[place, -1] = ligne.annonce // 100 - whole[place].sum()
    return whole


def _region_starts() -> list[int]:
    codes = [one.region_code for one in perimetre.territoires()]
    return [codes.index(code) for code in perimetre.regions()]


@lru_cache(maxsize=1)
def run() -> Histoire:
    """Return the whole story; the same at each run."""
    story, projets = Histoire(announced()), Projets(all_fiches())
    shape = story.announced.shape
    earmarked, committed, paid = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    curves = courbes.earmarked(), courbes.committed(), courbes.paid()
    keen, draws = _keenness(), modele.random("mois")
    blocked, unknown = _blocked(), _never_reported("Fléché")
    for month in range(len(modele.months())):
        active = draws.random(shape) < ACTIVITY
        active[:, -1] = True
        active |= projets.shared_cells(shape)
        open_cells = ~blocked[month]
        for place, ligne in enumerate(lignes()):
            step = int(curves[0][ligne.ligne_id][month] - earmarked[place].sum()) // 10
            room = (story.announced[place] - earmarked[place]) // 10 * ~unknown[place]
            earmarked[place] += 10 * fill(step, room, story.announced[place] * keen)
        ceiling = _ceiling(earmarked, month)
        steps = [
            int(curves[1][x.ligne_id][month]) - int(committed[p].sum())
            for p, x in enumerate(lignes())
        ]
        later = min(month + 6, len(modele.months()) - 1)
        ahead = [
            int(curves[1][x.ligne_id][later]) - int(committed[p].sum())
            for p, x in enumerate(lignes())
        ]
        new = projets.finance(month, steps, (ceiling - committed) * open_cells, ahead)
        asked = projets.asked(shape)
        for place, step in enumerate(steps):
            committed[place] += new[place]
            room = (ceiling[place] - committed[place]) * open_cells[place] * asked[place]
            weight = room * keen * active[place]
            committed[place] += fill(step - int(new[place].sum()), room, weight)
        for place, ligne in enumerate(lignes()):
            step = int(curves[2][ligne.ligne_id][month] - paid[place].sum())
            room = (committed[place] - paid[place]) * open_cells[place]
            paid[place] += fill(step, room, room * active[place])
        projets.share(committed, paid)
        for kept, now in (
            (story.earmarked, earmarked),
            (story.committed, committed),
            (story.paid, paid),
            (story.fiches_committed, projets.committed),
            (story.fiches_paid, projets.paid),
        ):
            kept.append(now.copy())
    return story


def _ceiling(earmarked: np.ndarray, month: int) -> np.ndarray:
    """Return how much each cell may commit: what is earmarked, but for the overspent line."""
    ceiling = earmarked.copy()
    if month >= modele.rank(OVERRUN_FROM):
        place = [ligne.ligne_id for ligne in lignes()].index(courbes.OVERSPENT)
        ceiling[place] = np.floor(ceiling[place] * OVERRUN)
    return ceiling


def _keenness() -> np.ndarray:
    """Return how fast each zone commits: its région's pace, then its own."""
    draws, keen = modele.random("allant"), modele.parameters()["allant"]
    codes = [one.region_code for one in perimetre.territoires()]
    own = [keen[code] ** 2 for code in codes]
    own *= 0.4 + 1.2 * draws.random(len(codes))
    return np.concatenate([own, [keen[code] for code in perimetre.regions()], [0.6]])


def _blocked() -> np.ndarray:
    """Return, by month, the cells that commit nothing: not entered, dormant, never reported."""
    months, zones = len(modele.months()), perimetre.index()
    blocked = np.zeros((months, len(lignes()), len(zones)), dtype=bool)
    for place, entry in enumerate(perimetre.entry_ranks()):
        blocked[:entry, :, place] = True
    for flaw in modele.toml("defauts.toml")["dormants"]:
        blocked[modele.rank(flaw["depuis"]) :, :, zones[flaw["territoire"]]] = True
    names = [ligne.ligne_id for ligne in lignes()]
    for flaw in modele.toml("defauts.toml")["revisions"]:
        # Nothing else moves when a cell is corrected: its fall is the error, to the euro.
        cell = names.index(flaw["ligne"]), zones[flaw["territoire"]]
        blocked[modele.rank(flaw["correction"]), *cell] = True
    blocked |= _never_reported("Engagé")
    return blocked


def _never_reported(stage: str) -> np.ndarray:
    """Return the cells that never report a stage: the whole is shared among the others."""
    zones = perimetre.index()
    cells = np.zeros((len(lignes()), len(zones)), dtype=bool)
    for flaw in modele.toml("defauts.toml")["manquantes"]:
        for place, ligne in enumerate(lignes()):
            if ligne.engagement_id == flaw["engagement"] and stage in flaw["etapes"]:
                cells[place, [zones[zone] for zone in flaw["territoires"]]] = True
    return cells
