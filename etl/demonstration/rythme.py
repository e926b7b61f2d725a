"""Shapes of curves over the months: season, S-curve, passing through known points."""

from itertools import pairwise

import numpy as np

from etl.demonstration import modele


def season() -> np.ndarray:
    """Return the weight of each month: season, then exceptional slow-downs."""
    slow = modele.parameters()["ralentissements"]
    base = modele.parameters()["saison"]
    return np.array([base[day.month - 1] * slow.get(f"{day:%Y-%m}", 1) for day in modele.months()])


def logistic(middle: float, slope: float) -> np.ndarray:
    """Return an S-curve from 0 to 1, half-way at the month of rank `middle`."""
    ranks = np.arange(len(modele.months()))
    return 1 / (1 + np.exp(-(ranks - middle) / slope))


def between(points: list[tuple[int, int]], weights: np.ndarray) -> np.ndarray:
    """Return a cumulative curve through `points` (rank, value), rising as `weights` do."""
    curve = np.zeros(len(weights), dtype=np.int64)
    for (start, low), (end, high) in pairwise(points):
        span = np.cumsum(weights[start + 1 : end + 1])
        curve[start + 1 : end + 1] = low + np.floor((high - low) * span / span[-1] + 0.5)
    curve[points[-1][0] :] = points[-1][1]
    return curve


def scaled(total: int, shares: np.ndarray) -> np.ndarray:
    """Return whole parts of `total` in proportion to `shares`; the largest takes the rounding."""
    parts = np.floor(total * shares / shares.sum()).astype(np.int64)
    parts[int(np.argmax(shares))] += total - int(parts.sum())
    return parts
