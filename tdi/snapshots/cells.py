"""What is wrong with cells taken one by one, and with keys: every fault, one select per cause."""

from collections.abc import Iterator, Mapping

import duckdb

from tdi.snapshots import advice, values
from tdi.snapshots.contract import Column, Table
from tdi.snapshots.faults import BLOCKING, Fault
from tdi.snapshots.places import Places, collect
from tdi.snapshots.values import fill

# Whether a column may have a fault of any cause: most have none, and each cause costs a query.
_SUSPECT = """
bool_or(${column} is null and (${required} or ${column}_ecrit is not null))
or bool_or(not ${within})
"""
_MISSING = """
select feuille, ligne, null as valeur, 'Valeur obligatoire absente.' as motif, null as suggestion
from ${table} where ${column}_ecrit is null and feuille not in (${without})
"""
_UNREADABLE = """
select feuille, ligne, ${column}_ecrit as valeur, ${reason} as motif, null as suggestion
from ${table} where ${column} is null and ${column}_ecrit is not null
"""
_UNLISTED = """
select t.feuille, t.ligne, l.ecrit as valeur, l.motif, l.suggestion
from ${table} as t inner join liste_${table}_${column} as l
    on t.${column}_ecrit = l.ecrit ${maille}
where t.${column} is null
"""
_OUT_OF_RANGE = """
select feuille, ligne, ${column}_ecrit as valeur, 'Valeur hors des bornes.' as motif,
    null as suggestion
from ${table} where not ${within}
"""
# Rows whose key is absent or cannot be read are told already: they are not duplicates too.
_DUPLICATED = """
with readable as (select * from ${table} where ${readable}),
doubles as (
    select ${key}, min(feuille * 10000000 + ligne) as premiere
    from readable group by ${key} having count(*) > 1
)
select t.feuille, t.ligne, cast(d.premiere // 10000000 as integer) as autre_feuille,
    d.premiere % 10000000 as autre_ligne
from readable as t inner join doubles as d on ${same}
where t.feuille * 10000000 + t.ligne != d.premiere
"""


def find(connection: duckdb.DuckDBPyConnection, table: Table, places: Places) -> Iterator[Fault]:
    """Tell every fault of the cells and keys of a typed table."""
    for column in _suspects(connection, table):
        for statement in _causes(table, column, places):
            yield from _told(connection, statement, table, column, places)
    yield from _duplicates(connection, table, places)


def _suspects(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Column]:
    asked = ", ".join(
        fill(
            _SUSPECT,
            column=column.name,
            required=str(column.required),
            within=_within(column) or "true",
        )
        for column in table.columns
    )
    statement = fill("select ${asked} from ${table}", asked=asked, table=table.name)
    [answers] = connection.execute(statement).fetchall()
    return [column for column, answer in zip(table.columns, answers, strict=True) if answer]


def _causes(table: Table, column: Column, places: Places) -> Iterator[str]:
    names = {"table": table.name, "column": column.name}
    if column.required:
        # A sheet without the column has its own fault, told once.
        without = [str(n) for n, one in places.of(table).items() if not one.has(column)]
        yield fill(_MISSING, **names, without=", ".join(without) or "-1")
    if values.is_listed(column):
        maille = "and coalesce(t.maille, '') = l.maille" if column.kind == "zone" else ""
        yield fill(_UNLISTED, **names, maille=maille)
    else:
        reason = values.reason(column, f"{column.name}_ecrit")
        yield fill(_UNREADABLE, **names, reason=reason)
    within = _within(column)
    if within:
        yield fill(_OUT_OF_RANGE, **names, within=within)


def _within(column: Column) -> str | None:
    """SQL that tells whether a value is within the bounds of its column; None without bounds."""
    low, high = column.minimum, column.maximum
    if low is None and high is None:
        return None
    minimum = "'-infinity'::double" if low is None else str(low)
    maximum = "'infinity'::double" if high is None else str(high)
    return f"({column.name} between {minimum} and {maximum})"


def _told(
    connection: duckdb.DuckDBPyConnection,
    statement: str,
    table: Table,
    column: Column,
    places: Places,
) -> Iterator[Fault]:
    rows, total = collect(connection, statement)
    for row in rows:
        yield places.fault(
            table,
            BLOCKING,
            row["motif"],
            feuille=row["feuille"],
            ligne=row["ligne"],
            column=column.name,
            value=row["valeur"],
            expected=expected(column) or None,
            suggestion=row["suggestion"] or advice.find(table, column, row["valeur"]),
        )
    if total > len(rows):
        message = (
            f"{total - len(rows)} autres cellules de cette colonne ont une faute du même genre."
        )
        yield places.fault(table, BLOCKING, message, column=column.name)


def expected(column: Column) -> str:
    """What a cell of `column` may hold, its bounds included."""
    bounds: Mapping[str, float | None] = {"au moins": column.minimum, "au plus": column.maximum}
    limits_told = [f"{word} {bound:g}" for word, bound in bounds.items() if bound is not None]
    return ", ".join(filter(None, [values.expected(column), *limits_told]))


def _readable(column: Column) -> str:
    """SQL: whether the cell of a key says which row it is; an optional one may be empty."""
    written = f"{column.name} is not null"
    return written if column.required else f"({written} or {column.name}_ecrit is null)"


def _duplicates(
    connection: duckdb.DuckDBPyConnection, table: Table, places: Places
) -> Iterator[Fault]:
    readable = " and ".join(_readable(table.column(name)) for name in table.key)
    same = " and ".join(f"t.{name} is not distinct from d.{name}" for name in table.key)
    statement = fill(
        _DUPLICATED, table=table.name, key=", ".join(table.key), readable=readable, same=same
    )
    rows, total = collect(connection, statement)
    labels = ", ".join(table.column(name).label for name in table.key)
    for row in rows:
        other = places.row(row["autre_feuille"], row["autre_ligne"])
        yield places.fault(
            table,
            BLOCKING,
            f"Ligne en double de la {other}.",
            feuille=row["feuille"],
            ligne=row["ligne"],
            column=table.key[0],
            expected=f"une seule ligne par : {labels}",
        )
    if total > len(rows):
        message = f"{total - len(rows)} autres lignes sont en double."
        yield places.fault(table, BLOCKING, message)
