"""French numbers, amounts and dates, by unit, on top of Babel.

Missing is « — », never 0 (R1). Spaces inside a number and before %, € are narrow no-break (U+202F).
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal

from tdi import langue

LOCALE = "fr_FR"
MISSING = "—"
NARROW = "\u202f"
_MINUS = "\u2212"
# Units that the value's own writing already says.
_SPELLED = {"€", "%", "date", "mois civil", "booléen", "liste", "texte", "code", "url", "nombre"}

Number = int | float | Decimal


def is_missing(value: Any) -> bool:
    """Whether a value is absent: None, NaN or NaT. An empty list counts as absent."""
    if isinstance(value, list | tuple | np.ndarray):
        return len(value) == 0
    return value is None or bool(pd.isna(value))


def number(value: Number, decimals: int = 0) -> str:
    """`1234.5` → « 1 234,5 » (at most `decimals` decimals)."""
    return _write(value, "#,##0." + "#" * decimals if decimals else "#,##0")


def percent(share: Number, decimals: int = 1) -> str:
    """Share of one → « 12,5 % »."""
    return f"{number(Decimal(str(share)) * 100, decimals)}{NARROW}%"


def euro(amount: Number) -> str:
    """Exact amount: « 3 237 353 114 € », cents only when there are some."""
    pattern = "#,##0" if amount == int(amount) else "#,##0.00"
    return f"{_write(amount, pattern)}{NARROW}€"


def euro_short(amount: Number) -> str:
    """Amount in M€ from one million on, one decimal under 100 M€: « 1 360 M€ », « 43,4 M€ »."""
    millions = Decimal(str(amount)) / 1_000_000
    if abs(millions) < 1:
        return f"{number(round(Decimal(str(amount))))}{NARROW}€"
    return f"{number(millions, 0 if abs(millions) >= 100 else 1)}{NARROW}M€"


def day(value: date | datetime | pd.Timestamp) -> str:
    """Return « 31/12/2025 »."""
    return _date(value, "dd/MM/yyyy")


def long_day(value: date | datetime | pd.Timestamp) -> str:
    """Return « 22 novembre 2018 » and « 1er mars 2019 »."""
    pattern = "d'er' MMMM yyyy" if value.day == 1 else "d MMMM yyyy"
    return _date(value, pattern)


def month(value: date | datetime | pd.Timestamp) -> str:
    """Return « déc. 2023 », for what is measured over or at the end of a month."""
    return _date(value, "MMM\u00a0yyyy")


def iso_day(text: str | None) -> str:
    """`"2024-11-21"` → « 21/11/2024 »; « — » when missing."""
    return by_unit(text and date.fromisoformat(text), "date")


def plural(count: Number, singular: str, plural_form: str | None = None) -> str:
    """« 1 territoire », « 2 territoires », « 0 territoire » (French: plural from 2 on)."""
    return f"{number(count)}\u00a0{langue.agreed(count, singular, plural_form)}"


def quantity(value: Any, unit: str) -> str:
    """Write a value followed by its unit when the unit is a word: « 12 projets », « 43,4 M€ »."""
    text = by_unit(value, unit, short=True)
    if unit in _SPELLED or is_missing(value):
        return text
    return f"{text}\u00a0{_agreed(unit, value)}"


def plain(text: str) -> str:
    """Return a line of the pages without its marks of bold."""
    return text.replace("**", "")


def spaced(text: str) -> str:
    """Put the no-break spaces of French typography into a sentence typed with plain ones."""
    text = text.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" : ", "\u00a0: ")
    for mark in ";?!%€":
        text = text.replace(f" {mark}", f"{NARROW}{mark}")
    return text


def _agreed(word: str, value: Number) -> str:
    """Units are written in the plural in the headers; under two, French wants the singular."""
    if abs(value) >= 2 or word == "mois":
        return word
    # « millions d’emplois » → « million d’emplois »: what is counted stays in the plural.
    head, space, rest = word.partition(" ")
    return head.removesuffix("s") + space + rest


# A page writes the same figures again at each interaction; `babel` reads its pattern each time. By
# type: a decimal and an integer of numpy that are equal raise when they are compared.
@lru_cache(maxsize=20_000, typed=True)
def _write(value: Number, pattern: str) -> str:
    return format_decimal(value, format=pattern, locale=LOCALE).replace("-", _MINUS)


@lru_cache(maxsize=5_000, typed=True)
def _date(value: date | datetime | pd.Timestamp, pattern: str) -> str:
    return format_date(value, pattern, locale=LOCALE)


_WRITERS = {
    "%": percent,
    "date": day,
    "mois civil": month,
    "booléen": lambda flag: "oui" if flag else "non",
    "liste": lambda items: ", ".join(str(item) for item in items),
}


def reference(text: str) -> tuple[str, str]:
    """Split a reference into its address, which a link holds, and the remark that follows it."""
    address, _, remark = text.partition(" ")
    return address, remark


def by_unit(value: Any, unit: str, *, short: bool = False) -> str:
    """Write a value as its unit wants it; units are those of the query headers.

    « € », « % » (a share of one), « date », « mois civil » (known to the month only), « booléen »,
    « texte », « liste », « code », « nombre » have their own writing; any other unit is a word that
    counts things.
    """
    if is_missing(value):
        return MISSING
    if unit == "€":
        return euro_short(value) if short else euro(value)
    if unit in _WRITERS:
        return _WRITERS[unit](value)
    if isinstance(value, str):
        return value
    if unit in ("texte", "code", "url"):
        return str(value)
    return number(value, 2)
