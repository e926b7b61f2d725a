"""The reader's selection: which data set, snapshot, phase, region, territoire and enjeu.

A page that compares several territoires, or two snapshots, adds them to it.
"""

from dataclasses import dataclass, replace
from typing import Any

# What the programme's official texts call each phase; dates: see data/README.md (territoires).
PHASES = {1: "Phase 1", 2: "Phase 2"}
JEUX = {"public": "Public", "demonstration": "Démonstration"}


@dataclass(frozen=True)
class Filters:
    """One selection. Field names are the names of the SQL parameters.

    `jeu` and `version` are not: they pick the database. The version is fixed when a page begins, so
    that a publication in the middle of it changes nothing; None is what is published now.
    """

    jeu: str = "public"
    version: str | None = None
    snapshot_date: str | None = None
    phase: int = 1
    region_code: str | None = None
    territoire_id: str | None = None
    enjeu_id: str | None = None
    territoire_ids: tuple[str, ...] = ()
    # The snapshot compared with the one shown (None: the previous one), or each with its previous.
    base_date: str | None = None
    pas_a_pas: bool = False

    def as_params(self) -> dict[str, Any]:
        """Return the SQL parameters a query may declare."""
        return {
            "snapshot_date": self.snapshot_date,
            "phase": self.phase,
            "region_code": self.region_code,
            "territoire_id": self.territoire_id,
            "enjeu_id": self.enjeu_id,
            "territoire_ids": self.territoire_ids,
            "base_date": self.base_date,
            "pas_a_pas": self.pas_a_pas,
        }

    def without(self, *names: str) -> "Filters":
        """Return the same selection with some filters at their default."""
        return replace(self, **{name: getattr(Filters(), name) for name in names})
