"""All the rows of a drawer, in a table that a reader searches, sorts and turns page by page.

A real table, which every tool reads, with controls that a keyboard reaches: a canvas would be
quicker to scroll, and silent.
"""

from typing import Any

import streamlit as st

from tdi import fmt, tables
from tdi.dictionnaire import fold, search
from tdi.results import Result

# Rows under which all is in sight: nothing to search or to sort. Rows of a page.
_SEVERAL, PAGE = 10, 50
_RISES, _FALLS = "Croissant", "Décroissant"


def draw(result: Result, key: str) -> None:
    """Draw all the columns, exact amounts, a page of rows at a time; say which ones are shown."""
    st.caption(result.query.title)
    count = len(result.frame)
    if count <= _SEVERAL:
        tables.text(result, tables.visible(result), exact=True)
        return
    asked, found = _asked(result, key)
    kept = len(found.frame)
    pages = -(-kept // PAGE) or 1
    # Other rows are read from their first page.
    page = st.pagination(pages, key=f"{key}/page/{asked}") if pages > 1 else 1
    shown = found.frame.iloc[(page - 1) * PAGE : page * PAGE]
    st.caption(_which(page, len(shown), kept, count))
    if kept:
        part = Result(result.query, shown, result.filters)
        tables.text(part, tables.visible(part), exact=True)


def _asked(result: Result, key: str) -> tuple[str, Result]:
    """Draw the controls; return what they ask, in short, and the rows that answer."""
    columns = tables.visible(result)
    words = st.text_input("Chercher dans les lignes", key=f"{key}/mots")
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom"):
        by = st.selectbox(
            "Trier par",
            columns,
            index=None,
            format_func=lambda name: result.column(name).label,
            placeholder="Aucun tri",
            key=f"{key}/tri",
        )
        order = st.selectbox("Ordre", [_RISES, _FALLS], key=f"{key}/ordre", width=140)
    found = search(result, words, columns[0])
    if by:
        found = ordered(found, by, falls=order == _FALLS)
    return f"{words}/{by}/{order}", found


def ordered(result: Result, name: str, *, falls: bool = False) -> Result:
    """Return the rows in the order of a column, what is missing always last (R1)."""
    unit = result.column(name).unit
    values = list(result.frame[name])
    known = [rank for rank, value in enumerate(values) if not fmt.is_missing(value)]
    missing = [rank for rank, value in enumerate(values) if fmt.is_missing(value)]
    known.sort(key=lambda rank: _weight(values[rank], unit), reverse=falls)
    return Result(result.query, result.frame.iloc[known + missing], result.filters)


def _weight(value: Any, unit: str) -> Any:
    """What a value is compared by: words as a French list orders them, numbers and days as such."""
    return fold(fmt.by_unit(value, unit)) if unit in ("texte", "liste", "url") else value


def _which(page: int, shown: int, kept: int, count: int) -> str:
    """« 12 lignes sur 10 132 », « lignes 51 à 100 sur 10 132 »."""
    if not kept:
        return f"Aucune des {fmt.number(count)} lignes ne contient ces mots."
    among = fmt.number(kept) + (f" trouvées, parmi {fmt.number(count)}" if kept < count else "")
    if shown == kept:
        return f"{fmt.plural(kept, 'ligne')} sur {fmt.number(count)}"
    first = (page - 1) * PAGE
    return f"Lignes {fmt.number(first + 1)} à {fmt.number(first + shown)} sur {among}"
