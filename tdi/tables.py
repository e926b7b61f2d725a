"""A result as a table a reader can read: French headings, French numbers, nothing cut.

On a page, `text`: lines wrap, and the columns are the few that hold on a phone. In the drawer under
it all the columns: `whole`, a table that every reader and every tool can read; `draw`, a canvas to
sort and search.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from tdi import fmt
from tdi.results import Result

# Kept for joins and exports; a reader is shown the name instead.
HIDDEN_UNITS = {"code", "géométrie"}
# Units of what is not a figure: its absence need not be told where there is little room.
WORDS = {"texte", "date", "mois civil", "liste", "url", "booléen"}
# Pixels: the height of a long table, of a row, of a row with what is under it.
HEIGHT, _ROW, _ROW_AND_UNDER = 460, 25, 46
# Of the drawer, in pixels: a digit or a capital, what surrounds the text of a cell, a column that
# wraps, one with a long word (a fingerprint is whole, a longer address breaks), a line, the height
# above which Streamlit lets a row hold several.
_CHARACTER, _AROUND, _WRAPPED, _WORD, _LINE, _WRAPS_FROM = 8, 28, 420, 520, 21, 66
# Lines after which a column of the drawer gets wider instead of its rows higher.
_LINES = 4
# Rows of the grid of the drawer: two thousand of twenty columns take half a second to write. Rows
# of its table, which nobody reads further than files and the grid let them.
MOST, FIRST = 2000, 50
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


def whole(result: Result) -> None:
    """Draw all the columns as a table, exact amounts; say so when it stops before the last row."""
    st.caption(fmt.spaced(result.query.title))
    count = len(result.frame)
    if count > FIRST:
        st.caption(
            f"Les {fmt.number(FIRST)} premières lignes sur {fmt.number(count)}\u202f; la grille et "
            "les fichiers à télécharger ont les autres."
        )
        result = Result(result.query, result.frame.head(FIRST), result.filters)
    text(result, visible(result), exact=True)


def draw(result: Result) -> None:
    """Draw all the columns on a canvas to sort and search, wide and high enough to cut nothing.

    Its first rows only when a browser would wait for the others: files have them all.
    """
    count = len(result.frame)
    if count > MOST:
        st.caption(
            f"Les {fmt.number(MOST)} premières lignes sur {fmt.number(count)}\u202f; les fichiers "
            "à télécharger les ont toutes."
        )
        result = Result(result.query, result.frame.head(MOST), result.filters)
    shown = visible(result)
    widths, row_height = measures(result, shown)
    rows = len(result.frame)
    st.dataframe(
        styled(result, shown),
        column_config=headings(result, widths),
        hide_index=True,
        width="stretch",
        height=min(420, rows * row_height + 40) if row_height else "auto",
        row_height=row_height,
        placeholder=fmt.MISSING,
        alt=fmt.spaced(result.query.title),
    )


def styled(result: Result, columns: list[str]) -> Styler:
    """Return the rows with every value written in French; the values under them still sort."""
    frame = result.frame.loc[:, columns].reset_index(drop=True)
    for name in columns:
        if result.column(name).unit == "liste":
            frame[name] = frame[name].map(lambda items: fmt.by_unit(items, "liste"))
    writers = {
        name: _writer(result.column(name).unit)
        for name in columns
        if result.column(name).unit not in ("url", "liste")
    }
    return frame.style.format(writers)  # type: ignore[arg-type]  # pandas types one signature only


def headings(result: Result, widths: Mapping[str, int]) -> dict[str, Any]:
    """Return the column headings, with the definition as help; addresses show their site."""
    config: dict[str, Any] = {}
    for name, width in widths.items():
        column = result.column(name)
        about = {"help": column.definition or None, "width": width}
        config[name] = (
            st.column_config.LinkColumn(column.label, display_text=_SITE, **about)
            if column.unit == "url"
            else st.column_config.Column(column.label, **about)
        )
    return config


def measures(result: Result, columns: list[str]) -> tuple[dict[str, int], int | None]:
    """Return the width of each column and the height of a row that hold the longest texts."""
    widths, lines = {}, 1
    for name in columns:
        column = result.column(name)
        texts = [told(value, column.unit) for value in result.frame[name]]
        longest = _pixels(texts)
        word = _pixels(word for text in texts for word in text.split(" "))
        inside = max(
            _pixels([column.label]),
            min(longest, _WRAPPED),
            min(word, _WORD),
            ceil(longest / _LINES),
        )
        widths[name] = inside + _AROUND
        # Lines break between words: one more than what the characters fill.
        lines = max(lines, ceil(longest / inside) + 1 if longest > inside else 1)
    return widths, None if lines == 1 else max(_WRAPS_FROM, lines * _LINE)


def _pixels(texts: Iterable[str]) -> int:
    return ceil(_CHARACTER * max(map(len, texts), default=0))


def told(value: Any, unit: str) -> str:
    """One value as the drawer writes it: an address is called by its site."""
    text = fmt.by_unit(value, unit)
    site = re.match(_SITE, text) if unit == "url" else None
    return site[1] if site else text


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
    if unit == "url" and re.match(_SITE, str(value)):
        return f"[{escaped(told(value, unit))}](<{value}>)"
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
