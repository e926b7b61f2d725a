"""The rows of a result with the types that the database gives them, whatever their values are."""

import re
from decimal import Decimal
from typing import Any

import pyarrow as pa

from tdi import db, fmt, queries
from tdi.errors import QueryError
from tdi.results import Result, parameters

_TYPES = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "DOUBLE": pa.float64(),
    # Sums of whole numbers are HUGEINT: nothing that is counted here comes near 2**63.
    **dict.fromkeys(("SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), pa.int64()),
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


def table(result: Result) -> pa.Table:
    """Return the rows as a typed table; a column without any value keeps its type."""
    types = _types(result)
    columns = {
        name: pa.array([_typed(value, kind) for value in result.frame[name]], kind)
        for name, kind in types.items()
    }
    return pa.table(columns)


def _types(result: Result) -> dict[str, pa.DataType]:
    query, filters = result.query, result.filters
    if not queries.tables_read(query.sql):  # made from documents: words only
        return {
            column.name: _TYPES["VARCHAR[]" if column.unit == "liste" else "VARCHAR"]
            for column in query.columns.values()
        }
    described = db.run(
        filters.jeu,
        f"describe {query.sql}",
        parameters(query, filters),
        filters.version,
        filters.snapshot_date,
    )
    return {
        name: _arrow(query.name, name, kind)
        for name, kind in zip(described["column_name"], described["column_type"], strict=True)
    }


def _arrow(query: str, name: str, kind: str) -> pa.DataType:
    decimal = _DECIMAL.fullmatch(kind)
    if decimal:
        return pa.decimal128(int(decimal[1]), int(decimal[2]))
    if kind not in _TYPES:
        raise QueryError(f"queries/{query}.sql : aucun export ne sait le type « {kind} » ({name}).")
    return _TYPES[kind]


def _typed(value: Any, kind: pa.DataType) -> Any:
    if fmt.is_missing(value):
        return None
    if pa.types.is_list(kind):
        return [str(item) for item in value]
    if pa.types.is_decimal(kind):
        # Amounts come as floats, exact to the cent far beyond any envelope.
        return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-kind.scale))
    if pa.types.is_integer(kind):
        return int(value)
    if pa.types.is_date(kind):
        return value.date()
    return value
