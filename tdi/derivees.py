"""Tables derived from the published ones: the rules of the alerts, held at each snapshot.

A rule is one query; the same is run at the date of each snapshot, with the reference tables of that
day, so that « since when » is no second definition. A snapshot is examined once, when a query first
reads what was found in it: a publication later adds its own and takes over the former ones.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from tdi import queries, regles
from tdi.editions import Edition

if TYPE_CHECKING:
    from tdi.db import Database

# What a rule says of each subject that it examines; a query leaves out what it has not.
_SUJETS = """
create temp table sujets (
    regle_id varchar, sujet_id varchar, sujet_name varchar, engagement_id varchar,
    enjeu_id varchar, owner_names varchar[], zone_code varchar, is_alerte boolean,
    constat varchar, value double, repere_value double, unit varchar, compared_count bigint,
    ligne_count bigint, ecart_eur decimal(18, 2), due_date date, source_ids varchar[]
)
"""

Open = Callable[..., AbstractContextManager[Any]]


def days_read(edition: Edition, sql: str, snapshot_date: str | None) -> list[str]:
    """Return the snapshots that must have been examined for a query to be answered.

    The one shown; all those up to it when the query says that it compares.
    """
    days = sorted(day.isoformat() for day in edition.snapshots)
    until = [day for day in days if day <= (snapshot_date or day)]
    return until if queries.compares(sql) else until[-1:]


def ensure(database: "Database", days: list[str], held: list["Database"], cursor: Open) -> None:
    """Fill the derived tables for these days, once however many readers ask at the same time.

    What another of the databases that are held has found is taken over.
    """
    with database.deriving:
        if not database.derived:
            with cursor(database) as opened:
                opened.execute(_SUJETS)
                _derive(opened, "create table main.{} as", None)
            database.derived.add("")
    for day in days:
        # Let go between two: a reader of one snapshot need not wait for all of them.
        with database.deriving:
            if day in database.derived:
                continue
            former = _holding(database.edition, day, held)
            if former:
                with cursor(former) as source, cursor(database) as opened:
                    _copy(source, opened, day)
            else:
                with cursor(database, day) as opened:
                    fill(opened, day)
            database.derived.add(day)


def _holding(edition: Edition, day: str, held: list["Database"]) -> "Database | None":
    """Return a database that has examined a day, all that it is compared with alike."""
    past = _past(edition, day)
    return next(
        (one for one in held if day in one.derived and _past(one.edition, day) == past), None
    )


def _past(edition: Edition, day: str) -> list[tuple[str, str]]:
    return [
        (listed.date.isoformat(), listed.sha256)
        for listed in edition.index.instantanes
        if listed.date in edition.snapshots and listed.date.isoformat() <= day
    ]


def fill(opened: Any, day: str) -> None:
    """Run every rule at the date of a snapshot, through a cursor on its tables."""
    opened.execute(_SUJETS)
    for regle_id in regles.load():
        sql = queries.load(f"{queries.RULES}{regle_id}").sql
        opened.execute(
            f"insert into sujets by name select $regle as regle_id, * from (\n"  # noqa: S608
            f"{sql}\n)",
            {"regle": regle_id, **regles.params(regle_id, day)},
        )
    _derive(opened, "insert into main.{} by name", day)


def _copy(held: Any, opened: Any, day: str) -> None:
    for table in queries.DERIVED:
        rows = held.execute(f"from main.{table} where snapshot_date = $day", {"day": day})
        opened.register("held_rows", rows.to_arrow_table())
        opened.execute(f"insert into main.{table} by name from held_rows")
        opened.unregister("held_rows")


def _derive(opened: Any, statement: str, day: str | None) -> None:
    for table in queries.DERIVED:
        text = queries.load(f"tables/{table}").sql
        opened.execute(f"{statement.format(table)} {text}", {"snapshot_date": day})
