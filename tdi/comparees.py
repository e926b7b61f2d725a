"""The lines of two snapshots, compared once for every reader: their rows, held per pair of dates.

A page asks five questions of the same comparison, under any filter. Nothing is stored: a pair is
compared when it is first asked for, by the one query that says how.
"""

from typing import TYPE_CHECKING, Any

from tdi import queries

if TYPE_CHECKING:
    from tdi.db import Database

# Pairs held at the same time, some megabytes each.
_KEPT = 16
_NAMES = ("snapshot_date", "base_date", "pas_a_pas", "phase")


def register(database: "Database", opened: Any, params: dict[str, Any]) -> None:
    """Let a cursor, on the tables of the snapshot shown, read the comparison that is asked for."""
    asked = {name: params[name] for name in _NAMES}
    key = tuple(asked.values())
    with database.comparing:
        rows = database.compared.pop(key, None)
        if rows is None:
            rows = opened.execute(queries.load(queries.HELD).sql, asked).to_arrow_table()
        # Put last: the first is the one asked for longest ago.
        database.compared[key] = rows
        for former in list(database.compared)[:-_KEPT]:
            del database.compared[former]
    opened.register(queries.HELD_ROWS, rows)
