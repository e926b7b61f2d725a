"""DuckDB over the published Parquet files: one in-memory database per data set and version.

Data sets never share a connection, so that a figure can never mix the public and the demonstration
one (R11). Facts are one table for all snapshots, whose rows bear their date. Reference tables are
those of each snapshot: each state of them is a schema, and a query sees that of the snapshot it is
asked for. A damaged reference file makes its table unavailable, a damaged snapshot is left out
whole; the rest is served.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pandas as pd

from tdi import comparees, criteres, derivees, editions, manifest, queries, regles
from tdi.editions import Edition
from tdi.errors import DataError, QueryError
from tdi.settings import data_folder
from tdi.snapshots.depot import Depot
from tdi.snapshots.lot import TableFile

# Superseded versions kept for the readers whose page was begun with them.
_KEPT = 6
# The schema of the tables that hold the rows of every snapshot.
_SHARED = "main"
_databases: dict[tuple[Path, str], "Database"] = {}
_loading = Lock()


@dataclass(frozen=True)
class Database:
    """A loaded data set: its connection, what it publishes, why some tables are unavailable.

    `schemas` names the one that holds each state of the reference tables. `unavailable` has one
    message by schema and table. `derived` has the snapshots whose rows the derived tables hold,
    `compared` the schemas of what was asked for last whatever is selected, and their tables.
    """

    connection: duckdb.DuckDBPyConnection
    edition: Edition
    schemas: dict[tuple[TableFile, ...], str] = field(default_factory=dict)
    unavailable: dict[tuple[str, str], str] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    deriving: Lock = field(default_factory=Lock)
    compared: dict[tuple[Any, ...], tuple[str, set[str]]] = field(default_factory=dict)
    comparing: Lock = field(default_factory=Lock)

    @property
    def version(self) -> str:
        """Fingerprint of what is published; every cache of its figures is keyed by it."""
        return self.edition.version

    @property
    def quarantine(self) -> dict[date, str]:
        """Snapshots left out because a file of theirs is damaged, and which."""
        return self.edition.quarantine


def jeux() -> list[str]:
    """Return the published data sets, the public one first."""
    found = [path.parent.name for path in data_folder().glob(f"*/{manifest.FILE_NAME}")]
    return sorted(found, key=lambda jeu: (jeu != "public", jeu))


def index(jeu: str) -> tuple[str, manifest.Index]:
    """Return the version of what is published now for `jeu`, and its index; loads nothing."""
    depot = Depot(data_folder() / jeu)
    try:
        return _index(depot, depot.stamp(manifest.FILE_NAME))
    except FileNotFoundError:
        return manifest.read_index(depot)  # says so in French


@lru_cache(maxsize=64)
def _index(depot: Depot, _stamp: tuple[int, int, int]) -> tuple[str, manifest.Index]:
    return manifest.read_index(depot)


def open_jeu(jeu: str, version: str | None = None) -> Database:
    """Return the database of `jeu`: the given version, or what is published now.

    A version is loaded once, however many readers ask for it at the same time. Raises DataError
    when it has been superseded and is no longer held.
    """
    folder = data_folder() / jeu
    held = _databases.get((folder, version or index(jeu)[0]))
    if held:
        return held
    with _loading:
        published, content = index(jeu)
        key = (folder, version or published)
        if key not in _databases:
            if key != (folder, published):
                raise DataError(
                    "De nouvelles données ont été publiées depuis l’ouverture de cette page : "
                    "il faut l’actualiser."
                )
            _databases[key] = _load(Depot(folder), published, content)
            for superseded in list(_databases)[:-_KEPT]:
                del _databases[superseded]
        return _databases[key]


def _load(depot: Depot, version: str, content: manifest.Index) -> Database:
    connection = duckdb.connect(config={"threads": 1})
    database = Database(connection, editions.check(depot, version, content))
    connection.execute("set file_search_path = $folder", {"folder": str(depot.folder)})
    publications = database.edition.as_json()
    connection.execute("set variable publications = $json", {"json": publications})
    connection.execute("set variable regles = $json", {"json": regles.as_json()})
    connection.execute("set variable criteres = $json", {"json": criteres.as_json()})
    tables = queries.staged()
    shared = [table for table in tables if editions.is_shared(table)]
    for table in shared:
        with _noted(database, _SHARED, table):
            _stage(connection, table, table, editions.readable(depot, database.edition, table))
    _load_references(depot, database, [table for table in tables if table not in shared])
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return database


def _load_references(depot: Depot, database: Database, tables: list[str]) -> None:
    """Give each state of the reference tables its schema; what two states share is read once."""
    connection = database.connection
    connection.execute("create schema contenus")
    read: set[str] = set()
    for state in database.edition.states():
        schema = database.schemas[state] = f"etat_{len(database.schemas)}"
        connection.execute(f"create schema {schema}")
        for table in tables:
            with _noted(database, schema, table):
                file = editions.reference(depot, state, table)
                content = f"contenus.{table}_{file.sha256}"
                if content not in read:
                    path = editions.readable_reference(depot, file)
                    _stage(connection, content, table, [path])
                    read.add(content)
                connection.execute(f"create view {schema}.{table} as from {content}")


def _stage(connection: duckdb.DuckDBPyConnection, name: str, table: str, paths: list[str]) -> None:
    connection.execute("set variable fichiers = $paths", {"paths": paths})
    connection.execute(f"create table {name} as {queries.load(f'tables/{table}').sql}")


@contextmanager
def _noted(database: Database, schema: str, table: str) -> Iterator[None]:
    """Keep what prevents a table from being read, for whoever will ask for it."""
    try:
        yield
    except DataError as error:
        database.unavailable[schema, table] = str(error)
    except duckdb.Error as error:
        database.unavailable[schema, table] = (
            f"La table « {table} » du jeu « {database.edition.jeu} » ne peut pas être lue "
            f"(queries/tables/{table}.sql) : {str(error).splitlines()[0]}"
        )


def examined(jeu: str, version: str | None, snapshot_date: str | None) -> tuple[int, int]:
    """Return how many snapshots up to one had their alerts examined, of how many."""
    database = open_jeu(jeu, version)
    days = [day.isoformat() for day in database.edition.snapshots]
    until = [day for day in days if day <= (snapshot_date or day)]
    return len(database.derived.intersection(until)), len(until)


@contextmanager
def cursor(
    jeu: str, version: str | None = None, snapshot_date: str | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a cursor on `jeu` that sees the reference tables of a snapshot, or the current ones.

    Raises DataError naming the file when a table that is read is missing or damaged.
    """
    with _cursor(open_jeu(jeu, version), snapshot_date) as opened:
        yield opened


@contextmanager
def _cursor(
    database: Database, snapshot_date: str | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    schema = database.schemas[database.edition.references(snapshot_date)]
    # One cursor per call: threads that share a connection get each other's rows.
    with database.connection.cursor() as opened:
        opened.execute(f"set search_path = '{schema},{_SHARED}'")
        try:
            yield opened
        except duckdb.CatalogException as error:
            for (place, table), told in database.unavailable.items():
                if place in (schema, _SHARED) and f"with name {table} does not" in str(error):
                    raise DataError(told) from error
            raise


def run(
    jeu: str,
    sql: str,
    params: dict[str, Any] | None = None,
    version: str | None = None,
    snapshot_date: str | None = None,
) -> pd.DataFrame:
    """Run one SELECT on `jeu` and return its rows, read as `cursor` says.

    Raises DataError as `cursor` does, QueryError when the statement itself is wrong.
    """
    database = open_jeu(jeu, version)
    try:
        if queries.reads_derived(sql):
            days = derivees.days_read(database.edition, sql, snapshot_date)
            derivees.ensure(database, days, list(_databases.values()), _cursor)
        with _cursor(database, snapshot_date) as opened:
            asked = params or {}
            # Every snapshot with its previous, for the journal: too many rows to be held.
            short = None if asked.get("pas_a_pas") else comparees.shortened(sql)
            if short:
                comparees.hold(database, opened, short.tables, asked)
                sql, asked = short.sql, {name: asked[name] for name in short.params}
            return opened.execute(sql, asked).df()
    except duckdb.Error as error:
        raise QueryError(str(error).splitlines()[0]) from error
