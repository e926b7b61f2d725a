"""A table whose rows are places, drawn: each name is a button that chooses it on every page.

Streamlit opens the links of a table in another tab, without the selection: hence buttons, which a
keyboard reaches in the order of the rows.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from tdi import filtrage, fmt, presentation, sidebar, tables
from tdi.filtrage import Places
from tdi.results import Result

# Rows after which the list scrolls in itself, and its height then.
_ROWS, _HEIGHT = 20, 560
# Pixels: a character of a figure; the widest column of figures, alone or beside another, which
# leave a name its room on a phone.
_CHARACTER, _ALONE, _BESIDE = 8, 150, 112


def places(result: Result, columns: Sequence[str]) -> Places:
    """Return what a click on each row would choose, when rows stand for one place each.

    The other columns must be figures. Nothing when no click would change what is chosen.
    """
    name, *others = columns
    if name != filtrage.named(list(columns)) or result.frame[name].duplicated().any():
        return {}
    if any(result.column(other).unit in tables.WORDS for other in others):
        return {}
    found = filtrage.places(result, name, sidebar.place_options())
    return found if filtrage.elsewhere(found, sidebar.chosen()) else {}


def draw(
    result: Result,
    columns: Sequence[str],
    found: Places,
    *,
    key: str,
    details: Mapping[str, Sequence[str]] | None = None,
    written: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Draw one row a place: its name as a button, what is under it, its figures on the right.

    `written` are the figures in words, when their unit does not word them.
    """
    if result.is_empty:
        st.markdown("_Aucune ligne pour cette sélection._")
        return
    name, *figures = columns
    written = written or _in_unit(result, figures)
    widest = _ALONE if len(figures) == 1 else _BESIDE
    widths = {
        figure: min(widest, 16 + _CHARACTER * max(map(len, [*texts, *_words(result, figure)])))
        for figure, texts in written.items()
    }
    if sidebar.is_presentation():
        widths = {figure: presentation.scaled(width) for figure, width in widths.items()}
    # `relations.js` makes a table of what has this key: its first row holds the headings.
    with st.container(key=f"table-lieux/{key}"):
        # Never wrapped: a figure on a second line would be away from its heading.
        with st.container(horizontal=True, wrap=False, gap="xxsmall", vertical_alignment="bottom"):
            st.caption(result.column(name).label, width="stretch")
            for figure in figures:
                st.caption(
                    result.column(figure).label, width=widths[figure], text_alignment="right"
                )
        long = len(result.frame) > _ROWS
        with st.container(height=_HEIGHT if long else "content", border=False, gap=None):
            for rank, row in enumerate(result.records()):
                with st.container(
                    horizontal=True, wrap=False, gap="xxsmall", vertical_alignment="center"
                ):
                    with st.container(gap=None):
                        _name(row[name], found, key)
                        under = tables.below(row, name, result, details or {})
                        if under:
                            st.caption(under)
                    for figure, texts in written.items():
                        st.markdown(
                            _small(texts[rank]), width=widths[figure], text_alignment="right"
                        )


def _in_unit(result: Result, figures: Sequence[str]) -> dict[str, list[str]]:
    short = sum(result.column(figure).unit == "€" for figure in figures) > 1
    return {
        figure: [
            fmt.by_unit(value, result.column(figure).unit, short=short)
            for value in result.frame[figure]
        ]
        for figure in figures
    }


def _words(result: Result, name: str) -> list[str]:
    return result.column(name).label.split()


def _small(text: str) -> str:
    """The size of what a button says."""
    return f":small[{text}]"


def _name(name: str, found: Places, key: str) -> None:
    label = tables.escaped(name)
    if name in filtrage.current(found, sidebar.chosen()):
        st.markdown(_small(f"**{label}** (choix actuel)"))
    elif name not in found:
        st.markdown(_small(label))
    else:
        st.button(
            f":primary[{label}]",
            key=f"choisir/{key}/{name}",
            type="tertiary",
            wrap=True,
            on_click=sidebar.change,
            args=(found[name],),
        )
