"""The manifest of a published data set: which files it holds, their SHA-256 and row counts.

DuckDB answers from an altered Parquet file without an error: nothing is read before its fingerprint
has been compared with the manifest.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from tdi.errors import DataError

FILE_NAME = "manifeste.json"


@dataclass(frozen=True)
class File:
    """One published Parquet file; `path` is relative to the folder of its data set."""

    path: str
    sha256: str
    row_count: int

    @property
    def table(self) -> str:
        """Name of the table the file belongs to: its first folder, or its stem."""
        return self.path.split("/")[0].removesuffix(".parquet")


@dataclass(frozen=True)
class Manifest:
    """The files of one data set, and the fingerprint of the manifest itself (`version`)."""

    version: str
    files: tuple[File, ...]

    def of_table(self, table: str) -> tuple[File, ...]:
        """Return the files that make up `table`, in path order."""
        return tuple(file for file in self.files if file.table == table)


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read(folder: Path) -> Manifest:
    """Read the manifest of the data set in `folder`.

    Raises DataError when it is missing or cannot be read.
    """
    path = folder / FILE_NAME
    try:
        content = path.read_bytes()
        files = tuple(File(**entry) for entry in json.loads(content)["fichiers"])
    except FileNotFoundError:
        raise DataError(
            f"Le jeu de données « {folder.name} » n’a pas de manifeste ({FILE_NAME}) : "
            "aucun de ses fichiers ne peut être vérifié, donc aucun n’est lu."
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"Le manifeste du jeu de données « {folder.name} » est illisible "
            f"({path.name}) : {error}."
        ) from error
    return Manifest(hashlib.sha256(content).hexdigest(), files)


def check_table(folder: Path, manifest: Manifest, table: str) -> None:
    """Raise DataError, naming the file, unless every file of `table` is the one published."""
    expected = {file.path: file for file in manifest.of_table(table)}
    if not expected:
        raise DataError(
            f"La table « {table} » ne figure pas au manifeste du jeu « {folder.name} »."
        )
    for path in sorted((folder / table).rglob("*.parquet")):
        name = path.relative_to(folder).as_posix()
        if name not in expected:
            raise DataError(
                f"Le fichier « {folder.name}/{name} » n’a pas été publié : il n’est pas lu."
            )
    for file in expected.values():
        path = folder / file.path
        if not path.is_file():
            raise DataError(f"Le fichier « {folder.name}/{file.path} » est absent.")
        found = sha256(path)
        if found != file.sha256:
            raise DataError(
                f"Le fichier « {folder.name}/{file.path} » est endommagé ou modifié : empreinte "
                f"attendue {file.sha256[:12]}…, trouvée {found[:12]}…"
            )


def write(folder: Path, row_counts: dict[str, int]) -> None:
    """Write the manifest of `folder` for the given files (relative path → number of rows)."""
    files = [
        {"path": path, "sha256": sha256(folder / path), "row_count": rows}
        for path, rows in sorted(row_counts.items())
    ]
    text = json.dumps({"fichiers": files}, ensure_ascii=False, indent=2)
    (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")
