"""Sheets of text → one typed table per table of the contract, in DuckDB.

A typed table has, beside each column, the text it was read from (`amount_eur_ecrit`), and tells the
place of each row (`feuille`, `ligne`). A cell that cannot be read is null there: `cells` says why.
"""
# pyarrow makes its compute functions when it is imported: no type checker sees them.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from tdi.snapshots import lists, values
from tdi.snapshots.contract import Column, Table
from tdi.snapshots.finishing import without
from tdi.snapshots.known import Known
from tdi.snapshots.matching import Matched
from tdi.snapshots.names import choices, key
from tdi.snapshots.sheets import ROW
from tdi.snapshots.values import fill, identifier

# What the template fills in by itself: a row that says nothing else was not filled.
PREFILLED = {"maille", "zone_code", "territoire_id", "territoire_ids"}

_CREATE = "create table ecrit (feuille integer, ligne bigint, ${columns})"
_INSERT = "insert into ecrit select ${feuille}, ${row}, ${columns} from lue"
_UNFILLED = """
delete from ecrit where coalesce(${others}) is null returning feuille, ligne
"""
# Under the table, a cell alone on its row: « Source : SI Bpifrance ».
_NOTES = """
delete from ecrit as e
where ${count} = 1 and ligne > (
    select max(ligne) from ecrit as o where o.feuille = e.feuille and ${count} > 1
)
returning feuille, ligne
"""
_DISTINCT = "select distinct ${maille}, ${column} from ecrit where ${column} is not null"
_EMPTY = """
create table ${table} as
select cast(null as integer) as feuille, cast(null as bigint) as ligne, vide.*, ${written} from vide
"""
_TYPE = "create table ${table} as select e.feuille, e.ligne, ${columns} from ecrit as e ${joins}"
_JOIN = """
left join liste_${table}_${column} as l_${column} on e.${column} = l_${column}.ecrit ${maille}
"""
_SAME_MAILLE = "and coalesce(l_maille.valeur, '') = l_zone_code.maille"
# A number without a unit takes that of its header; other texts are left as they are.
_WITH_UNIT = "case when regexp_full_match(${text}, '.*[0-9]') then ${text} || '${unit}' end"


@dataclass(frozen=True)
class LeftOut:
    """Places (feuille, ligne) of rows that say nothing: prefilled and not filled, or notes."""

    unfilled: list[tuple[int, int]]
    notes: list[tuple[int, int]]


def stage(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    sheets: Mapping[int, Matched],
    known: Known,
) -> LeftOut:
    """Create the typed table of `table` from its sheets, numbered."""
    if not sheets:
        _stage_nothing(connection, table)
        return LeftOut([], [])
    columns = ", ".join(f"{column.name} varchar" for column in table.columns)
    connection.execute(fill(_CREATE, columns=columns))
    for feuille, matched in sheets.items():
        _insert(connection, feuille, matched)
    others = [column.name for column in table.columns if column.name not in PREFILLED]
    unfilled = connection.execute(fill(_UNFILLED, others=", ".join(others))).fetchall()
    count = "+".join(f"cast({column.name} is not null as integer)" for column in table.columns)
    notes = connection.execute(fill(_NOTES, count=f"({count})")).fetchall()
    joins = [
        _look_up(connection, table, column, known)
        for column in table.columns
        if values.is_listed(column)
    ]
    typed = ", ".join(_typed(column) for column in table.columns)
    connection.execute(fill(_TYPE, table=table.name, columns=typed, joins=" ".join(joins)))
    connection.execute("drop table ecrit")
    return LeftOut(sorted(unfilled), sorted(notes))


def _stage_nothing(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create the typed table with no row: rules read every table."""
    connection.register("vide", table.schema.empty_table())
    written = ", ".join(f"cast(null as varchar) as {column.name}_ecrit" for column in table.columns)
    connection.execute(fill(_EMPTY, table=table.name, written=written))
    connection.unregister("vide")


def _insert(connection: duckdb.DuckDBPyConnection, feuille: int, matched: Matched) -> None:
    rows = without(matched.sheet.rows, matched.sheet.left_out)
    for name, label in matched.columns.items():
        text = rows[label]
        if name in matched.replaced:
            text = _replaced(text, matched.replaced[name])
        rows = rows.set_column(rows.schema.get_field_index(label), label, _trimmed(text))
    connection.register("lue", rows)
    columns = ", ".join(_text(column, matched) for column in matched.table.columns)
    connection.execute(
        fill(_INSERT, feuille=str(feuille), row=ROW, columns=columns),
        {name: value for name, value in matched.constants.items() if name not in matched.columns},
    )
    connection.unregister("lue")


def _replaced(column: pa.ChunkedArray, replaced: dict[str, str]) -> pa.ChunkedArray:
    """Replace values by what the mapping file says, each distinct one once."""
    encoded = column.combine_chunks().dictionary_encode()
    theirs = encoded.dictionary.to_pylist()
    ours = pa.array([replaced.get(key(text), text) for text in theirs], pa.string())
    return pa.chunked_array([pa.DictionaryArray.from_arrays(encoded.indices, ours).cast("string")])


def _trimmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Remove the spaces around each text, thirty times faster than SQL would; none left is null."""
    trimmed = pc.utf8_trim(column, characters=values.SPACES)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _text(column: Column, matched: Matched) -> str:
    """SQL of the text of a cell: read in the sheet, given by the mapping, or absent."""
    if column.name not in matched.columns:
        return f"${column.name}" if column.name in matched.constants else "null"
    text = identifier(matched.columns[column.name])
    unit = matched.units.get(column.name)
    if not unit:
        return text
    return f"coalesce({fill(_WITH_UNIT, text=text, unit=f' {unit}')}, {text})"


def _look_up(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column, known: Known
) -> str:
    """Look up each distinct text of a column; returns the SQL that joins what it means."""
    is_zone = column.kind == "zone"
    maille = "maille" if is_zone else "null"
    found = connection.execute(fill(_DISTINCT, maille=maille, column=column.name)).fetchall()
    if is_zone:
        mailles = choices(table.column("maille").choices)
        found = [(mailles.find(written or "").value, text) for written, text in found]
    looked_up = lists.look_up(column, sorted(set(found), key=str), known)
    connection.register(f"liste_{table.name}_{column.name}", looked_up)
    same = _SAME_MAILLE if is_zone else ""
    return fill(_JOIN, table=table.name, column=column.name, maille=same)


def _typed(column: Column) -> str:
    written = f"e.{column.name}"
    if column.kind == "booléen":
        value = f"cast(l_{column.name}.valeur as boolean)"
    elif values.is_listed(column):
        value = f"l_{column.name}.valeur"
    else:
        value = values.reading(column, written)
    return f"{value} as {column.name}, {written} as {column.name}_ecrit"
