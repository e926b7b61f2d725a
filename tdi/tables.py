"""A result as a table a reader can read: French headings, French numbers, nothing cut.

Lines wrap. On a page, the columns are the few that hold on a phone; all of them are in the drawer
under it (`feuillets`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from tdi import fmt
from tdi.results import Result

# Kept for joins and exports; a reader is shown the name instead.
HIDDEN_UNITS = {"code", "géométrie"}
# Units of what is not a figure: its absence need not be told where there is little room.
WORDS = {"texte", "date", "mois civil", "liste", "url", "booléen"}
# Pixels: the height of a long table, of a row, of a row with what is under it.
HEIGHT, _ROW, _ROW_AND_UNDER = 460, 25, 46
_BETWEEN = "\u00a0· "
_SITE = r"https?://(?:www\.)?([^/]+)"
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#~$|:]|^[-+]|(?<=^\d)[.)]")


def visible(result: Result) -> list[str]:
    """Return the columns worth showing: all but identifiers and shapes."""
    return [
        name for name, column in result.query.columns.items() if column.unit not in HIDDEN_UNITS
    ]


def text(
    result: Result,
    columns: Sequence[str],
    *,
    details: Mapping[str, Sequence[str]] | None = None,
    height: int = HEIGHT,
    exact: bool = False,
    called: str = "",
) -> None:
    """Draw the rows with every text whole; a table higher than `height` scrolls in it.

    Its caption is what the query answers, after what the table is `called` where it stands.
    `details` maps a column to those that are written under it: what a phone has no width for.
    Amounts side by side, or one above the other, are in M€ unless `exact`, as in the drawer.
    """
    if result.is_empty:
        st.markdown("_Aucune ligne pour cette sélection._")
        return
    under = details or {}
    amounts = [
        name
        for name in (*columns, *(lower for lowers in under.values() for lower in lowers))
        if result.column(name).unit == "€"
    ]
    short = not exact and len(amounts) > 1
    cells = {}
    writers = {}
    rows = result.records()
    for name in columns:
        column = result.column(name)
        if name in under or column.unit in WORDS:
            cells[column.label] = [_cell(row, name, result, under) for row in rows]
        else:
            # The value stays under its writing: a number is aligned as one.
            cells[column.label] = list(result.frame[name])
            writers[column.label] = _writer(column.unit, short=short)
    frame = pd.DataFrame(cells)
    row_height = _ROW_AND_UNDER if under else _ROW
    st.table(
        frame.style.format(writers),  # type: ignore[arg-type]  # pandas types one signature only
        border="horizontal",
        hide_index=True,
        height=height if row_height * len(frame) > height else "content",
        alt=_named(called, result.query.title),
    )


def _named(called: str, title: str) -> str:
    return fmt.spaced(title if title.startswith(called) else f"{called}. {title}")


def facts(result: Result, columns: Sequence[str]) -> None:
    """Draw a single row as a list, one fact a line."""
    st.markdown(
        "\n".join(
            f"- **{result.column(name).label}**\u00a0: {_plain(result.value(name), result, name)}"
            for name in columns
        )
    )


def _cell(
    row: dict[str, Any], name: str, result: Result, details: Mapping[str, Sequence[str]]
) -> str:
    """One value in Markdown, over what goes under it."""
    first, lower = _plain(row[name], result, name), below(row, name, result, details)
    return f"**{first}**  \n{lower}" if lower else first


def below(
    row: dict[str, Any], name: str, result: Result, details: Mapping[str, Sequence[str]]
) -> str:
    """Return what is written under one value, in Markdown."""
    return _BETWEEN.join(
        f"{result.column(detail).label}\u00a0: {_plain(row[detail], result, detail)}"
        for detail in details.get(name, [])
        if not (fmt.is_missing(row[detail]) and result.column(detail).unit in WORDS)
    )


def _plain(value: Any, result: Result, name: str) -> str:
    """A value in Markdown that shows it as it is; an address is a link."""
    unit = result.column(name).unit
    site = re.match(_SITE, str(value)) if unit == "url" else None
    if site:
        return f"[{escaped(site[1])}](<{fmt.reference(value)[0]}>)"
    return escaped(fmt.by_unit(value, unit, short=True))


def escaped(text: str) -> str:
    """Return Markdown that shows a text as it is."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _writer(unit: str, *, short: bool = False) -> Callable[[Any], str]:
    return lambda value: fmt.by_unit(value, unit, short=short)


def cards(result: Result, write: Callable[[dict[str, Any]], str]) -> None:
    """Draw one card a row, two abreast where there is room; `write` words a row in Markdown."""
    rows = result.records()
    # Pair by pair, so that a phone, which stacks the columns, keeps the order of the rows.
    for start in range(0, len(rows), 2):
        for column, row in zip(st.columns(2), rows[start : start + 2], strict=False):
            with column.container(border=True, height="stretch"):
                st.markdown(write(row), anchors=False)
