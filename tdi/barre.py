"""The search at the top of every page: a place, an engagement, an operator, a public figure."""

import streamlit as st

from tdi import fmt, sidebar
from tdi.data import fetch
from tdi.filters import Filters
from tdi.recherche import Hit, Index


def search(filters: Filters) -> None:
    """Draw the button that opens the search."""
    with st.container(width="content"):
        _button(filters)


# A fragment: opening the search runs this function alone, and typing the box alone, not the page.
@st.fragment
def _button(filters: Filters) -> None:
    if st.button("Rechercher", key="rechercher", icon=":material/search:"):
        _box(filters)


@st.dialog("Rechercher")
def _box(filters: Filters) -> None:
    text = st.text_input(
        "Un lieu, un engagement, un opérateur, un chiffre annoncé",
        type="search",
        placeholder="Figeac, 46, VTE, Bpifrance, 44\u202f700 emplois…",
        key="recherche",
        live=True,
    )
    hits = _search(text, filters) if text else []
    with st.container(key="dit/recherche"):
        st.caption(_told(text, hits))
    if text and not hits:
        st.page_link(
            "pages/donnees/dictionnaire.py",
            label=":primary[Chercher un mot, une définition, une source dans le dictionnaire]",
        )
    for hit in hits:
        with st.container(gap=None):
            st.button(
                f":primary[**{hit.name}**]",
                key=f"trouve/{hit.target_type}/{hit.target_id}",
                type="tertiary",
                wrap=True,
                on_click=sidebar.open_page,
                args=(hit.page, hit.selection),
            )
            st.caption(hit.told)


def _search(text: str, filters: Filters) -> list[Hit]:
    index = _index(filters.jeu, str(filters.version), filters.snapshot_date)
    return index.search(text, phase=filters.phase)


def _told(text: str, hits: list[Hit]) -> str:
    """Say what comes of what was typed, to who hears it too: a screen reader reads it again."""
    if not text:
        return (
            "Accents et fautes de frappe sont permis. Une commune, une intercommunalité ou un "
            "département mène au territoire où il se trouve."
        )
    if not hits:
        return "Rien de ce que suit le programme n’a un nom proche."
    if not hits[0].bears(text):
        return "Aucun nom ne s’écrit ainsi\u202f; les plus proches\u00a0:"
    return f"{fmt.plural(len(hits), 'réponse')}, la plus proche d’abord\u00a0:"


@st.cache_resource(max_entries=4, show_spinner=False)
def _index(jeu: str, version: str, scope: str | None) -> Index:
    """The names of one data set, version and snapshot (`scope`)."""
    filters = Filters(jeu=jeu, version=version, snapshot_date=scope)
    names = ("lieux", "sujets", "chiffres")
    return Index(*(fetch(f"filtres/recherche_{name}", filters) for name in names))
