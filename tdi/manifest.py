"""What a data set publishes: one index, one manifest per snapshot, the fingerprint of every file.

`manifeste.json` is the index: a snapshot is visible when it is listed there, with the fingerprint
of its own manifest (`instantanes/<date>.json`), which lists its files: its facts, and the reference
tables that it is read with. Files that no manifest lists are what an interrupted publication left:
they are never read.
"""

import hashlib
from datetime import date

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from tdi.errors import DataError
from tdi.snapshots.depot import Depot
from tdi.snapshots.lot import SHA256_PATTERN, Lot, TableFile

FILE_NAME = "manifeste.json"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Correction(_Strict):
    """Which snapshot another one corrects, and why."""

    date: date
    motif: str = Field(min_length=1)


class Formule(_Strict):
    """How one figure is computed: the query (or file) that says it, its title, its fingerprint."""

    nom: str
    titre: str
    sha256: str = Field(pattern=SHA256_PATTERN)


class Snapshot(Lot):
    """The manifest of a published snapshot: the lot it was made from, when, what it corrects.

    `references` are the reference tables of that day: a page that reads this snapshot reads them,
    whatever is published later. `formules` are those in force when it was published; none when they
    were not recorded, as in the manifests written before they were.
    """

    references: tuple[TableFile, ...]
    publie_le: AwareDatetime
    corrige: Correction | None = None
    formules: tuple[Formule, ...] = ()


class Listed(_Strict):
    """A visible snapshot, and the fingerprint of its manifest."""

    date: date
    sha256: str = Field(pattern=SHA256_PATTERN)


class Withdrawn(Listed):
    """A snapshot withdrawn from view: its files are kept, its rows are not shown."""

    retire_le: AwareDatetime
    motif: str = Field(min_length=1)


class Index(_Strict):
    """What the data set shows now: its snapshots, in date order.

    `references` are the current reference tables: those of the next snapshot.
    """

    references: tuple[TableFile, ...]
    instantanes: tuple[Listed, ...] = ()
    retires: tuple[Withdrawn, ...] = ()

    def every(self) -> list[Listed]:
        """Return the visible and withdrawn snapshots, oldest first."""
        return sorted((*self.instantanes, *self.retires), key=lambda listed: listed.date)


def fact_path(table: str, day: date) -> str:
    """Path of a snapshot's file; DuckDB reads the date from the name of the folder."""
    return f"{table}/snapshot={day.isoformat()}/{table}.parquet"


def reference_path(file: TableFile) -> str:
    """Path of a reference table: named by its content, so that snapshots share what is the same."""
    return f"references/{file.table}/{file.sha256[:16]}.parquet"


def snapshot_path(day: date) -> str:
    """Path of a snapshot's manifest."""
    return f"instantanes/{day.isoformat()}.json"


def read_index(depot: Depot) -> tuple[str, Index]:
    """Return the index of a data set and its version; DataError when it cannot be read."""
    jeu = depot.folder.name
    try:
        content = depot.read(FILE_NAME)
        return hashlib.sha256(content).hexdigest(), Index.model_validate_json(content)
    except FileNotFoundError:
        raise DataError(
            f"Le jeu de données « {jeu} » n’a pas de manifeste ({FILE_NAME}) : "
            "aucun de ses fichiers ne peut être vérifié, donc aucun n’est lu."
        ) from None
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "contenu"
        raise DataError(
            f"Le manifeste du jeu de données « {jeu} » est illisible ({FILE_NAME}, {place})."
        ) from error


def write_index(depot: Depot, index: Index) -> None:
    """Replace the index: the one act that changes what is visible."""
    depot.write(FILE_NAME, (index.model_dump_json(indent=2) + "\n").encode())


def read_snapshot(depot: Depot, listed: Listed) -> Snapshot:
    """Return the manifest of a snapshot; DataError unless it is the one that was published."""
    path = snapshot_path(listed.date)
    check_file(depot, path, listed.sha256)
    try:
        return Snapshot.model_validate_json(depot.read(path))
    except ValidationError as error:
        raise DataError(f"Le manifeste « {depot.folder.name}/{path} » est illisible.") from error


def check_file(depot: Depot, path: str, sha256: str) -> None:
    """Raise DataError, naming the file, unless it is the one published."""
    if not depot.exists(path):
        raise DataError(f"Le fichier « {depot.folder.name}/{path} » est absent.")
    try:
        found = depot.sha256(path)
    except OSError as error:
        raise DataError(f"Le fichier « {depot.folder.name}/{path} » ne se lit pas.") from error
    if found != sha256:
        raise DataError(
            f"Le fichier « {depot.folder.name}/{path} » est endommagé ou modifié : empreinte "
            f"attendue {sha256[:12]}…, trouvée {found[:12]}…"
        )


def check_snapshot(depot: Depot, listed: Listed) -> Snapshot:
    """Return the manifest of a snapshot once all its files are the ones published, or raise."""
    snapshot = read_snapshot(depot, listed)
    for file in snapshot.tables:
        check_file(depot, fact_path(file.table, listed.date), file.sha256)
    return snapshot
