"""From what a query found — sheet number, row, column — to a fault a reader can locate."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from tdi.snapshots import limits
from tdi.snapshots.contract import Table
from tdi.snapshots.faults import Fault, Severity, shown
from tdi.snapshots.matching import Matched

EVERY_FILE = "(tous les fichiers)"
# Number of the sheet of the rows that no file holds: carried over from the previous snapshot.
CARRIED = -1
_LISTED = """
select *, count(*) over () as total from (
${faults}
) where feuille is distinct from ${carried} order by feuille, ligne limit ${most}
"""
_CARRIED = """
select count(*), min(message) from (
${faults}
) where feuille = ${carried}
"""


@dataclass(frozen=True)
class Places:
    """The sheets of an import by number, and how to name a place in them."""

    sheets: Mapping[int, Matched]

    def of(self, table: Table) -> dict[int, Matched]:
        """Return the sheets of one table."""
        return {number: one for number, one in self.sheets.items() if one.table is table}

    def row(self, feuille: int, ligne: int) -> str:
        """« ligne 12 de la feuille « Financements » (relevé.xlsx) »."""
        sheet = self.sheets[feuille].sheet
        name = f" de la feuille « {shown(sheet.sheet_name)} »" if sheet.sheet_name else ""
        return f"ligne {ligne}{name} ({shown(sheet.file_name)})"

    def fault(
        self,
        table: Table,
        severity: Severity,
        message: str,
        *,
        feuille: int | None = None,
        ligne: int | None = None,
        column: str | None = None,
        value: object = None,
        **more: Any,
    ) -> Fault:
        """Make the fault of a cell, a row, or (without a sheet number) a table as a whole."""
        shown_value = shown(str(value)) if value is not None else None
        if feuille is None:
            label = table.column(column).label if column else None
            name, file = table.title, EVERY_FILE
        else:
            matched = self.sheets[feuille]
            label = matched.label(table.column(column)) if column else None
            name, file = matched.sheet.sheet_name, matched.sheet.file_name
        return Fault(
            severity=severity,
            file=file,
            sheet=name,
            row=ligne,
            column=label,
            value=shown_value,
            message=message,
            **more,
        )


def collect(
    connection: duckdb.DuckDBPyConnection, faults: str, parameters: Mapping[str, Any] | None = None
) -> tuple[list[dict[str, Any]], int]:
    """Run a query that selects faulty cells; returns the first ones and how many there are."""
    found = connection.execute(_around(faults, _LISTED), parameters or {})
    names = [column[0] for column in found.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return rows, rows[0]["total"] if rows else 0


def carried(
    connection: duckdb.DuckDBPyConnection, faults: str, parameters: Mapping[str, Any] | None = None
) -> tuple[int, str | None]:
    """Return how many of the rows that a query selects were carried over, and one message."""
    [found] = connection.execute(_around(faults, _CARRIED), parameters or {}).fetchall()
    return found


def _around(faults: str, statement: str) -> str:
    # Not `fill`: the query has `$parameters` of its own.
    for name, value in (("carried", CARRIED), ("most", limits.FAULTS_LISTED), ("faults", faults)):
        statement = statement.replace(f"${{{name}}}", str(value))
    return statement
