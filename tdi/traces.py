"""Numbers that remember where they come from, so that a text can be read again and recomputed (R7).

A text cites a cell of a query, a number of rows, or a whole sentence (`phrases`); the citation
keeps the query, its parameters, the rows it was read in, its column and its value. `derive`
computes it again from the data.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from tdi import fmt, langue, phrases, situations
from tdi.errors import QueryError
from tdi.filters import Filters
from tdi.results import Result, compute, parameters

Fetch = Callable[[str, Filters], Result]
Row = dict[str, Any]

ROWS = "nombre de lignes"
CELL = "valeur"
PHRASE = "phrase"
UNKNOWN = "non communiqué"
# How a value is written: in its unit, without it, as a share, without its sign, to the month…
STYLES: dict[str, Callable[[Any, str], str]] = {
    "quantité": fmt.quantity,
    "nombre": lambda value, unit: fmt.by_unit(value, unit, short=True),
    "part": lambda value, _: part(value),
    "écart": lambda value, unit: fmt.quantity(abs(value), unit),
    "mois": lambda value, _: situations.period(value, is_cumul_annuel=False),
    "cumul": lambda value, _: situations.period(value, is_cumul_annuel=True),
    "jour": lambda value, _: long_day(value),
    "liste": lambda value, _: langue.enumerate_words([str(item) for item in value]),
}


@dataclass(frozen=True)
class Trace:
    """One cited value: its text, and where it is read. In a sentence, it is its text.

    `valeur` is plain (number, text, ISO date, list), None when it is missing; `lignes` are the
    column values that pick the rows; `parametres` what the query was given. Of a sentence,
    `colonne` is its name.
    """

    texte: str
    valeur: Any
    unite: str
    style: str
    requete: str
    parametres: dict[str, Any]
    lignes: dict[str, Any]
    colonne: str
    calcul: str = CELL

    def __str__(self) -> str:
        """Return the text."""
        return self.texte

    @property
    def is_missing(self) -> bool:
        """Whether nothing gives the value (R1)."""
        return self.valeur is None

    def as_json(self) -> dict[str, Any]:
        """Return what a bundle keeps of it; `derive` takes it back."""
        return asdict(self)


class Carnet:
    """What a text cites, in order, read through one `fetch` for one selection."""

    def __init__(self, filters: Filters, fetch: Fetch = compute) -> None:
        """Open an empty notebook on a selection; `fetch` may be a cached one."""
        self.filters = filters
        self.traces: list[Trace] = []
        self.names: dict[str, None] = {}
        self._kept = 0
        self._fetch = fetch
        self._read: dict[tuple[str, Filters], Result] = {}

    def read(self, query: str, filters: Filters | None = None) -> Result:
        """Return the answer of a query, asked once."""
        key = (query, filters or self.filters)
        if key not in self._read:
            self._read[key] = self._fetch(*key)
        return self._read[key]

    def answers(self) -> list[Result]:
        """Return every answer read so far, in order."""
        return list(self._read.values())

    def rows(self, query: str, filters: Filters | None = None, **equals: Any) -> list[Row]:
        """Return the rows of an answer where each named column equals a value."""
        return self.read(query, filters).only(**equals).records()

    def cite(
        self,
        query: str,
        column: str,
        *,
        style: str = "quantité",
        filters: Filters | None = None,
        **equals: Any,
    ) -> Trace:
        """Cite the one cell that the named columns pick; its unit is that of the header, or that
        of the row (`unit`) for a column of numbers. QueryError unless there is exactly one row.
        """
        result = self.read(query, filters)
        return self._keep(_cell(result, column, style, equals))

    def count(self, query: str, *, filters: Filters | None = None, **equals: Any) -> Trace:
        """Cite how many rows the named columns pick."""
        return self._keep(_count(self.read(query, filters), equals))

    def say(self, phrase: str, query: str, **equals: Any) -> Trace:
        """Cite the sentence of that name, made from the rows that the named columns pick."""
        return self._keep(_phrase(self.read(query), phrase, equals))

    def name(self, text: str) -> str:
        """Return a label of a row as it is, and keep it: a digit in a name is no figure."""
        self.names[text] = None
        return text

    def mark(self) -> None:
        """Say that what is cited from now on may be taken back."""
        self._kept = len(self.traces)

    def take_back(self) -> list[Trace]:
        """Return what was cited since the mark, and leave it out."""
        taken = self.traces[self._kept :]
        del self.traces[self._kept :]
        return taken

    def put_back(self, traces: list[Trace]) -> None:
        """Keep what had been taken back, at the end."""
        self.traces += traces

    def _keep(self, trace: Trace) -> Trace:
        self.traces.append(trace)
        return trace


def part(share: float) -> str:
    """« 58 % », « moins de 0,1 % », « plus de 99,9 % »: what is not zero is never written 0, nor
    what is not whole 100.
    """
    if 0 < share < 0.001:
        return f"moins de {fmt.percent(0.001)}"
    if 0.999 < share < 1:
        return f"plus de {fmt.percent(0.999)}"
    return fmt.percent(share, 0 if 0.1 <= share < 0.99 or share >= 1 else 1)


def long_day(value: date) -> str:
    """« 14 janvier 2025 », whose day holds to its month."""
    return fmt.long_day(value).replace(" ", "\u00a0", 1)


def derive(trace: Mapping[str, Any], filters: Filters, fetch: Fetch = compute) -> Trace:
    """Compute again what was cited, from the data of `filters` (data set, version, snapshot).

    `trace` is `Trace.as_json()`. Equal to it when the data still say the same.
    """
    given = {**trace["parametres"]}
    if "territoire_ids" in given:
        given["territoire_ids"] = tuple(given["territoire_ids"])
    given.pop("snapshot_date", None)
    result = fetch(trace["requete"], replace(filters, **given))
    if trace["calcul"] == ROWS:
        return _count(result, trace["lignes"])
    if trace["calcul"] == PHRASE:
        return _phrase(result, trace["colonne"], trace["lignes"])
    return _cell(result, trace["colonne"], trace["style"], trace["lignes"])


def _cell(result: Result, column: str, style: str, equals: Mapping[str, Any]) -> Trace:
    rows = result.only(**equals).records()
    if len(rows) != 1:
        raise QueryError(
            f"queries/{result.query.name}.sql : {len(rows)} lignes pour {dict(equals)}, "
            "une seule est attendue."
        )
    unit = result.column(column).unit
    if unit == "nombre" and not fmt.is_missing(rows[0].get("unit")):
        unit = rows[0]["unit"]
    value = rows[0][column]
    text = UNKNOWN if fmt.is_missing(value) else STYLES[style](value, unit)
    return Trace(
        text, plain(value), unit, style, result.query.name, _given(result), dict(equals), column
    )


def _count(result: Result, equals: Mapping[str, Any]) -> Trace:
    found = len(result.only(**equals).records())
    return Trace(
        fmt.number(found),
        found,
        "lignes",
        "nombre",
        result.query.name,
        _given(result),
        dict(equals),
        "",
        ROWS,
    )


def _phrase(result: Result, name: str, equals: Mapping[str, Any]) -> Trace:
    told = phrases.worded(name, result.only(**equals))
    return Trace(
        told, told, "texte", PHRASE, result.query.name, _given(result), dict(equals), name, PHRASE
    )


def _given(result: Result) -> dict[str, Any]:
    return {name: plain(value) for name, value in parameters(result.query, result.filters).items()}


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: None when missing, ISO dates, plain numbers and lists."""
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(item) for item in value]
    if fmt.is_missing(value):
        return None
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, np.generic):
        return value.item()
    return float(value) if isinstance(value, Decimal) else value
