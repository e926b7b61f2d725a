"""Tables derived from the published ones: the rules of the alerts, held at each snapshot.

A rule is one query; the same is run at the date of each snapshot, with the reference tables of that
day, so that « since when » is no second definition. A snapshot is examined once a version, when a
query first reads what was found in it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from tdi import queries, regles
from tdi.filters import Filters

# What a rule says of each subject that it examines; a query leaves out what it has not.
_SUJETS = """
create temp table sujets (
    regle_id varchar, sujet_id varchar, sujet_name varchar, engagement_id varchar,
    enjeu_id varchar, owner_names varchar[], zone_code varchar, is_alerte boolean,
    constat varchar, value double, repere_value double, unit varchar, compared_count bigint,
    ligne_count bigint, ecart_eur decimal(18, 2), due_date date, source_ids varchar[]
)
"""

Open = Callable[[str | None], AbstractContextManager[Any]]


def create(cursor: Open) -> None:
    """Create the derived tables, empty; `cursor` opens one on the tables of a snapshot."""
    with cursor(None) as opened:
        opened.execute(_SUJETS)
        _derive(opened, "create table main.{} as", None)


def fill(cursor: Open, day: str) -> None:
    """Run every rule at the date of a snapshot."""
    with cursor(day) as opened:
        opened.execute(_SUJETS)
        for regle_id in regles.load():
            query = queries.load(f"{queries.RULES}{regle_id}")
            values = Filters(snapshot_date=day).as_params() | regles.seuils(query.name)
            opened.execute(
                f"insert into sujets by name select $regle as regle_id, * from (\n"  # noqa: S608
                f"{query.sql}\n)",
                {"regle": regle_id, **{name: values[name] for name in query.params}},
            )
        _derive(opened, "insert into main.{} by name", day)


def _derive(opened: Any, statement: str, day: str | None) -> None:
    for table in queries.DERIVED:
        text = queries.load(f"tables/{table}").sql
        opened.execute(f"{statement.format(table)} {text}", {"snapshot_date": day})
