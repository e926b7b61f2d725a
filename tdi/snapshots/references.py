"""Publish the reference tables of a data set: those that are the same for every snapshot."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tdi import manifest
from tdi.errors import DataError
from tdi.manifest import Index
from tdi.snapshots import contract
from tdi.snapshots.depot import LOCK_WAIT
from tdi.snapshots.lot import TableFile
from tdi.snapshots.publishing import open_depot

_TABLE_PATTERN = r"[a-z][a-z0-9_]*"


def publish_references(jeu: str, folder: Path, *, wait: float = LOCK_WAIT) -> Index:
    """Make the `*.parquet` of `folder` the reference tables of a data set, created if need be.

    An interruption between two files leaves tables that are refused (their fingerprint is not the
    one listed), never wrong ones; publishing again repairs them.
    """
    depot = open_depot(jeu)
    facts = {table.name for table in contract.load().tables}
    files = {path.stem: path for path in sorted(folder.glob("*.parquet"))}
    for name in files:
        if name in facts or not re.fullmatch(_TABLE_PATTERN, name):
            raise DataError(f"« {name}.parquet » n’est pas une table de référence.")
    counted = {name: _row_count(path) for name, path in files.items()}
    with depot.lock(wait):
        index = Index(references=())
        if depot.exists(manifest.FILE_NAME):
            _, index = manifest.read_index(depot)
        references = tuple(
            TableFile(
                table=name,
                sha256=depot.copy(manifest.reference_path(name), path),
                row_count=counted[name],
            )
            for name, path in files.items()
        )
        index = index.model_copy(update={"references": references})
        manifest.write_index(depot, index)
    return index


def _row_count(path: Path) -> int:
    try:
        return pq.ParquetFile(path).metadata.num_rows
    except pa.ArrowException as error:
        raise DataError(f"« {path} » n’est pas un fichier Parquet.") from error
