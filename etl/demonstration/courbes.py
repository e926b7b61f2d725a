"""National curves: what each line has earmarked, committed and paid at the end of each month.

Amounts are in hundreds of euros, cumulated. Committed and paid meet the published totals.
"""

from functools import lru_cache

import numpy as np

from etl.demonstration import fonds, modele, registre, rythme
from etl.demonstration.modele import Ligne, lignes

# The published totals of money committed that the fiction meets, in date order, and the operator's.
COMMITTED = ("chiffre-020", "chiffre-028", "chiffre-049", "chiffre-055")
OPERATOR, OPERATOR_AT, OPERATOR_COMMITTED = "banque-des-territoires", "chiffre-028", "chiffre-027"
COMMITTED_END, PAID_END = "chiffre-146", "chiffre-147"
# Real: the convention of 5 March 2019 earmarks 100 M€ a year until 2022 (sources/financements.csv).
CONVENTION, CONVENTION_UNITS, CONVENTION_ENGAGEMENT = "2019-03", 4_000_000, "eng-07"
EARMARKED_END = 0.985
# Fiction: the line that is overspent and by how much, the line whose operator stops reporting.
OVERSPENT, OVERSPENT_SHARE = "ingenierie", 1.09
SILENT, SILENT_FROM = "ecologie", "2022-07"


@lru_cache(maxsize=1)
def committed() -> dict[str, np.ndarray]:
    """Return what each line has committed, by month."""
    ranks = [modele.rank(registre.read()[annonce_id].day) for annonce_id in COMMITTED]
    anchors = [_at_anchor(place) for place in range(len(COMMITTED))]
    ends = _ends()
    curves = {}
    for place, ligne in enumerate(lignes()):
        noise = 0.6 + 0.8 * modele.random(f"engagé {ligne.ligne_id}").random(len(modele.months()))
        points = [(-1, 0), (modele.rank("2019-02"), 0)]
        points += [(rank, int(at[place])) for rank, at in zip(ranks, anchors, strict=True)]
        points += [(len(noise) - 1, int(ends[place]))]
        curve = rythme.between(points, rythme.season() * noise)
        if ligne.ligne_id == SILENT:
            curve[modele.rank(SILENT_FROM) :] = curve[modele.rank(SILENT_FROM) - 1]
        curves[ligne.ligne_id] = curve
    return curves


def _at_anchor(place: int) -> np.ndarray:
    """Return what each line has committed at one published date, the published total shared."""
    total = registre.read()[COMMITTED[place]].euros // 100
    shares = np.array([ligne.etapes[place] for ligne in lignes()])
    if COMMITTED[place] != OPERATOR_AT:
        return rythme.scaled(total, shares)
    own = registre.read()[OPERATOR_COMMITTED].euros // 100
    theirs = np.array([ligne.operateur_id == OPERATOR for ligne in lignes()])
    return rythme.scaled(own, shares * theirs) + rythme.scaled(total - own, shares * ~theirs)


def _ends() -> np.ndarray:
    """Return each line's last point: the published total, less the fund outside the envelope."""
    total = registre.read()[COMMITTED_END].euros // 100 - int(fonds.committed()[:, -1].sum())
    names = [ligne.ligne_id for ligne in lignes()]
    wanted = np.array([ligne.annonce * ligne.engage / 100 for ligne in lignes()])
    own = {names.index(OVERSPENT): lignes()[names.index(OVERSPENT)].annonce * OVERSPENT_SHARE / 100}
    silent = names.index(SILENT)
    scaled = wanted.copy()
    scaled[[*own, silent]] = 0
    ends = rythme.scaled(total - sum(round(amount) for amount in own.values()), scaled)
    for place, amount in own.items():
        ends[place] = round(amount)
    ends[silent] = round(wanted[silent])
    return ends


@lru_cache(maxsize=1)
def earmarked() -> dict[str, np.ndarray]:
    """Return what each line has earmarked, by month: an S-curve, by steps of 1 000 €."""
    signed = modele.rank(CONVENTION)
    covered = [x.ligne_id for x in lignes() if x.engagement_id == CONVENTION_ENGAGEMENT]
    whole = sum(x.annonce for x in lignes() if x.ligne_id in covered) // 100
    curves = {}
    for ligne in lignes():
        announced = ligne.annonce // 100
        if ligne.operateur_id == OPERATOR:
            start = announced * CONVENTION_UNITS / whole
            rise = rythme.logistic(16, 4)
            rise = np.maximum(0, rise - rise[signed]) / (1 - rise[signed])
            curve = start + (EARMARKED_END * announced - start) * rise
            curve[:signed] = 0
        else:
            curve = EARMARKED_END * announced * rythme.logistic(8.5, 3.2)
        curves[ligne.ligne_id] = (curve // 10 * 10).astype(np.int64)
    # Rounding must not cost the convention a euro.
    owed = CONVENTION_UNITS - sum(int(curves[name][signed]) for name in covered)
    curves[covered[0]][signed:] += owed
    return curves


@lru_cache(maxsize=1)
def paid() -> dict[str, np.ndarray]:
    """Return what each line has paid, by month: what was committed some months before, in part."""
    total = registre.read()[PAID_END].euros // 100 - int(fonds.paid()[:, -1].sum())
    shapes = {ligne.ligne_id: _delayed(ligne) for ligne in lignes()}
    visible = [ligne.ligne_id for ligne in lignes() if ligne.ligne_id != SILENT]
    ends = rythme.scaled(total, np.array([float(shapes[name][-1]) for name in visible]))
    last = {name: int(end) for name, end in zip(visible, ends, strict=True)}
    last[SILENT] = int(shapes[SILENT][-1]) * 2 // 5
    curves = {}
    for name, shape in shapes.items():
        curves[name] = np.floor(shape * (last[name] / shape[-1])).astype(np.int64)
        curves[name][-1] = last[name]
    return curves


def _delayed(ligne: Ligne) -> np.ndarray:
    curve = committed()[ligne.ligne_id].astype(float)
    late = np.concatenate([np.zeros(ligne.delai), curve[: -ligne.delai]])
    steps = np.diff(late, prepend=0.0)
    # Half of a month's payments wait for the year's rush.
    weights = rythme.season() / rythme.season().mean()
    waiting = np.convolve(steps, np.ones(6) / 6)[: len(steps)]
    return np.cumsum(0.5 * steps + 0.5 * waiting * weights)
