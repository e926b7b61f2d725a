"""Rows that are the same whatever is selected: made once for every reader, and held.

What two snapshots compare to, or what a public claim is worth, is asked several times a page, under
any filter: planning it again would take longer than reading it. Nothing is stored: rows are made
when they are first asked for, by the one query that says how, and read as a table of its stem.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from tdi import queries

if TYPE_CHECKING:
    from tdi.db import Database

HELD = (
    "suivi/annonces_lues",
    "suivi/jugements",
    "suivi/lieux_compares",
    "suivi/lignes_comparees",
    "suivi/methode",
    "suivi/mouvements",
    "suivi/passages",
)
# What they may take, none of it a selection; and how many sets of it are held, of some megabytes.
_NAMES = ("snapshot_date", "base_date", "pas_a_pas", "phase")
_KEPT = 16
_PARAM = re.compile(r"\$(\w+)")
_numbers = count()


@dataclass(frozen=True)
class Shortened:
    """A statement that reads tables instead of making their rows: which, and what it takes."""

    sql: str
    tables: tuple[str, ...]
    params: frozenset[str]


@lru_cache(maxsize=512)
def shortened(sql: str) -> Shortened | None:
    """Return what to run instead of a statement; None when it makes none of the rows held.

    What it says is unchanged, and is what a reader is shown.
    """
    reads = queries.reads(sql)
    needed = queries.needed(reads)
    whole = queries.split(sql)[0] + queries.parts(needed)
    if not set(needed) & set(HELD) or not sql.startswith(whole):
        return None
    own = sql.removeprefix(whole)
    kept = queries.needed(reads, apart=HELD)
    made = [name for name in kept if name not in HELD]
    if made:
        own = queries.parts(made) + own
    elif own.startswith(","):
        own = f"with {own[1:]}"
    tables = tuple(name for name in kept if name in HELD)
    return Shortened(own, tables, frozenset(_PARAM.findall(own)))


def hold(
    database: "Database", opened: Any, tables: tuple[str, ...], params: dict[str, Any]
) -> None:
    """Let a cursor, on the tables of a snapshot, read these too: make those not held yet."""
    [path] = opened.execute("select current_setting('search_path')").fetchone()
    key = (path, *(params.get(name) for name in _NAMES))
    with database.comparing:
        # Put last: the first is the one asked for longest ago.
        if key not in database.compared:
            database.compared[key] = f"tenues_{next(_numbers)}", set()
            opened.execute(f"create schema {database.compared[key][0]}")
        schema, made = database.compared[key] = database.compared.pop(key)
        opened.execute(f"set search_path = '{schema},{path}'")
        for name in tables:
            _make(opened, schema, made, name, params)
        for former in list(database.compared)[:-_KEPT]:
            opened.execute(f"drop schema {database.compared.pop(former)[0]} cascade")
        # From here on this cursor sees them as they are, were they dropped before it reads them.
        opened.begin()
        opened.execute(f"from {schema}.{tables[0].rpartition('/')[2]} limit 0")


def _make(opened: Any, schema: str, made: set[str], name: str, params: dict[str, Any]) -> None:
    """Fill one table, once those that it reads are."""
    if name in made:
        return
    query = queries.load(name)
    short = shortened(query.sql)
    for before in short.tables if short else ():
        _make(opened, schema, made, before, params)
    sql, taken = (short.sql, short.params) if short else (query.sql, set(query.params))
    stem = name.rpartition("/")[2]
    opened.execute(
        f"create table {schema}.{stem} as\n{queries.unordered(sql)}",
        {param: params[param] for param in taken},
    )
    made.add(name)
