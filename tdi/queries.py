"""Read `queries/**/*.sql` and the header that documents each of them."""

import os
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tdi import fmt
from tdi.errors import QueryError
from tdi.settings import QUERIES

SINGLE_ROW = "une seule ligne"
# When a declared source is one of a result's: each time, if it ends with the number of the phase
# asked for, or if the rows name it in `source_ids`.
ALWAYS, BY_PHASE, BY_ROW = "toujours", "selon la phase", "selon les lignes"
_SOURCE_WHEN = {(): ALWAYS, (BY_PHASE,): BY_PHASE, (BY_ROW,): BY_ROW}
# Tables that the rules of the alerts fill; they read published tables, and so are those read.
DERIVED = ("alertes", "examens")
RULES = "alertes/"
_READ = re.compile(r"\b(?:from|join)\s+([a-z_]\w*)")
# The order of a whole statement: that of a part of it is indented.
_ORDER = "\norder by"
_TAG = re.compile(r"@(\w+)\s+(.*)")


@dataclass(frozen=True)
class Column:
    """One documented column of a result: what it is called, its unit, its definition (French)."""

    name: str
    unit: str
    label: str
    definition: str = ""


@dataclass(frozen=True)
class Query:
    """One `.sql` file: its text, and the promises its header makes."""

    name: str
    title: str
    grain: tuple[str, ...]
    params: dict[str, str]
    columns: dict[str, Column]
    # Every source that the query may read, and when it does.
    sources: dict[str, str]
    sql: str
    # The snapshots that it reads beside the one shown, in words; empty when it reads none.
    compares: str = ""
    # The queries whose rows it reads, each under its stem.
    reads: tuple[str, ...] = ()
    # The column whose place says if a row is of a région: what it answers for one is then what it
    # answers for all, less the others' rows. Empty when it is not.
    within: str = ""

    @property
    def is_single_row(self) -> bool:
        """Whether the result always holds exactly one row."""
        return self.grain == (SINGLE_ROW,)


def names() -> list[str]:
    """Name of every query, such as `pilotage/enveloppe_by_etape`, sorted."""
    return sorted(
        path.relative_to(QUERIES).with_suffix("").as_posix() for path in QUERIES.rglob("*.sql")
    )


def staged() -> list[str]:
    """Return the staging tables that are loaded from what is published, sorted."""
    return sorted({path.stem for path in (QUERIES / "tables").glob("*.sql")}.difference(DERIVED))


def reads_derived(sql: str) -> bool:
    """Whether a query reads what the rules of the alerts hold."""
    return not _named(sql).isdisjoint(DERIVED)


def compares(sql: str) -> bool:
    """Whether a query says that it reads other snapshots than the one shown."""
    return any(tag == "compare" for tag, _ in header_entries(sql)[1])


def reads(sql: str) -> tuple[str, ...]:
    """Return the queries whose rows a statement says that it reads."""
    return next((_listed(body) for tag, body in header_entries(sql)[1] if tag == "with"), ())


def tables_read(sql: str) -> list[str]:
    """Return the staging tables that a query reads, through the rules too, sorted (no CTE)."""
    named = _named(sql)
    if reads_derived(sql):
        named = named.union(*(_named(load(name).sql) for name in names() if name.startswith(RULES)))
    return sorted(named.intersection(staged()))


def _named(sql: str) -> set[str]:
    body = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    return set(_READ.findall(body))


def load(name: str) -> Query:
    """Return the query called `name`, with the text of those that it reads.

    Raises QueryError when a file does not exist or its header cannot be read.
    """
    query = _file(name)
    if not query.reads:
        return query
    return _whole(QUERIES, name, tuple(map(_stamp, (name, *needed(query.reads)))))


@lru_cache(maxsize=512)
def _whole(_folder: Path, name: str, _stamps: tuple[int, ...]) -> Query:
    """Return a query whose statement begins with what it reads."""
    query = _file(name)
    header, body = split(query.sql)
    own = f",\n\n{body[5:]}" if body.startswith("with ") else f"\n\n{body}"
    return replace(query, sql=header + parts(needed(query.reads)) + own)


def _file(name: str) -> Query:
    return _parsed(QUERIES / f"{name}.sql", _stamp(name))


def _stamp(name: str) -> int:
    try:
        return os.stat(f"{QUERIES}/{name}.sql").st_mtime_ns  # noqa: PTH116  # a page asks hundreds
    except FileNotFoundError:
        raise QueryError(f"La requête « queries/{name}.sql » n’existe pas.") from None


def parts(names: list[str]) -> str:
    """Return queries as the beginning of a statement that reads them, each under its stem."""
    bodies = {name: unordered(split(_file(name).sql)[1]) for name in names}
    told = (f"{name.rpartition('/')[2]} as (\n{body}\n)" for name, body in bodies.items())
    return "\nwith " + ",\n\n".join(told)


def unordered(sql: str) -> str:
    """Return a statement without its order: rows that are only read would be sorted for nothing."""
    return sql.partition(_ORDER)[0]


def needed(reads: tuple[str, ...], apart: tuple[str, ...] = ()) -> list[str]:
    """Return what is read, and what that reads, each before who reads it.

    What those `apart` read is left out.
    """
    names: dict[str, None] = {}
    for name in reads:
        if name not in apart:
            names |= dict.fromkeys(needed(_file(name).reads, apart))
        names[name] = None
    return list(names)


def split(text: str) -> tuple[str, str]:
    """Split the text of a query into its header and its statement."""
    lines = text.splitlines(keepends=True)
    count = next(rank for rank, line in enumerate(lines) if not line.startswith("--"))
    return "".join(lines[:count]), "".join(lines[count:]).lstrip()


@lru_cache(maxsize=512)
def _parsed(path: Path, _modified: int) -> Query:
    return parse(path.relative_to(QUERIES).with_suffix("").as_posix(), path.read_text("utf-8"))


def parse(name: str, text: str) -> Query:
    """Read the header of a query file: first sentence, `@grain`, `@with`, `@within`, `@param`,
    `@compare`, `@column`, `@source`.

    A comment line that starts with no tag continues the tag above it. `@source` may be repeated.
    Raises QueryError naming the file and the line that cannot be read.
    """
    title, entries = header_entries(text)
    if not title:
        raise QueryError(
            f"queries/{name}.sql : la première ligne doit dire ce que la requête donne."
        )
    grain: tuple[str, ...] = ()
    params: dict[str, str] = {}
    columns: dict[str, Column] = {}
    sources: dict[str, str] = {}
    compares = ""
    reads: tuple[str, ...] = ()
    within = ""
    for tag, body in entries:
        fields = [field.strip() for field in body.split("|")]
        if tag == "grain":
            grain = _listed(body)
        elif tag == "with":
            reads = _listed(body)
        elif tag == "within":
            within = body
        elif tag == "param" and len(fields) == 2:
            params[fields[0]] = fmt.spaced(fields[1])
        elif tag == "column" and len(fields) in (3, 4):
            column, unit, *told = fields
            columns[column] = Column(column, unit, *map(fmt.spaced, told))
        elif tag == "compare":
            compares = body
        elif tag == "source" and (when := _SOURCE_WHEN.get(tuple(fields[1:]))):
            sources |= dict.fromkeys((part.strip() for part in fields[0].split(",")), when)
        else:
            raise QueryError(f"queries/{name}.sql : ligne d’en-tête illisible : « @{tag} {body} ».")
    if not grain or not columns:
        raise QueryError(f"queries/{name}.sql : l’en-tête doit donner « @grain » et « @column ».")
    return Query(
        name, fmt.spaced(title), grain, params, columns, sources, text, compares, reads, within
    )


def _listed(body: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in body.split(","))


def header_entries(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Split the leading comment into its first sentence and its (tag, body) entries."""
    title: list[str] = []
    entries: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        content = line.removeprefix("--").strip()
        match = _TAG.match(content)
        if match:
            entries.append((match[1], match[2].strip()))
        elif content and entries:
            tag, body = entries[-1]
            entries[-1] = (tag, f"{body} {content}")
        elif content:
            title.append(content)
    return " ".join(title), entries
