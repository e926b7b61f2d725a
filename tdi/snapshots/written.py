"""How a published value is typed on a sheet, so that an import reads the very same value.

The inverse of `lists` and `values`: names of the lists where there are some, French numbers and
dates. A test publishes, exports and imports again every kind of value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tdi.snapshots.contract import Column
from tdi.snapshots.known import FRANCE, Known
from tdi.snapshots.lists import SEPARATOR
from tdi.snapshots.names import Names
from tdi.snapshots.sheets import number_text

# What a spreadsheet takes for a formula when it opens a CSV, unless a space comes first; an import
# leaves out the spaces around a text.
_FORMULA = ("=", "+", "-", "@")

Cell = str | int | float | date


@dataclass(frozen=True)
class Filled:
    """Rows already written, table by table, cells by column; `notes` tell where they come from.

    `is_prefilled` asks, as in an empty template, for a row for each place that none is about.
    """

    rows: Mapping[str, Sequence[Mapping[str, Cell | None]]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    is_prefilled: bool = True


def cell(column: Column, value: Any, known: Known) -> Cell | None:
    """Return what a spreadsheet must hold for a value of `column`: a number, a date or a text."""
    if value is None:
        return None
    if column.kind == "montant":
        return float(value)
    if column.kind == "nombre":
        # A spreadsheet keeps fifteen digits, and its reading nine decimals: a longer number is
        # kept whole as a text.
        is_short = float(number_text(value)) == value == round(value, 9)
        return value if is_short else repr(value).replace(".", ",")
    named: dict[str, Callable[[], str]] = {
        "booléen": lambda: "oui" if value else "non",
        "reference": lambda: _name(known.names[column.reference or ""], value),
        "zone": lambda: _zone(known, value),
        "territoires": lambda: _territoires(known.names["territoires"], value),
        "parts": lambda: _parts(value),
    }
    return named[column.kind]() if column.kind in named else value


def text(column: Column, value: Any, known: Known) -> str:
    """Return the same as a French text, for a file that has no types; empty when unknown."""
    if value is None:
        return ""
    if column.kind == "montant":
        return f"{value:.2f}".replace(".", ",")
    if column.kind == "nombre":
        return repr(value).removesuffix(".0").replace(".", ",")
    typed = cell(column, value, known)
    shown = f"{typed:%d/%m/%Y}" if isinstance(typed, date) else str(typed)
    return f" {shown}" if shown.startswith(_FORMULA) else shown


def _name(names: Names, identifier: str) -> str:
    """The name of the list; the identifier itself when the name alone would not be recognised."""
    name = names.labels.get(identifier, identifier)
    return name if names.find(name).value == identifier else identifier


def _zone(known: Known, identifier: str) -> str:
    lists = (FRANCE, known.names["regions"], known.names["territoires"])
    found = (_name(names, identifier) for names in lists if identifier in names.labels)
    return next(found, identifier)


def _territoires(names: Names, identifiers: str) -> str:
    found = [(_name(names, one), one) for one in identifiers.split(SEPARATOR)]
    return f" {SEPARATOR} ".join(one if SEPARATOR in name else name for name, one in found)


def _parts(parts: str) -> str:
    """« 0.6;0.4 » → « 60 % ; 40 % »."""
    percents = [f"{Decimal(part) * 100:f}" for part in parts.split(SEPARATOR)]
    shown = [text.rstrip("0").rstrip(".") if "." in text else text for text in percents]
    return f" {SEPARATOR} ".join(f"{text.replace('.', ',')} %" for text in shown)
