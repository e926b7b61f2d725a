"""The fund outside the envelope, région by région: published amounts met, the rest fiction.

Amounts are in hundreds of euros, cumulated, one row per région and one column per month.
"""

from functools import lru_cache

import numpy as np

from etl.demonstration import modele, perimetre, registre, repartition, rythme

ALLOWANCE, TOP_UP = "chiffre-063", "chiffre-089"
START = "2020-09"


@lru_cache(maxsize=1)
def announced() -> np.ndarray:
    """Return the announced allowance, by month."""
    curve = np.zeros(len(modele.months()), dtype=np.int64)
    for annonce_id in (ALLOWANCE, TOP_UP):
        annonce = registre.read()[annonce_id]
        curve[modele.rank(annonce.day) :] += annonce.euros // 100
    return curve


@lru_cache(maxsize=1)
def committed() -> np.ndarray:
    """Return what is committed: the published amounts at their dates, a smooth rise between."""
    settings, codes = modele.parameters()["fonds"], perimetre.regions()
    end, weights = len(modele.months()) - 1, rythme.season()
    start = [(-1, 0), (modele.rank(START), 0)]
    last = round(int(announced()[-1]) * settings["part_engagee_fin"])
    national = [(modele.rank(a.day), a.euros // 100) for a in registre.of("fonds-subventions")]
    total = rythme.between([*start, *national, (end, last)], weights)
    rows = np.zeros((len(codes), len(weights)), dtype=np.int64)
    published = registre.of("fonds-subventions", "Région")
    for annonce in published:
        rank, value = modele.rank(annonce.day), annonce.euros // 100
        # After its published amount, the région rises less than the country, and never falls.
        final = round(value * (last / int(total[rank])) ** 0.5)
        points = [*start, (rank, value), (end, final)]
        rows[codes.index(annonce.region_code)] = rythme.between(points, weights)
    known = {annonce.region_code for annonce in published}
    pull = np.array([0.0 if code in known else settings["poids"][code] for code in codes])
    room = np.where(pull > 0, last, 0)
    rest = np.diff(total - rows.sum(axis=0), prepend=0)
    for month, units in enumerate(rest):
        rows[:, month] += repartition.fill(int(units), room, pull)
    free = pull > 0
    rows[free] = np.cumsum(rows[free], axis=1)
    return rows


@lru_cache(maxsize=1)
def earmarked() -> np.ndarray:
    """Return what is earmarked: what will be committed within four months, by 1 000 €."""
    ahead = np.concatenate([committed()[:, 4:], np.repeat(committed()[:, -1:], 4, axis=1)], axis=1)
    ahead[:, : modele.rank(START)] = 0
    return (ahead + 9) // 10 * 10


@lru_cache(maxsize=1)
def paid() -> np.ndarray:
    """Return what is paid: a part of what was committed some months before."""
    settings = modele.parameters()["fonds"]
    late = np.zeros_like(committed())
    late[:, settings["delai"] :] = committed()[:, : -settings["delai"]]
    share = settings["part_payee_fin"] * committed()[:, -1:] / np.maximum(1, late[:, -1:])
    return np.minimum(committed(), np.floor(late * share)).astype(np.int64)
