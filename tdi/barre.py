"""The search at the top of every page: a place, an engagement, an operator, a public figure."""

import streamlit as st

from tdi import sidebar
from tdi.data import fetch
from tdi.filters import Filters
from tdi.recherche import Index


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
    if not text:
        st.caption(
            "Accents et fautes de frappe sont permis. Une commune, une intercommunalité ou un "
            "département mène au territoire où il se trouve."
        )
        return
    hits = _index(filters.jeu, str(filters.version), filters.snapshot_date).search(
        text, phase=filters.phase
    )
    if not hits:
        st.markdown("_Rien de ce que suit le programme n’a un nom proche._")
        st.page_link(
            "pages/donnees/dictionnaire.py",
            label=":primary[Chercher un mot, une définition, une source dans le dictionnaire]",
        )
    elif not hits[0].bears(text):
        st.caption("Aucun nom ne s’écrit ainsi\u202f; les plus proches\u00a0:")
    for hit in hits:
        with st.container(gap=None):
            if st.button(
                f"**{hit.name}**",
                key=f"trouve/{hit.target_type}/{hit.target_id}",
                type="tertiary",
                wrap=True,
                on_click=sidebar.change,
                args=(hit.selection,),
            ):
                sidebar.open_page(hit.page, hit.selection)
            st.caption(hit.told)


@st.cache_resource(max_entries=4, show_spinner=False)
def _index(jeu: str, version: str, scope: str | None) -> Index:
    """The names of one data set, version and snapshot (`scope`)."""
    filters = Filters(jeu=jeu, version=version, snapshot_date=scope)
    names = ("lieux", "sujets", "chiffres")
    return Index(*(fetch(f"filtres/recherche_{name}", filters) for name in names))
