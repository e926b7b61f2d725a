"""The pieces of a page around its cards: header, banners, key figures, links to other pages.

Native components only.
"""

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from tdi import barre, fmt, mots, provenance, sentences, sidebar
from tdi.data import fetch
from tdi.errors import TdiError
from tdi.filters import PHASES, Filters
from tdi.results import Result

# A page, what is said of it, and which of its own choices it opens on, in words of the address.
Link = tuple[str, str] | tuple[str, str, Mapping[str, str]]


def describe(filters: Filters) -> str:
    """The selection in words: « Bretagne · phase 1 · enjeu Recruter »."""
    names = fetch("filtres/selection", filters)
    enjeu = names.value("enjeu_name")
    parts = [
        names.value("territoire_name") or names.value("region_name") or "France entière",
        PHASES[filters.phase].lower(),
        enjeu and f"enjeu {enjeu}",
    ]
    return " · ".join(part for part in parts if part)


def page_header(
    title: str, question: str, filters: Filters, beside: Callable[[], None] | None = None
) -> None:
    """Draw the page's title, the question it answers, and the selection it is answered for.

    `beside` draws the file that the page gives to take away, on the line of the title. A room is
    asked no question, and reads the selection on that line too: the first screen is for figures.
    """
    snapshot = fmt.iso_day(filters.snapshot_date)
    selection = f"{describe(filters)} – {mots.of(filters.jeu).etat} au {snapshot}"
    is_room = sidebar.is_presentation()
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.title(title, anchor=False, width="stretch")
        if beside:
            beside()
        if is_room:
            st.caption(selection, width="content")
        else:
            barre.search(filters)
    if not is_room:
        st.markdown(question)
        st.caption(selection)
    later = fetch("filtres/perimetre_posterieur", filters)
    if not later.is_empty:
        st.caption(sentences.perimetre_posterieur(later))
        provenance.footer(later, "perimetre")


def demonstration_banner(filters: Filters) -> None:
    """Say that figures are fictitious, where a reader cannot miss it (R11)."""
    told = mots.of(filters.jeu).bandeau
    if told:
        st.warning(told)


def refused_selection() -> None:
    """Say which values of the address could not be applied."""
    for refusal in sidebar.refusals():
        st.warning(
            f"L’adresse demandait une sélection impossible\u00a0: {refusal}. "
            "Ce filtre n’est pas appliqué."
        )


def failure(error: TdiError) -> None:
    """Show an error that a reader may meet; the rest of the dashboard stands."""
    st.error(f"Cette page ne peut pas être affichée. {fmt.spaced(str(error))}")


def metric_row(result: Result, *names: str, width: int = 165) -> None:
    """Draw the key figures of a single-row result, each with its definition as help."""
    with st.container(horizontal=True, key=f"chiffres/{names[0]}"):
        for name in names:
            column = result.column(name)
            value = result.value(name)
            exact = fmt.by_unit(value, column.unit)
            help_text = (
                f"{column.definition} Valeur exacte\u00a0: {exact}."
                if column.unit == "€"
                else column.definition
            )
            st.metric(
                column.label,
                fmt.by_unit(value, column.unit, short=True),
                help=help_text or None,
                border=True,
                width=width,
            )
    provenance.footer(result, f"chiffres/{names[0]}")


def links(pages: Iterable[Link]) -> None:
    """Draw links to other pages; what is selected goes with the reader."""
    with st.container(horizontal=True):
        for page, words, *own in pages:
            st.page_link(page, label=f":primary[{words}]", query_params=own[0] if own else None)
