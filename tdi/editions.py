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

# Staging tables that describe the publications themselves, and so read no published file.
PUBLICATION_TABLES = ("fichiers", "instantanes")


@dataclass(frozen=True)
class File:
    """One published Parquet file; `path` is relative to the folder of its data set.

    `day` is the date of its snapshot; None for a reference file, the same for all of them.
    """

    day: date | None
    path: str
    sha256: str
    row_count: int


@dataclass(frozen=True)
class Edition:
    """One state of a data set, checked: what can be read, and what is damaged.

    `version` is the fingerprint of the index; `quarantine` says why a visible snapshot is not read.
    """

    version: str
    index: Index
    snapshots: dict[date, Snapshot]
    withdrawn: dict[date, Snapshot]
    quarantine: dict[date, str]

    def files(self, table: str, snapshot_date: str | None = None) -> list[File]:
        """Return the readable files of `table`: of one snapshot, or of all, in date order."""
        facts = [
            File(day, manifest.fact_path(table, day), file.sha256, file.row_count)
            for day, snapshot in sorted(self.snapshots.items())
            for file in snapshot.tables
            if file.table == table and snapshot_date in (None, day.isoformat())
        ]
        references = [
            File(None, manifest.reference_path(table), file.sha256, file.row_count)
            for file in self.index.references
            if file.table == table
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
        references = [file.model_dump(mode="json") for file in self.index.references]
        return json.dumps({"instantanes": rows, "references": references}, ensure_ascii=False)


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
    return Edition(version, index, snapshots, withdrawn, quarantine)


def readable(depot: Depot, edition: Edition, table: str) -> list[str]:
    """Return the paths that `table` is read from; DataError when there is none, or it is damaged.

    The snapshots of an edition have been checked; a reference file is checked here.
    """
    if table in PUBLICATION_TABLES:
        return []
    files = edition.files(table)
    if not files and any(table == fact.name for fact in contract.load().tables):
        told = f"Aucun instantané du jeu « {depot.folder.name} » ne peut être montré."
        raise DataError(" ".join([told, *edition.quarantine.values()]))
    if not files:
        raise DataError(
            f"La table « {table} » ne figure pas au manifeste du jeu « {depot.folder.name} »."
        )
    for file in files:
        if file.day is None:
            manifest.check_file(depot, file.path, file.sha256)
    return [file.path for file in files]
