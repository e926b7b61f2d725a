"""The money of each fiche-action: its part of what its territoire's cell commits and pays.

For every territoire and engagement, the fiches add up to what the operator states.
"""

import numpy as np

from etl.demonstration import modele, perimetre
from etl.demonstration.fiches import Fiche
from etl.demonstration.modele import lignes
from etl.demonstration.registre import read

# Published numbers of projects that received money, then fiction.
FINANCED = (
    ("2019-02", 0),
    ("chiffre-022", 0),
    ("chiffre-026", 0),
    ("2020-02", 410),
    ("2022-12", 1380),
)
FIRST_GRANT = 50
# Share of the fiches that may be financed at all.
MAY_BE_FINANCED = 0.93


class Projets:
    """The fiches as the months pass: which are financed, with how much."""

    def __init__(self, fiches: tuple[Fiche, ...]) -> None:
        """Start with no fiche financed."""
        self.fiches = fiches
        self.committed = np.zeros(len(fiches), dtype=np.int64)
        self.paid = np.zeros(len(fiches), dtype=np.int64)
        self.is_financed = np.zeros(len(fiches), dtype=bool)
        self._draws = modele.random("projets")
        self._lines = {
            engagement_id: [p for p, x in enumerate(lignes()) if x.engagement_id == engagement_id]
            for engagement_id in {ligne.engagement_id for ligne in lignes()}
        }
        self._cells: dict[tuple[str, int], list[int]] = {}
        self._seen: dict[tuple[str, int], tuple[int, int]] = {}
        zones = perimetre.index()
        self._zones = [[zones[zone] for zone in fiche.territoire_ids] for fiche in fiches]
        self._quota = _quota()

    def finance(
        self, month: int, steps: list[int], room: np.ndarray, ahead: list[int]
    ) -> np.ndarray:
        """Finance the next fiches, up to this month's number; return the first grants, by cell.

        `ahead` is what each line must commit in the coming months: the line whose open cells have
        the least room for it is served first.
        """
        grants = np.zeros_like(room)
        left = [step // FIRST_GRANT for step in steps]
        waiting = self._waiting(month)
        for _ in range(int(self._quota[month] - self.is_financed.sum())):
            asked = self.asked(room.shape)
            cover = ((room * asked).sum(axis=1) + 1) / (np.array(ahead) + 1)
            for line in np.argsort(cover, kind="stable"):
                rank = self._candidate(waiting, int(line), left, room - grants, asked)
                if rank is not None:
                    grants[line, self._zones[rank]] += FIRST_GRANT
                    left[line] -= len(self._zones[rank])
                    self._open(rank)
                    waiting.remove(rank)
                    break
        return grants

    def _waiting(self, month: int) -> list[int]:
        return [
            rank
            for rank, fiche in enumerate(self.fiches)
            if fiche.month <= month
            and not self.is_financed[rank]
            and fiche.engagement_id in self._lines
            and (fiche.draw < MAY_BE_FINANCED or len(fiche.shares) > 1)
        ]

    def _candidate(
        self, waiting: list[int], line: int, left: list[int], room: np.ndarray, asked: np.ndarray
    ) -> int | None:
        """Return the next fiche of a line: a shared one, else one that opens a cell, else any."""
        found = [
            rank
            for rank in waiting
            if line in self._lines[self.fiches[rank].engagement_id]
            and left[line] >= len(self._zones[rank])
            and (room[line, self._zones[rank]] >= FIRST_GRANT).all()
            # A shared fiche is never alone in a cell: what its shares leave goes to another.
            and (len(self._zones[rank]) == 1 or asked[line, self._zones[rank]].all())
        ]
        shared = [rank for rank in found if len(self._zones[rank]) > 1]
        opening = [rank for rank in found if not asked[line, self._zones[rank][0]]]
        return (shared or opening or found or [None])[0]

    def _open(self, rank: int) -> None:
        self.is_financed[rank] = True
        for zone in self._zones[rank]:
            self._cells.setdefault((self.fiches[rank].engagement_id, zone), []).append(rank)

    def asked(self, shape: tuple[int, ...]) -> np.ndarray:
        """Return which cells may commit: where a fiche is financed, and all above territoires."""
        asked = np.zeros(shape, dtype=bool)
        asked[:, len(perimetre.territoires()) :] = True
        for engagement_id, zone in self._cells:
            asked[self._lines[engagement_id], zone] = True
        return asked

    def shared_cells(self, shape: tuple[int, ...]) -> np.ndarray:
        """Return the cells of fiches over several territoires: they move every month."""
        cells = np.zeros(shape, dtype=bool)
        for fiche, zones in zip(self.fiches, self._zones, strict=True):
            if len(zones) > 1 and fiche.engagement_id in self._lines:
                for line in self._lines[fiche.engagement_id]:
                    cells[line, zones] = True
        return cells

    def share(self, committed: np.ndarray, paid: np.ndarray) -> None:
        """Share what each cell has committed and paid this month among its fiches."""
        moves: dict[tuple[str, int], tuple[int, int]] = {}
        for cell in self._cells:
            lines, zone = self._lines[cell[0]], cell[1]
            now = int(committed[lines, zone].sum()), int(paid[lines, zone].sum())
            before = self._seen.get(cell, (0, 0))
            moves[cell] = now[0] - before[0], now[1] - before[1]
            self._seen[cell] = now
        for rank in np.flatnonzero(self.is_financed):
            if len(self._zones[rank]) > 1:
                self._share_between(int(rank), moves)
        for cell, (more, settled) in moves.items():
            own = [rank for rank in self._cells[cell] if len(self._zones[rank]) == 1]
            if own:
                self._commit(own, more)
                self._settle(own, settled)

    def _share_between(self, rank: int, moves: dict[tuple[str, int], tuple[int, int]]) -> None:
        """Give a fiche over several territoires the same multiple of its shares in each."""
        fiche = self.fiches[rank]
        cells = [(fiche.engagement_id, zone) for zone in self._zones[rank]]
        pairs = list(zip(cells, fiche.shares, strict=True))
        more = min(moves[cell][0] // (2 * share) for cell, share in pairs)
        settled = min(moves[cell][1] // (2 * share) for cell, share in pairs)
        room = int(self.committed[rank] - self.paid[rank]) // 100 + more
        settled = min(settled, room)
        for cell, share in pairs:
            moves[cell] = moves[cell][0] - more * share, moves[cell][1] - settled * share
        self.committed[rank] += 100 * more
        self.paid[rank] += 100 * settled

    def _commit(self, own: list[int], units: int) -> None:
        for rank in own:
            if units >= FIRST_GRANT and not self.committed[rank]:
                self.committed[rank] += FIRST_GRANT
                units -= FIRST_GRANT
        if units:
            self.committed[own[int(self._draws.random() * len(own))]] += units

    def _settle(self, own: list[int], units: int) -> None:
        for rank in own:
            settled = min(units, int(self.committed[rank] - self.paid[rank]))
            self.paid[rank] += settled
            units -= settled


def _quota() -> np.ndarray:
    points = [
        (modele.rank(read()[key].day), round(read()[key].value))
        if key in read()
        else (modele.rank(key), n)
        for key, n in FINANCED
    ]
    ranks, values = zip(*points, strict=True)
    return np.floor(np.interp(range(len(modele.months())), ranks, values) + 0.5).astype(int)
