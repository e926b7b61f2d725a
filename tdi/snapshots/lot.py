"""A lot: one checked statement on disk, ready to be published (`tdi importer` → `tdi publier`).

A folder with `<table>.parquet` for every table of the contract and `lot.json`, which says where it
comes from and the fingerprint of each file. It appears whole or not at all.
"""

import hashlib
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tdi.errors import DataError, reason
from tdi.snapshots import contract
from tdi.snapshots.contract import Table
from tdi.snapshots.depot import sha256

FILE_NAME = "lot.json"
# A data set is a folder name: no separator, no dot, so that it never leaves the data folder.
JEU_PATTERN = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$"
SHA256_PATTERN = r"^[0-9a-f]{64}$"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class InputFile(_Strict):
    """A file that the lot was made from: its base name and fingerprint."""

    nom: str
    sha256: str = Field(pattern=SHA256_PATTERN)


class TableFile(_Strict):
    """One `<table>.parquet` of the lot."""

    table: str
    sha256: str = Field(pattern=SHA256_PATTERN)
    row_count: int = Field(ge=0)


class Warned(_Strict):
    """A warning that the import accepted; it follows the snapshot into its manifest."""

    message: str
    fichier: str
    feuille: str | None = None
    ligne: int | None = None
    colonne: str | None = None
    valeur: str | None = None
    attendu: str | None = None


class Lot(_Strict):
    """What `lot.json` says."""

    jeu: str = Field(pattern=JEU_PATTERN)
    date: date
    contrat: str
    producteur: str | None = None
    fichiers: tuple[InputFile, ...] = ()
    tables: tuple[TableFile, ...] = ()
    avertissements: tuple[Warned, ...] = ()


def sorted_rows(table: Table, rows: pa.Table) -> pa.Table:
    """Return `rows` in the order and types of the contract: columns as written, rows by key."""
    rows = rows.select(table.schema.names).cast(table.schema).replace_schema_metadata(None)
    order = [(name, "ascending") for name in table.key]
    return rows.sort_by(order).combine_chunks()


def write(folder: Path, lot: Lot, tables: dict[str, pa.Table]) -> Lot:
    """Write `lot` with one file per table of the contract (no row where `tables` has none).

    `folder` is replaced whole, by a rename: a reader never meets half a lot. Returns the lot with
    its fingerprints. Raises DataError when the disk refuses.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as draft:
            made = Path(draft) / "lot"
            made.mkdir()
            files = [_write_table(made, table, tables) for table in contract.load().tables]
            written = lot.model_copy(update={"tables": tuple(files)})
            text = written.model_dump_json(indent=2)
            (made / FILE_NAME).write_text(text + "\n", encoding="utf-8")
            discard(folder)
            made.rename(folder)
    except OSError as error:
        raise DataError(f"Le lot « {folder} » ne peut pas être écrit : {reason(error)}.") from error
    return written


def _write_table(folder: Path, table: Table, tables: dict[str, pa.Table]) -> TableFile:
    rows = sorted_rows(table, tables.get(table.name, table.schema.empty_table()))
    path = folder / f"{table.name}.parquet"
    pq.write_table(rows, path, compression="zstd")
    return TableFile(table=table.name, sha256=sha256(path), row_count=rows.num_rows)


def discard(folder: Path) -> None:
    """Remove the lot in `folder`, if there is one; DataError when the folder is something else."""
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_symlink() or not (folder / FILE_NAME).is_file():
        raise DataError(f"« {folder} » existe et n’est pas un lot : rien n’y est écrit.")
    # The description goes first: what an interruption leaves is no longer a lot.
    (folder / FILE_NAME).unlink()
    shutil.rmtree(folder)


def read(folder: Path) -> Lot:
    """Return the lot in `folder` once every file is the one described, in the contract's form.

    Raises DataError naming the first thing that is not.
    """
    path = folder / FILE_NAME
    try:
        lot = Lot.model_validate_json(path.read_bytes())
    except OSError:
        raise DataError(f"« {folder} » n’est pas un lot : il n’a pas de {FILE_NAME}.") from None
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "contenu"
        raise DataError(f"« {path} » est illisible : « {place} » n’est pas conforme.") from error
    expected = contract.load()
    if lot.contrat != expected.version:
        raise DataError(
            f"Le lot « {folder} » suit le contrat {lot.contrat} ; "
            f"le contrat en vigueur est le {expected.version} : le refaire."
        )
    names = [table.name for table in expected.tables]
    if [file.table for file in lot.tables] != names:
        raise DataError(f"Le lot « {folder} » ne décrit pas les {len(names)} tables du contrat.")
    for file, table in zip(lot.tables, expected.tables, strict=True):
        _check_table(folder / f"{file.table}.parquet", file, table)
    return lot


def _check_table(path: Path, file: TableFile, table: Table) -> None:
    if path.is_symlink() or not path.is_file():
        raise DataError(f"Le fichier « {path} » est absent du lot.")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise DataError(f"Le fichier « {path} » a changé depuis l’import : refaire le lot.")
    try:
        parquet = pq.ParquetFile(pa.BufferReader(content))
    except pa.ArrowException as error:
        raise DataError(f"Le fichier « {path} » n’est pas un fichier Parquet.") from error
    if parquet.schema_arrow != table.schema:
        raise DataError(f"Le fichier « {path} » n’a pas les colonnes et types du contrat.")
    if parquet.metadata.num_rows != file.row_count:
        raise DataError(f"Le fichier « {path} » n’a pas le nombre de lignes annoncé.")


def read_table(folder: Path, table: Table) -> pa.Table:
    """Return the rows of one table of a lot that `read` has accepted."""
    return pq.ParquetFile(folder / f"{table.name}.parquet").read()
