"""Two snapshots of the reference size compared, by `python -m bench.evolutions`.

The reference size is that of the design: 149 territoires × 17 engagements × 4 stages × 48, that is
486 336 amounts in each snapshot; here 48 is 6 natures × 8 schemes. One amount in a hundred changes.
Nothing is asserted; the load is printed.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa

from tdi.filters import Filters
from tdi.results import compute
from tdi.snapshots import contract, lot, publishing, references
from tests.snapshots.publications import PUBLISHED_AT, current_references

JEU = "demonstration"
DAYS = (date(2022, 12, 31), date(2023, 1, 31))
ETAPES = ("Annoncé", "Fléché", "Engagé", "Payé")
NATURES = (
    "Subvention", "Avance ou prêt", "Fonds propres",
    "Garantie", "Ingénierie", "Service non monétaire",
)  # fmt: skip
SCHEMES = tuple(f"Dispositif {rank}" for rank in range(1, 9))
CHANGED = 100
QUERIES = ("evolutions_resume", "evolutions", "evolutions_by_zone", "entrees_sorties")
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"region_code": "53"},
    {"enjeu_id": "innover"},
    {"region_code": "84", "enjeu_id": "recruter"},
)


def amounts(day: date, territoires: list[str]) -> Iterator[dict[str, Any]]:
    """The amounts of one snapshot; those of the second differ one time in a hundred."""
    keys = product(territoires, range(1, 18), ETAPES, NATURES, SCHEMES)
    for rank, (territoire_id, engagement, etape, nature, dispositif) in enumerate(keys):
        more = 1000 if day == DAYS[1] and rank % CHANGED == 0 else 0
        yield {
            "cadre": "Hors enveloppe",
            "dispositif": dispositif,
            "engagement_id": f"eng-{engagement:02}",
            "operateur_id": "etat",
            "maille": "Territoire",
            "zone_code": territoire_id,
            "etape": etape,
            "nature": nature,
            "amount_eur": Decimal(10_000 + rank % 977 + more),
            "etat": "Renseigné",
            "reported_date": day,
            "source_id": "registre",
        }


def publish(folder: Path) -> int:
    """Publish both snapshots in `TDI_DATA`; return the number of amounts of each."""
    known = compute("territoires/territoires", Filters(jeu=JEU, snapshot_date=str(DAYS[0])))
    territoires = [row["territoire_id"] for row in known.records()]
    (folder / "references").mkdir()
    for table, path in current_references(JEU).items():
        shutil.copy(path, folder / "references" / f"{table}.parquet")
    os.environ["TDI_DATA"] = str(folder / "donnees")
    references.publish_references(JEU, folder / "references")
    rules = contract.load()
    count = 0
    for day in DAYS:
        rows = pa.Table.from_pylist(
            list(amounts(day, territoires)), schema=rules.table("financements").schema
        )
        count = rows.num_rows
        described = lot.Lot(
            jeu=JEU,
            date=day,
            contrat=rules.version,
            producteur="essai",
            fichiers=(lot.InputFile(nom="releve.csv", sha256="0" * 64),),
        )
        lot.write(folder / day.isoformat(), described, {"financements": rows})
        publishing.publish(folder / day.isoformat(), published_at=PUBLISHED_AT)
    return count


def main() -> None:
    """Print the time of each query, the first comparison apart."""
    with tempfile.TemporaryDirectory() as name:
        count = publish(Path(name))
        print(f"{count} montants par instantané ; charge {os.getloadavg()[0]:.1f} ; en secondes")
        last = Filters(jeu=JEU, snapshot_date=DAYS[1].isoformat())
        compute("filtres/instantanes", last)
        for filters in FILTERS:
            for query in QUERIES:
                begun = time.perf_counter()
                found = compute(f"suivi/{query}", replace(last, **filters))
                spent = time.perf_counter() - begun
                print(f"{filters!s:<50}{query:<22}{len(found.rows):>8} lignes{spent:>8.2f}")


if __name__ == "__main__":
    main()
