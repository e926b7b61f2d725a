"""One state of a data set, checked before it is served.

DuckDB answers from an altered Parquet file without an error: nothing is read before its fingerprint
has been compared with the one published.
"""

import json
from dataclasses import dataclass
from datetime import date

from tdi import manifest
from tdi.errors import DataError
from tdi.manifest import Index, Snapshot
from tdi.snapshots import contract
from tdi.snapshots.depot import Depot
from tdi.snapshots.lot import TableFile

# Staging tables that describe the publications themselves, the rules of the alerts and the criteria
# of quality: they read no published file.
PUBLICATION_TABLES = ("criteres", "fichiers", "formules", "instantanes", "regles")
# Staging tables that hold every state of a reference table, and of which.
HISTORIES = {"perimetres": "territoires"}


@dataclass(frozen=True)
class File:
    """One published Parquet file; `path` is relative to the folder of its data set."""

    path: str
    sha256: str
    row_count: int


@dataclass(frozen=True)
class Edition:
    """One state of a data set, checked: what can be read, and what is damaged.

    `version` is the fingerprint of the index; `quarantine` says why a visible snapshot is not read.
    """

    jeu: str
    version: str
    index: Index
    snapshots: dict[date, Snapshot]
    withdrawn: dict[date, Snapshot]
    quarantine: dict[date, str]

    def references(self, snapshot_date: str | None = None) -> tuple[TableFile, ...]:
        """Return the reference tables of a snapshot; the current ones without one."""
        day = date.fromisoformat(snapshot_date) if snapshot_date else None
        snapshot = self.snapshots.get(day) if day else None
        return snapshot.references if snapshot else self.index.references

    def states(self) -> list[tuple[TableFile, ...]]:
        """Return the different states of the reference tables, the current one first."""
        states = (snapshot.references for snapshot in self.snapshots.values())
        return list(dict.fromkeys((self.index.references, *states)))

    def files(self, table: str, snapshot_date: str | None = None) -> list[File]:
        """Return the files that `table` is read from: of one snapshot, or of all, in date order."""
        facts = [
            File(manifest.fact_path(table, day), file.sha256, file.row_count)
            for day, snapshot in sorted(self.snapshots.items())
            for file in snapshot.tables
            if file.table == table and snapshot_date in (None, day.isoformat())
        ]
        references = [
            File(manifest.reference_path(file), file.sha256, file.row_count)
            for file in self.references(snapshot_date)
            if file.table == HISTORIES.get(table, table)
        ]
        return facts + references

    def as_json(self) -> str:
        """Return the publications as the staging tables `instantanes` and `fichiers` read them."""
        described = {**self.snapshots, **self.withdrawn}
        withdrawn = {listed.date: listed for listed in self.index.retires}
        rows = []
        for listed in self.index.every():
            day = listed.date
            snapshot = described.get(day)
            row = snapshot.model_dump(mode="json") if snapshot else {"date": day.isoformat()}
            row |= {"empreinte": listed.sha256, "etat": "Publié"}
            if day in withdrawn:
                retired = withdrawn[day].model_dump(mode="json")
                row |= {"etat": "Retiré", "retire_le": retired["retire_le"]}
                row |= {"etat_motif": retired["motif"]}
            elif day in self.quarantine:
                row |= {"etat": "En quarantaine", "etat_motif": self.quarantine[day]}
            rows.append(row)
        return json.dumps({"instantanes": rows}, ensure_ascii=False)


def check(depot: Depot, version: str, index: Index) -> Edition:
    """Check every visible snapshot; one with a damaged file is set apart whole, with the reason."""
    snapshots: dict[date, Snapshot] = {}
    withdrawn: dict[date, Snapshot] = {}
    quarantine: dict[date, str] = {}
    for listed in index.instantanes:
        try:
            snapshots[listed.date] = manifest.check_snapshot(depot, listed)
        except DataError as error:
            quarantine[listed.date] = str(error)
    for listed in index.retires:
        try:
            withdrawn[listed.date] = manifest.read_snapshot(depot, listed)
        except DataError:
            continue  # `tdi verifier` says so; a reader is only told that it is withdrawn.
    return Edition(depot.folder.name, version, index, snapshots, withdrawn, quarantine)


def is_shared(table: str) -> bool:
    """Whether a table holds the rows of every snapshot; a reference table differs by snapshot."""
    facts = {fact.name for fact in contract.load().tables}
    return table in facts or table in PUBLICATION_TABLES or table in HISTORIES


def readable(depot: Depot, edition: Edition, table: str) -> list[str]:
    """Return the paths that a shared table is read from; DataError when there is none.

    The snapshots of an edition have been checked.
    """
    if table in HISTORIES:
        states = [reference(depot, state, HISTORIES[table]) for state in edition.states()]
        contents = {file.sha256: file for file in states}
        return [readable_reference(depot, file) for file in contents.values()]
    files = edition.files(table)
    if not files and table not in PUBLICATION_TABLES:
        told = f"Aucun instantané du jeu « {depot.folder.name} » ne peut être montré."
        raise DataError(" ".join([told, *edition.quarantine.values()]))
    return [file.path for file in files]


def reference(depot: Depot, state: tuple[TableFile, ...], table: str) -> TableFile:
    """Return the description of a reference table in one state of them; DataError if absent."""
    for file in state:
        if file.table == table:
            return file
    raise DataError(
        f"La table « {table} » ne figure pas au manifeste du jeu « {depot.folder.name} »."
    )


def readable_reference(depot: Depot, file: TableFile) -> str:
    """Return the path of a reference table; DataError when its file is not the one published."""
    path = manifest.reference_path(file)
    manifest.check_file(depot, path, file.sha256)
    return path
