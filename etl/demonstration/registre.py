"""Published figures that the fiction must meet, read from the register of public claims.

A claim is met by the first monthly statement made on or after its date, the one of its month.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from etl.inputs import ROOT

REGISTER = ROOT / "data" / "sources" / "annonces.csv"

# « Plus de 260 M€ » is met by a little more, « près de 180 M€ » by a little less.
MARGIN = {"plus de": 1.012, "près de": 0.996}


@dataclass(frozen=True)
class Annonce:
    """One published figure: its latest possible date and its value in its own unit."""

    annonce_id: str
    metric_id: str
    day: date
    value: float
    qualifier: str
    perimeter: str
    perimeter_name: str
    # Empty when the claim is about several régions at once.
    region_code: str
    verdict: str

    @property
    def euros(self) -> int:
        """The amount that the fiction gives, for a figure in M€; in hundreds of euros."""
        return round(self.value * MARGIN.get(self.qualifier, 1) * 10_000) * 100


@lru_cache(maxsize=1)
def read() -> dict[str, Annonce]:
    """Return the figures of the register, by identifier."""
    with REGISTER.open(encoding="utf-8", newline="") as stream:
        return {
            row["annonce_id"]: Annonce(
                row["annonce_id"],
                row["metric_id"],
                date.fromisoformat(row["date_end"]),
                float(row["value"]),
                row["qualifier"],
                row["perimeter"],
                row["perimeter_name"],
                row["region_codes"] if ";" not in row["region_codes"] else "",
                row["verdict"],
            )
            for row in csv.DictReader(stream)
            if row["annonce_type"] == "Chiffre" and row["value"]
        }


def of(metric_id: str, perimeter: str = "France") -> list[Annonce]:
    """Return the figures of one metric, in date order."""
    found = [a for a in read().values() if (a.metric_id, a.perimeter) == (metric_id, perimeter)]
    return sorted(found, key=lambda annonce: (annonce.day, annonce.annonce_id))
