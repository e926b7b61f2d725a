"""Parquet: the footer is checked before a page is read, then every column becomes text.

Runs in the child process of `reading_child`. Page checksums are verified where the file has some.
"""
# pyarrow makes its compute functions when it is imported: no type checker sees them.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Collection

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import types

from tdi.snapshots import limits
from tdi.snapshots.faults import Fault, blocking, counted, shown
from tdi.snapshots.finishing import finish
from tdi.snapshots.sheets import Grid, Reading, number_text

_ROWS_AT_ONCE = 65_536
_DAMAGED = "Le fichier Parquet est tronqué ou abîmé."
_READ_AS_THEY_ARE = (
    types.is_string,
    types.is_large_string,
    types.is_integer,
    types.is_decimal,
    types.is_date,
    types.is_time,
    types.is_null,
)


def read(content: bytes, file: str, known_labels: Collection[str]) -> Reading:
    """Read the table of a Parquet file; rows are numbered from 1, there is no header row."""
    try:
        source = pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True)
        faults = _footer_faults(source.metadata, file) or _type_faults(source.schema_arrow, file)
        if faults:
            return Reading(faults=faults)
        columns = _texts(source)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError):
        return Reading(faults=[blocking(file=file, message=_DAMAGED)])
    if columns is None:
        return Reading(faults=[_oversized(file)])
    numbers = pa.array(np.arange(1, source.metadata.num_rows + 1), pa.int64())
    grid = Grid(file, None, 0, source.schema_arrow.names, columns, numbers)
    sheet, faults = finish(grid, known_labels)
    return Reading([sheet] if sheet else [], faults)


def _oversized(file: str) -> Fault:
    message = "Le fichier est démesuré une fois décompressé."
    expected = f"{counted(limits.ROWS)} lignes et {limits.COLUMNS} colonnes au plus"
    return blocking(file=file, message=message, expected=expected)


def _footer_faults(footer: pq.FileMetaData, file: str) -> list[Fault]:
    if (
        footer.num_rows > limits.ROWS
        or footer.num_columns > limits.COLUMNS
        or footer.num_rows * footer.num_columns > limits.CELLS
        or footer.num_row_groups > limits.PARQUET_ROW_GROUPS
    ):
        return [_oversized(file)]
    groups = [footer.row_group(index) for index in range(footer.num_row_groups)]
    sizes = [group.total_byte_size for group in groups]
    if sum(sizes) > limits.PARQUET_BYTES:
        return [_oversized(file)]
    rows = [group.num_rows for group in groups]
    if min([*sizes, *rows, 0]) < 0 or sum(rows) != footer.num_rows or not footer.num_columns:
        return [blocking(file=file, message=_DAMAGED)]
    return []


def _type_faults(schema: pa.Schema, file: str) -> list[Fault]:
    return [
        blocking(
            file=file,
            column=shown(field.name),
            message=f"La colonne est d’un type qui n’est pas lu ({shown(str(field.type))}).",
            expected="du texte, des nombres, des dates ou des booléens",
        )
        for field in schema
        if not _is_readable(field.type)
    ]


def _is_readable(kind: pa.DataType) -> bool:
    if types.is_dictionary(kind):
        return _is_readable(kind.value_type)
    written = (types.is_floating, types.is_boolean, types.is_timestamp)
    return any(test(kind) for test in (*_READ_AS_THEY_ARE, *written))


def _texts(source: pq.ParquetFile) -> list[pa.ChunkedArray] | None:
    """Every column as text; None when they would not fit in memory."""
    width = source.metadata.num_columns
    chunks: list[list[pa.Array]] = [[] for _ in range(width)]
    size = 0
    for batch in source.iter_batches(_ROWS_AT_ONCE, use_threads=False):
        for position in range(width):
            text = _text(batch.column(position))
            size += text.nbytes
            chunks[position].append(text)
        if size > limits.TEXT_BYTES:
            return None
    return [pa.chunked_array(arrays, pa.string()) for arrays in chunks]


def _text(column: pa.Array) -> pa.Array:
    """Write the values of a column as a reader would: « oui », 2021-06-30, 1234.5, 1234."""
    kind = column.type
    if types.is_dictionary(kind):
        return _text(column.dictionary_decode())
    if types.is_floating(kind):
        return pa.array(
            [None if value is None else number_text(value) for value in column.to_pylist()],
            pa.string(),
        )
    if types.is_boolean(kind):
        return pc.if_else(column, "oui", "non")
    if types.is_timestamp(kind):
        if kind.tz:
            column = pc.local_timestamp(column)
        day = pc.floor_temporal(column, unit="day")
        written_day = pc.cast(pc.cast(day, pa.date32()), pa.string())
        return pc.if_else(pc.equal(day, column), written_day, pc.cast(column, pa.string()))
    return pc.cast(column, pa.string())
