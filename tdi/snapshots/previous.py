"""What the last snapshot holds that an import does not say again: carried over, or lost.

A row is the same from one snapshot to the next when its key is. A row that had no value to tell
(« Non communiqué », « Sans objet ») is no loss.
"""

from dataclasses import dataclass
from typing import Literal

import duckdb

from tdi import fmt
from tdi.snapshots.contract import Table
from tdi.snapshots.faults import BLOCKING, WARNING, Fault, counted
from tdi.snapshots.known import FRANCE, Known
from tdi.snapshots.places import CARRIED, Places
from tdi.snapshots.values import fill

# What becomes of rows already published that an import does not say again: a warning; a fault, when
# they are more than half of a table; or they are carried over.
Policy = Literal["warned", "refused", "carried"]

# Columns of a key that say whose a row is, in order of preference, and the lists of their names.
_OWNERS = {
    "operateur_id": ("operateurs",),
    "zone_code": ("territoires", "regions"),
    "territoire_id": ("territoires",),
}
_NAMED = 3
_OPTIONS = (
    "--completer reprend ces lignes de l’instantané précédent ; --accepter-les-pertes les abandonne"
)
_CARRY = """
insert into ${table} by name
select cast(${carried} as integer) as feuille, ${columns}
from precedent_${table} as p
where not exists (select 1 from ${table} as n where ${same})
"""
_COUNT = """
select
    count(*),
    count(*) filter (feuille = ${carried}),
    (select count(*) from precedent_${table}),
    count(*) filter (not exists (select 1 from precedent_${table} as p where ${same})),
    count(*) filter (not (${readable}))
from ${table} as n
"""
_LOST = """
select ${owner} as possesseur, count(*) as lignes
from precedent_${table} as p
where ${valued} and not exists (select 1 from ${table} as n where ${same})
group by possesseur
order by lignes desc, possesseur
"""


@dataclass(frozen=True)
class Change:
    """How many rows of a table an import has, of which sorts, and the previous snapshot had."""

    table: Table
    row_count: int
    carried_count: int
    before_count: int
    new_count: int
    lost_count: int

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say: a table of which nobody knows a row is not a change."""
        return bool(self.row_count or self.before_count)

    @property
    def told(self) -> str:
        """Say it in a sentence."""
        rows = f"{fmt.plural(self.row_count, 'ligne')}, contre {counted(self.before_count)}"
        sorts = (
            (self.new_count, "nouvelle", "nouvelles"),
            (self.lost_count, "disparue", "disparues"),
            (self.carried_count, "reprise telle quelle", "reprises telles quelles"),
        )
        told = ", ".join(fmt.plural(*one) for one in sorts if one[0])
        return f"{rows} à l’instantané précédent" + (f" : {told}." if told else ".")


def compare(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    known: Known,
    places: Places,
    policy: Policy,
) -> tuple[Change, list[Fault]]:
    """Compare a typed table with the previous snapshot's, to which it is completed if asked.

    Open data are not asked of operators and régions: when no file fills a table of theirs, it is
    always carried over whole.
    """
    names = _names(table)
    is_empty = not connection.execute(fill("select 1 from ${table} limit 1", **names)).fetchall()
    if policy == "carried" or (table.complementary and is_empty):
        connection.execute(fill(_CARRY, **names))
    counts = connection.execute(fill(_COUNT, **names)).fetchall()
    [(row_count, carried_count, before_count, new_count, unreadable_count)] = counts
    lost = connection.execute(fill(_LOST, **names)).fetchall()
    # A row whose key cannot be read may be the one that is missed: it has its own fault.
    lost_count = max(0, sum(count for _, count in lost) - unreadable_count)
    change = Change(table, row_count, carried_count, before_count, new_count, lost_count)
    faults = []
    if carried_count:
        faults.append(places.fault(table, WARNING, _carried(change, known)))
    if lost_count:
        is_refused = policy == "refused" and 2 * lost_count > before_count
        faults.append(
            places.fault(
                table,
                BLOCKING if is_refused else WARNING,
                _lost(change, known, lost, is_refused),
                expected="les lignes déjà publiées, à jour",
                suggestion=_OPTIONS if is_refused else None,
            )
        )
    return change, faults


def _names(table: Table) -> dict[str, str]:
    columns = ", ".join(
        f"p.{column.name}, cast(p.{column.name} as varchar) as {column.name}_ecrit"
        for column in table.columns
    )
    has_state = any(column.name == "etat" for column in table.columns)
    return {
        "table": table.name,
        "carried": str(CARRIED),
        "columns": columns,
        "owner": f"cast(p.{_owner(table)} as varchar)",
        "valued": "p.etat in ('Renseigné', 'Contesté')" if has_state else "true",
        "same": " and ".join(f"n.{name} is not distinct from p.{name}" for name in table.key),
        "readable": " and ".join(
            f"(n.{name} is not null or n.{name}_ecrit is null)" for name in table.key
        ),
    }


def _owner(table: Table) -> str:
    return next((name for name in _OWNERS if name in table.key), table.key[0])


def _carried(change: Change, known: Known) -> str:
    since = f"l’instantané du {known.previous_date:%d/%m/%Y}"
    if change.table.complementary and change.carried_count == change.row_count:
        return f"Données ouvertes reprises de {since}."
    lines = "ligne reprise telle quelle", "lignes reprises telles quelles"
    return f"{fmt.plural(change.carried_count, *lines)} de {since}."


def _lost(
    change: Change, known: Known, lost: list[tuple[str | None, int]], is_refused: bool
) -> str:
    """« 12 des 15 lignes publiées au 31/10/2025 disparaîtraient : Bpifrance (9), Ademe (3). »."""
    lists = [FRANCE, *(known.names[name] for name in _OWNERS.get(_owner(change.table), ()))]
    labels = {identifier: label for names in lists for identifier, label in names.labels.items()}
    owners = ", ".join(
        (labels.get(owner or "", owner) or "non précisé")
        + (f" ({counted(count)})" if lost[0][1] > 1 else "")
        for owner, count in lost[:_NAMED]
    )
    if len(lost) > _NAMED:
        owners += f" et {fmt.plural(len(lost) - _NAMED, 'autre')}"
    before = counted(change.before_count)
    which = f"{counted(change.lost_count)} des {before} lignes publiées"
    if change.lost_count == change.before_count:
        which = f"Toutes les lignes publiées ({before})"
    singular, plural = (
        ("disparaîtrait", "disparaîtraient") if is_refused else ("disparaît", "disparaissent")
    )
    verb = singular if change.lost_count == 1 < change.before_count else plural
    return f"{which} au {known.previous_date:%d/%m/%Y} {verb} : {owners}."
