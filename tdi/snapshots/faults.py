"""A fault of an imported file: where it is, what was found, what was expected.

Reading and checking both make them; the report writes them down. Nothing is published from files
with a blocking fault.
"""

import unicodedata
from dataclasses import dataclass
from functools import partial
from typing import Literal

Severity = Literal["bloquant", "avertissement"]
BLOCKING: Severity = "bloquant"
WARNING: Severity = "avertissement"

_LONGEST_SHOWN = 120


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault; `row` is the number the reader sees in a spreadsheet, `column` the header text.

    None in a place means that the fault is about more than it: no `row`, the whole column or sheet;
    no `sheet` (always so for CSV and Parquet), the whole file.
    """

    severity: Severity
    file: str
    message: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str | None = None
    suggestion: str | None = None


blocking = partial(Fault, severity=BLOCKING)
warning = partial(Fault, severity=WARNING)


def is_blocked(faults: list[Fault]) -> bool:
    """Whether at least one fault forbids publication."""
    return any(fault.severity == BLOCKING for fault in faults)


def shown(text: str, longest: int = _LONGEST_SHOWN) -> str:
    """Return `text` fit for a message: one line, no control or invisible character, bounded.

    Names and values come from strangers; a line break or a text-direction override in one of them
    would let it forge the message, or the terminal, that it is quoted in.
    """
    visible = "".join(
        " " if character in "\t\n\r" else character if _is_visible(character) else "�"
        for character in text[: longest + 1]
    )
    return visible if len(visible) <= longest else f"{visible[: longest - 1]}…"


def quoted(text: str) -> str:
    """Return `text`, fit for a message, between French quotation marks."""
    return f"«\u00a0{shown(text)}\u00a0»"


def counted(number: int) -> str:
    """Return « 1 048 576 ». Imported late: pandas takes longer to load than most files to read."""
    from tdi import fmt

    return fmt.number(number)


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
