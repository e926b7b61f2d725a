"""Which territoires are compared, and why these, in words.

Pure: the words of the address and the rows of the queries in, ids and sentences out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tdi import fmt
from tdi.adresse import Choice, Fetch
from tdi.filters import PHASES, Filters
from tdi.langue import enumerate_words
from tdi.results import Result

Row = dict[str, Any]
KEY = "comparer"
AT_MOST, PEERS = 6, 5
OWERS = "l’État et les opérateurs, engagement par engagement (page Complétude)"


@dataclass(frozen=True)
class Several(Choice):
    """A choice of several options; the address holds the words of each, under the same key."""

    default: tuple[Any, ...] = ()

    def said(self, value: Any) -> str:
        """« 3 territoires comparés »: their names would fill the bar."""
        return fmt.plural(len(value), "territoire comparé", "territoires comparés")

    def read_all(self, words: list[str]) -> tuple[tuple[Any, ...], list[str]]:
        """Return the options that the address names, in its order; and why others are refused."""
        answers = [self.read(one) for one in dict.fromkeys(words) if one]
        kept = [value for value, refusal in answers if refusal is None]
        return tuple(dict.fromkeys(kept)), [refusal for _, refusal in answers if refusal]

    def write_all(self, values: tuple[Any, ...]) -> list[str]:
        """Return the words of the address for these options."""
        return [self.options[value] for value in values]


@dataclass(frozen=True)
class Comparaison:
    """What the page compares: the filters of its queries, with the territoires in their order.

    `reference` is the one that the others were chosen for being like; None when they are not.
    """

    filters: Filters
    told: str
    reference: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Identifiers of the territoires compared, none when there are not two."""
        return self.filters.territoire_ids


def choice(filters: Filters, fetch: Fetch) -> Several:
    """Return the choice of the territoires to compare, all of one phase."""
    phase = PHASES[filters.phase].lower()
    names = _names(replace(filters, region_code=None), fetch)
    other = 2 if filters.phase == 1 else 1
    others = _names(replace(filters, region_code=None, phase=other), fetch)
    why = (
        f"est un territoire de la {PHASES[other].lower()}\u00a0: deux phases ne se comparent pas, "
        "périmètres et règles ont changé"
    )
    return Several(
        KEY,
        "Territoires à comparer",
        names,
        refusal=f"n’est pas un territoire de la {phase}",
        placeholder="Choisir des territoires",
        reasons={name: why for name in others.values() if name not in names.values()},
    )


def _names(filters: Filters, fetch: Fetch) -> Mapping[str, str]:
    frame = fetch("filtres/territoires", filters).frame
    return dict(zip(frame["territoire_id"], frame["territoire_name"], strict=True))


def compared(filters: Filters, chosen: tuple[str, ...], fetch: Fetch) -> Comparaison:
    """Return what to compare: the territoires chosen, or a proposal made from the filters.

    One territoire, chosen here or for all pages, is compared to those most like it; a région
    proposes its most populated ones.
    """
    base = filters.without("region_code", "territoire_id")
    reference = chosen[0] if len(chosen) == 1 else None if chosen else filters.territoire_id
    if reference:
        near = fetch("territoires/semblables", replace(base, territoire_id=reference))
        rows = near.records()[: PEERS + 1]
        told = (
            f"**{rows[0]['territoire_name']}** face aux {fmt.number(len(rows) - 1)} territoires de "
            "sa phase qui lui ressemblent le plus, d’après ce qui en est publié."
        )
        return Comparaison(_with(base, rows), told, reference)
    if chosen:
        told = f"{fmt.plural(len(chosen), 'territoire choisi', 'territoires choisis')}."
        if len(chosen) > AT_MOST:
            told += (
                f" Les {fmt.number(AT_MOST)} premiers sont comparés\u00a0: au-delà, on ne lit plus."
            )
        return Comparaison(replace(base, territoire_ids=chosen[:AT_MOST]), told)
    if filters.region_code:
        rows = largest(fetch("territoires/territoires", filters))
        if len(rows) > 1:
            count = fmt.number(len(rows))
            told = f"Proposition\u00a0: les {count} territoires les plus peuplés de la région."
            return Comparaison(_with(base, rows), told)
    return Comparaison(base, "")


def largest(territoires: Result) -> list[Row]:
    """Return the most populated territoires of a selection, the largest first."""
    rows = sorted(territoires.records(), key=lambda row: -row["population"])
    return rows[:AT_MOST]


def _with(base: Filters, rows: list[Row]) -> Filters:
    return replace(base, territoire_ids=tuple(row["territoire_id"] for row in rows))


def alike(row: Row) -> str:
    """Say in what a territoire is like the one chosen, and in what not (`semblables`)."""
    near, far = list(row["proche_names"]), list(row["different_names"])
    told = [
        f"proche par\u00a0: {enumerate_words(near)}" if near else "aucun critère vraiment proche"
    ]
    if far:
        told.append(f"différent par\u00a0: {enumerate_words(far)}")
    words = "\u202f; ".join(told)
    return f"**{row['territoire_name']}** ({row['region_name']}), {words}."
