"""DuckDB over the published Parquet files: one in-memory database per data set and version.

Data sets never share a connection, so that a figure can never mix the public and the demonstration
one (R11). A file that fails its fingerprint makes its table unavailable, not the whole database.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from tdi import manifest, queries
from tdi.errors import DataError, QueryError
from tdi.settings import data_folder


@dataclass(frozen=True)
class Database:
    """A loaded data set: its connection, its manifest, and why some tables are unavailable."""

    connection: duckdb.DuckDBPyConnection
    manifest: manifest.Manifest
    unavailable: dict[str, str] = field(default_factory=dict)


def jeux() -> list[str]:
    """Return the published data sets, the public one first."""
    found = [path.parent.name for path in data_folder().glob(f"*/{manifest.FILE_NAME}")]
    return sorted(found, key=lambda jeu: (jeu != "public", jeu))


def version(jeu: str) -> str:
    """Fingerprint of what is published now for `jeu`; every cache of its figures is keyed by it."""
    path = data_folder() / jeu / manifest.FILE_NAME
    modified = path.stat().st_mtime_ns if path.is_file() else 0
    return _manifest(path.parent, modified).version


@lru_cache(maxsize=64)
def _manifest(folder: Path, _modified: int) -> manifest.Manifest:
    return manifest.read(folder)


def open_jeu(jeu: str) -> Database:
    """Return the database of `jeu`, loaded once per published version."""
    return _loaded(data_folder() / jeu, version(jeu))


@lru_cache(maxsize=4)
def _loaded(folder: Path, _version: str) -> Database:
    connection = duckdb.connect(config={"threads": 1})
    published = manifest.read(folder)
    database = Database(connection, published)
    connection.execute("set file_search_path = $folder", {"folder": str(folder)})
    for name in queries.names():
        if name.startswith("tables/"):
            table = name.removeprefix("tables/")
            try:
                manifest.check_table(folder, published, table)
                connection.execute(f"create table {table} as {queries.load(name).sql}")
            except DataError as error:
                database.unavailable[table] = str(error)
            except duckdb.Error as error:
                database.unavailable[table] = (
                    f"La table « {table} » du jeu « {folder.name} » ne peut pas être lue "
                    f"(queries/{name}.sql) : {str(error).splitlines()[0]}"
                )
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return database


def run(jeu: str, sql: str, params: dict[str, Any] | None = None) -> pd.DataFrame:
    """Run one SELECT on `jeu` and return its rows.

    Raises DataError naming the file when a table it reads is missing or damaged, QueryError when
    the statement itself is wrong.
    """
    database = open_jeu(jeu)
    # One cursor per call: threads that share a connection get each other's rows.
    with database.connection.cursor() as cursor:
        try:
            return cursor.execute(sql, params or {}).df()
        except duckdb.CatalogException as error:
            for table in queries.tables_read(sql):
                if table in database.unavailable:
                    raise DataError(database.unavailable[table]) from error
            raise QueryError(str(error).splitlines()[0]) from error
        except duckdb.Error as error:
            raise QueryError(str(error).splitlines()[0]) from error
