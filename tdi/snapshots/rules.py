"""Rules across rows and tables: `regles/*.sql`, each selecting the rows that break it.

A header says what the rule refuses (its first sentence is the message), `@gravite`, `@table` and
`@attendu`. A rule selects `feuille, ligne, colonne, valeur, message`: a null place is about the
whole table; a null message is the header's sentence. Rows carried over from the previous snapshot
have no place that a reader could open: they are counted. A rule reads the typed tables of the
import, the reference tables, and what was published before (`precedent_<table>`); `$date` is the
snapshot's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import get_args

import duckdb

from tdi import fmt
from tdi.errors import QueryError
from tdi.queries import header_entries
from tdi.snapshots import contract
from tdi.snapshots.contract import Table
from tdi.snapshots.faults import Fault, Severity
from tdi.snapshots.places import Places, carried, collect

FOLDER = Path(__file__).with_name("regles")


@dataclass(frozen=True)
class Rule:
    """One rule: what it refuses, how seriously, about which table, and its select."""

    name: str
    title: str
    severity: Severity
    table: Table
    expected: str
    sql: str


@lru_cache(maxsize=1)
def load() -> tuple[Rule, ...]:
    """Return every rule, in the order of the contract's tables; QueryError names a bad header."""
    rules = [parse(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.sql"))]
    order = {table.name: position for position, table in enumerate(contract.load().tables)}
    return tuple(sorted(rules, key=lambda rule: (order[rule.table.name], rule.name)))


def parse(name: str, text: str) -> Rule:
    """Read a rule and its header."""
    title, entries = header_entries(text)
    tags = dict(entries)
    try:
        severity, table = tags["gravite"], contract.load().table(tags["table"])
        if not title or severity not in get_args(Severity):
            raise KeyError("gravite")
        return Rule(name, title, severity, table, tags["attendu"], text)  # type: ignore[arg-type]
    except KeyError as error:
        raise QueryError(f"regles/{name}.sql : en-tête incomplet ({error}).") from error


def find(
    connection: duckdb.DuckDBPyConnection,
    rule: Rule,
    places: Places,
    day: date,
    *,
    is_whole: bool = True,
    has_carried: bool = False,
) -> Iterator[Fault]:
    """Tell every row that breaks the rule.

    Unless the import `is_whole`, nothing is told of a table as a whole. `has_carried` says that it
    has rows of the previous snapshot.
    """
    parameters = {"date": day} if "$date" in rule.sql else {}
    rows, total = collect(connection, rule.sql, parameters)
    for row in rows:
        if row["feuille"] is None and not is_whole:
            continue
        yield places.fault(
            rule.table,
            rule.severity,
            row["message"] or rule.title,
            feuille=row["feuille"],
            ligne=row["ligne"],
            column=row["colonne"],
            value=row["valeur"],
            expected=rule.expected,
        )
    if total > len(rows):
        message = f"{total - len(rows)} autres lignes : {rule.title}"
        yield places.fault(rule.table, rule.severity, message, expected=rule.expected)
    count, example = carried(connection, rule.sql, parameters) if has_carried else (0, None)
    if count:
        message = f"{fmt.plural(count, 'ligne reprise', 'lignes reprises')} : {rule.title}"
        if example:
            message += f" Par exemple, {example[0].lower()}{example[1:]}"
        yield places.fault(rule.table, rule.severity, message, expected=rule.expected)
