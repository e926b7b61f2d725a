"""What a data set already knows: its reference lists, and its last snapshot before a date."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

import pyarrow as pa
import pyarrow.parquet as pq

from tdi import manifest
from tdi.errors import DataError, UsageError
from tdi.snapshots import contract
from tdi.snapshots.contract import REFERENCES
from tdi.snapshots.lot import TableFile
from tdi.snapshots.names import Names, key
from tdi.snapshots.publishing import open_depot

# Reference tables that rules read beside those that columns point to.
_ALSO = ("territoire_regions", "territoire_membres", "territoire_communes", "enveloppes")
# « CC du Pithiverais » is known as « Pithiverais » too.
_KIND = re.compile(r"^(?:CA|CC|CU|Métropole)\s+(?:du |de la |de l['’]|des |de |d['’])?")
_WHAT = {
    "engagements": "des engagements",
    "operateurs": "des opérateurs",
    "enjeux": "des enjeux",
    "indicateurs": "des indicateurs",
    "territoires": "des territoires de la phase {phase}",
    "regions": "des régions",
}
FRANCE = Names("des zones nationales", [("FR", "France", ("France", "France entière", "National"))])


@dataclass(frozen=True)
class Known:
    """The lists an import is checked against (`names`), and what was published before.

    `phase` is the one whose territoires are recognised by their name: many names are those of two
    places, one of each phase. Identifiers (`p1-ti-2402`) are recognised whatever the phase.
    """

    jeu: str
    phase: int
    references: dict[str, pa.Table]
    names: dict[str, Names]
    previous_date: date | None
    previous: dict[str, pa.Table]

    def territoires_of(self, region_code: str | None = None) -> list[tuple[str, str]]:
        """Return (id, name) of the phase's territoires, those of a region if asked, by name."""
        crossed = self.references["territoire_regions"].to_pylist()
        kept = {row["territoire_id"] for row in crossed if row["region_code"] == region_code}
        rows = self.references["territoires"].to_pylist()
        return sorted(
            (
                (row["territoire_id"], row["territoire_name"])
                for row in rows
                if row["phase"] == self.phase and (not region_code or row["territoire_id"] in kept)
            ),
            key=lambda row: row[1],
        )


def load(jeu: str, phase: int = 1, before: date | None = None) -> Known:
    """Return what `jeu` knows, its last visible snapshot before a date included if one is given.

    Every file is the one published, or DataError says which is not.
    """
    _, index = manifest.read_index(open_depot(jeu))
    known = listed(jeu, index.references, phase)
    return preceded(known, before) if before else known


def listed(jeu: str, files: Iterable[TableFile], phase: int = 1) -> Known:
    """Return what some reference tables of `jeu` say: the current ones, or those of a snapshot."""
    depot = open_depot(jeu)
    published = {file.table: file for file in files}
    references: dict[str, pa.Table] = {}
    for table in (*REFERENCES, *_ALSO):
        if table not in published:
            raise DataError(f"Le jeu de données « {jeu} » n’a pas de table « {table} ».")
        path = manifest.reference_path(published[table])
        manifest.check_file(depot, path, published[table].sha256)
        references[table] = pq.ParquetFile(depot.local(path)).read()
    phases = set(references["territoires"]["phase"].to_pylist())
    if phase not in phases:
        raise UsageError(f"Le jeu de données « {jeu} » n’a pas de territoire de phase {phase}.")
    names = {table: _names(table, references, phase) for table in REFERENCES}
    return Known(jeu, phase, references, names, None, {})


def preceded(known: Known, day: date) -> Known:
    """Return what is known with, as previous snapshot, the last visible one before `day`."""
    depot = open_depot(known.jeu)
    _, index = manifest.read_index(depot)
    earlier = [one for one in index.instantanes if one.date < day]
    if not earlier:
        return replace(known, previous_date=None, previous={})
    last = max(earlier, key=lambda one: one.date)
    try:
        manifest.check_snapshot(depot, last)
    except DataError as error:
        raise DataError(
            f"{error} Un import se compare à l’instantané précédent, celui du "
            f"{last.date:%d/%m/%Y}\u00a0: remettre ce fichier en place, ou retirer cet "
            "instantané (« tdi retirer »)."
        ) from error
    previous = {}
    for table in contract.load().tables:
        path = depot.local(manifest.fact_path(table.name, last.date))
        previous[table.name] = pq.ParquetFile(path).read(columns=table.schema.names)
    return replace(known, previous_date=last.date, previous=previous)


def _names(table: str, references: Mapping[str, pa.Table], phase: int) -> Names:
    id_column, name_column = REFERENCES[table]
    entries: list[tuple[str, str, tuple[str, ...]]] = []
    for row in references[table].to_pylist():
        identifier, name = row[id_column], row[name_column]
        if table == "territoires" and row["phase"] != phase:
            entries.append((identifier, name, ()))
        elif table == "territoires":
            entries.insert(0, (identifier, name, (name, row["ti_code"])))
        elif table == "regions":
            # A spreadsheet turns « 01 » into the number 1.
            entries.append((identifier, name, (name, identifier.lstrip("0"))))
        else:
            entries.append((identifier, name, (name,)))
    what = _WHAT[table].format(phase=phase)
    if table == "territoires":
        return Names(what, entries, cache(partial(_parts, references, f"p{phase}-")))
    return Names(what, entries)


def _parts(references: Mapping[str, pa.Table], start: str) -> dict[str, set[str]]:
    """Return, by key of its name, the territoires each commune or intercommunalité is a part of."""
    parts: dict[str, set[str]] = {}
    for table, column in (("territoire_membres", "membre"), ("territoire_communes", "commune")):
        rows = references[table].select(["territoire_id", f"{column}_name"])
        for row in rows.to_pylist():
            if row["territoire_id"].startswith(start):
                name = row[f"{column}_name"]
                for written in (name, _KIND.sub("", name)):
                    parts.setdefault(key(written), set()).add(row["territoire_id"])
    return parts
