"""What a committee's pack is made of, whatever the paper: sections, ideas, bars and tables.

Values are those of the queries; a paper lays them out, and adds none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tdi import fmt
from tdi.results import Result
from tdi.theme import Style

Row = dict[str, Any]
Write = Callable[[Row], str]
_SEVERAL = 2


@dataclass(frozen=True)
class Serie:
    """One series of bars: its name, its fill, one value per category (None: not known, no bar)."""

    name: str
    style: Style
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Barres:
    """Horizontal bars, one per category from top to bottom; `unit` is that of every value.

    `alt` says what is drawn, for who does not see it.
    """

    categories: tuple[str, ...]
    series: tuple[Serie, ...]
    unit: str
    alt: str
    is_stacked: bool = True

    @property
    def is_single(self) -> bool:
        """Whether each category has one bar at most, whichever its series."""
        rows = zip(*(serie.values for serie in self.series), strict=True)
        return all(sum(value is not None for value in row) < _SEVERAL for row in rows)

    @property
    def has_legend(self) -> bool:
        """Whether the series have to be named: there are several, or a hatch to explain."""
        return len(self.series) > 1 or any(serie.style[1] for serie in self.series)

    @property
    def longest(self) -> float:
        """Length of the longest bar, or of the longest stack of them."""
        rows = zip(*(serie.values for serie in self.series), strict=True)
        lengths = [[abs(value) for value in row if value is not None] or [0.0] for row in rows]
        return max((sum(row) if self.is_stacked else max(row) for row in lengths), default=0.0)


@dataclass(frozen=True)
class Tableau:
    """A table in words: headings, lines of cells, and which columns hold quantities.

    `total` is how many rows there are; a paper that holds fewer says so.
    """

    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    quantities: frozenset[int]
    alt: str


@dataclass(frozen=True)
class Vue:
    """One idea: what was found, what supports it, what it is drawn from."""

    title: str
    points: tuple[str, ...]
    results: tuple[Result, ...]
    drawing: Barres | Tableau | None = None


@dataclass(frozen=True)
class Section:
    """One heading of the pack; `sheets` are the rows behind it, each under its name."""

    name: str
    vues: tuple[Vue, ...]
    sheets: Mapping[str, Result] = field(default_factory=dict)


def bars(
    result: Result,
    category: str | Write,
    series: Mapping[str, tuple[str, Style]],
    *,
    unit: str,
    alt: str,
    is_stacked: bool = True,
) -> Barres:
    """One category per row; a series per column, named and filled as `series` says.

    A column without any bar to show makes no series: its name would promise one.
    """
    rows = result.records()
    made = [
        Serie(name, style, tuple(_value(row[column]) for row in rows))
        for column, (name, style) in series.items()
    ]
    named = tuple(category(row) if callable(category) else str(row[category]) for row in rows)
    return Barres(named, _drawn(made), unit, alt, is_stacked)


def bars_by(
    result: Result, category: str, value: str, color: str, styles: Mapping[str, Style], alt: str
) -> Barres:
    """One category per value of a column, one series per value of another (stacked)."""
    rows = result.records()
    categories = tuple(dict.fromkeys(row[category] for row in rows))
    found = {(row[category], row[color]): _value(row[value]) for row in rows}
    made = [
        Serie(name, style, tuple(found.get((one, name)) for one in categories))
        for name, style in styles.items()
    ]
    return Barres(categories, _drawn(made), result.column(value).unit, alt)


def table(
    result: Result,
    columns: Sequence[str],
    *,
    alt: str = "",
    headings: Mapping[str, str] | None = None,
    words: Mapping[str, Write] | None = None,
    optional: Sequence[str] = (),
) -> Tableau:
    """One line per row; cells as their unit wants them, or as `words` says for a column.

    An `optional` column is left out when none of its values is known.
    """
    words, headings = words or {}, headings or {}
    empty = {
        name for name in optional if all(fmt.is_missing(row[name]) for row in result.records())
    }
    columns = [name for name in columns if name not in empty]
    lines = tuple(
        tuple(
            words[name](row)
            if name in words
            else fmt.by_unit(row[name], result.column(name).unit, short=True)
            for name in columns
        )
        for row in result.records()
    )
    return Tableau(
        tuple(headings.get(name) or result.column(name).label for name in columns),
        lines,
        frozenset(
            place
            for place, name in enumerate(columns)
            if _is_quantity(result, name) and all(_is_number(line[place]) for line in lines)
        ),
        alt or result.query.title,
    )


def _drawn(series: Sequence[Serie]) -> tuple[Serie, ...]:
    return tuple(one for one in series if any(one.values))


def _value(value: Any) -> float | None:
    return None if fmt.is_missing(value) else float(value)


def _is_number(cell: str) -> bool:
    """Whether a cell is a number, or the dash of an unknown one: words read from the left."""
    return cell[:1].isdigit() or cell[:1] in ("—", "−", "+")


def _is_quantity(result: Result, name: str) -> bool:
    unit = result.column(name).unit
    return unit not in ("texte", "code", "url", "liste", "date", "mois civil", "booléen")
