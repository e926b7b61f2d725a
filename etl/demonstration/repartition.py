"""Share a whole among cells, to the unit, without passing what each may take."""

import numpy as np


def fill(total: int, room: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return `total` units shared in proportion to `weight`, none beyond its `room`.

    The parts add up to the whole. Cells of null weight are used only when the others are full.
    Raises ValueError when there is less room than units.
    """
    room = np.maximum(room, 0)
    if total > int(room.sum()):
        raise ValueError(f"{total} unités pour {int(room.sum())} places")
    given = np.zeros(len(room), dtype=np.int64)
    left = total
    while left:
        free = room - given
        pull = np.where(free > 0, weight, 0.0)
        if not pull.any():
            pull = np.where(free > 0, 1.0, 0.0)
        part = np.minimum(np.floor(left * (pull / pull.sum())).astype(np.int64), free)
        if not part.any():
            # Fewer units than cells: one each, the strongest pull first.
            order = np.argsort(-pull, kind="stable")[: int(min(left, (pull > 0).sum()))]
            part[order] = 1
        given += part
        left -= int(part.sum())
    return given
