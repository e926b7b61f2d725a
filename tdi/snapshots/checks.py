"""Matched sheets → typed tables and every fault of their content, in DuckDB."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import duckdb
import pyarrow as pa

from tdi import fmt
from tdi.snapshots import cells, contract, loading, previous, rules, values
from tdi.snapshots.contract import Table
from tdi.snapshots.faults import BLOCKING, WARNING, Fault, is_blocked
from tdi.snapshots.known import Known
from tdi.snapshots.loading import LeftOut
from tdi.snapshots.matching import Matched
from tdi.snapshots.places import Places
from tdi.snapshots.previous import Change, Policy
from tdi.snapshots.values import fill

Progress = Callable[[str], None]

# Under the 4 GB an import may take, reading included; beyond, DuckDB goes through the disk.
_MEMORY = "1500MB"


@dataclass(frozen=True)
class Checked:
    """Every fault found, and the typed tables: only worth publishing when none is blocking."""

    faults: list[Fault]
    tables: dict[str, pa.Table]
    changes: list[Change] = field(default_factory=list)


def check(
    matched: Iterable[Matched],
    known: Known,
    day: date,
    progress: Progress = lambda _: None,
    *,
    warnings: bool = True,
    losses: Policy = "warned",
    is_whole: bool = True,
) -> Checked:
    """Type and check the sheets as the snapshot of `day`; a bad cell stops nothing.

    Without `warnings`, the rules that only warn and what is lost since the previous snapshot are
    left out. Unless the import `is_whole`, nothing is told of what it does not hold.
    """
    places = Places(dict(enumerate(matched)))
    with tempfile.TemporaryDirectory(prefix="tdi-") as spill, _connect(spill) as connection:
        values.install(connection)
        _install_known(connection, known)
        faults: list[Fault] = []
        changes: list[Change] = []
        # Of these tables, what is lost is told: that their totals are lower goes without saying.
        refused: set[str] = set()
        for table in contract.load().tables:
            sheets = places.of(table)
            count = sum(one.sheet.rows.num_rows for one in sheets.values())
            if count:
                progress(f"Vérification de « {table.title} » ({fmt.plural(count, 'ligne')})")
            faults += _unread(table, loading.stage(connection, table, sheets, known), places)
            if count:
                faults += cells.find(connection, table, places)
            if warnings and is_whole:
                change, told = previous.compare(connection, table, known, places, losses)
                changes.append(change)
                faults += told
                refused |= {table.name} if is_blocked(told) else set()
        progress("Vérification des règles entre lignes et entre tables")
        for rule in rules.load():
            if warnings or rule.severity == BLOCKING:
                has_carried = any(one.table is rule.table and one.carried_count for one in changes)
                faults += rules.find(
                    connection,
                    rule,
                    places,
                    day,
                    is_whole=is_whole and rule.table.name not in refused,
                    has_carried=has_carried,
                )
        tables = {table.name: _typed(connection, table) for table in contract.load().tables}
        return Checked(faults, tables, changes)


def _connect(spill: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": spill})
    # On long statements it would draw over the messages of the command.
    connection.execute("set enable_progress_bar = false")
    return connection


def _install_known(connection: duckdb.DuckDBPyConnection, known: Known) -> None:
    """Give the rules the reference tables, and what was published before (perhaps nothing)."""
    for name, rows in known.references.items():
        _install(connection, name, rows)
    for table in contract.load().tables:
        rows = known.previous.get(table.name, table.schema.empty_table())
        _install(connection, f"precedent_{table.name}", rows)
    days = pa.table({"jour": pa.array([known.previous_date], pa.date32())})
    _install(connection, "instantane_precedent", days)
    connection.execute("set enable_external_access = false")


def _install(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register(name, rows)


def _unread(table: Table, left_out: LeftOut, places: Places) -> Iterable[Fault]:
    """One warning per sheet and cause: a territoire about which nothing was written is no fault."""
    for found, cause in (
        (left_out.unfilled, "sans aucune valeur, hors colonnes préremplies"),
        (left_out.notes, "d’une seule cellule, sous le tableau"),
    ):
        for feuille in dict.fromkeys(feuille for feuille, _ in found):
            lines = [ligne for number, ligne in found if number == feuille]
            which = fmt.plural(len(lines), "ligne")
            read = "elles ne sont pas lues" if len(lines) > 1 else "elle n’est pas lue"
            message = f"{which} {cause} : {read}."
            yield places.fault(table, WARNING, message, feuille=feuille, ligne=lines[0])


def _typed(connection: duckdb.DuckDBPyConnection, table: Table) -> pa.Table:
    columns = ", ".join(column.name for column in table.columns)
    statement = fill("select ${columns} from ${table}", columns=columns, table=table.name)
    return connection.execute(statement).to_arrow_table().cast(table.schema)
