"""Which program made a bundle: the queries that it used, and the fingerprint of all that it is."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tdi import queries
from tdi.settings import QUERIES, ROOT

_PARTS = (
    "tdi/**/*.py",
    "tdi/**/*.typ",
    "tdi/paquet/modeles/*",
    "queries/**/*.sql",
    "queries/**/*.toml",
)
# Other versions of these may compute, draw or set the same thing in other bytes.
_LIBRARIES = ("duckdb", "jinja2", "pandas", "plotly", "typst")
_FILES_OF_RULES = ("alertes/regles.toml", "donnees/criteres.toml")


@cache
def fingerprint() -> str:
    """Return the SHA-256 of the program: its code, templates, queries, rules and libraries."""
    digest = hashlib.sha256()
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for path in sorted({path for pattern in _PARTS for path in ROOT.glob(pattern)}):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def query(name: str) -> bytes | None:
    """Return the text of a file of the queries, header included; None when there is none."""
    path = QUERIES / name
    inside = Path(path).resolve().is_relative_to(QUERIES)
    return path.read_bytes() if inside and path.is_file() else None


def queries_used(names: set[str]) -> list[str]:
    """Return the files that these queries are made of: themselves, those whose rows they read, the
    tables, and the rules of the alerts when they read them.
    """
    found: set[str] = set()
    left = set(names)
    while left:
        name = left.pop()
        found.add(name)
        loaded = queries.load(name)
        used = {*loaded.reads, *(f"tables/{table}" for table in queries.tables_read(loaded.sql))}
        if queries.reads_derived(loaded.sql):
            used |= {f"tables/{table}" for table in queries.DERIVED}
            used |= {rule for rule in queries.names() if rule.startswith(queries.RULES)}
        left |= used - found
    return sorted([*(f"{name}.sql" for name in found), *_FILES_OF_RULES])
