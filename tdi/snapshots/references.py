"""Publish the reference tables of a data set: the lists that the next snapshots are read with."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tdi import manifest
from tdi.errors import DataError
from tdi.manifest import Index
from tdi.snapshots import contract
from tdi.snapshots.depot import LOCK_WAIT, sha256
from tdi.snapshots.lot import TableFile
from tdi.snapshots.publishing import open_depot

_TABLE_PATTERN = r"[a-z][a-z0-9_]*"


def publish_references(jeu: str, folder: Path, *, wait: float = LOCK_WAIT) -> Index:
    """Make the `*.parquet` of `folder` the reference tables of a data set, created if need be.

    They are those of the snapshots published from now on: each keeps the ones of its day. A file is
    named by its content, so that nothing is overwritten, and nothing is seen before all are there.
    """
    depot = open_depot(jeu)
    facts = {table.name for table in contract.load().tables}
    files = {path.stem: path for path in sorted(folder.glob("*.parquet"))}
    for name in files:
        if name in facts or not re.fullmatch(_TABLE_PATTERN, name):
            raise DataError(f"« {name}.parquet » n’est pas une table de référence.")
    described = tuple(
        TableFile(table=name, sha256=sha256(path), row_count=_row_count(path))
        for name, path in files.items()
    )
    with depot.lock(wait):
        index = Index(references=())
        if depot.exists(manifest.FILE_NAME):
            _, index = manifest.read_index(depot)
        for file in described:
            written = depot.copy(manifest.reference_path(file), files[file.table])
            if written != file.sha256:
                raise DataError(f"« {files[file.table]} » a changé pendant la publication.")
        index = index.model_copy(update={"references": described})
        manifest.write_index(depot, index)
    return index


def _row_count(path: Path) -> int:
    try:
        return pq.ParquetFile(path).metadata.num_rows
    except pa.ArrowException as error:
        raise DataError(f"« {path} » n’est pas un fichier Parquet.") from error
