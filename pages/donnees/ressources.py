"""Ressources: the programme's documents and schemes, and where to read them."""

import streamlit as st

from tdi import provenance, sentences, sorties, tables, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

TYPES = {
    "Annonce et méthode": "Annonce et méthode",
    "Dispositif": "Dispositifs",
    "Étude et évaluation": "Études",
}

filters = current_filters()
ui.page_header(
    "Ressources",
    "Quels documents et dispositifs le programme a-t-il publiés, et où les lire\u202f?",
    filters,
)
ressources = fetch("donnees/ressources", filters)
rattachees = ressources.only(is_rattachee=True)
communes = ressources.only(is_rattachee=False)
if ressources.is_empty:
    sorties.empty_state(
        filters,
        "Les documents du programme n’existent que dans le jeu public.",
        lambda other: fetch("donnees/ressources", other).rows,
    )
    st.stop()
if filters.region_code or filters.territoire_id or filters.enjeu_id:
    st.header("Pour cette sélection", anchor=False)
    if rattachees.is_empty:
        st.info(
            f"Aucune ressource n’est rattachée à «\u00a0{ui.describe(filters)}\u00a0». "
            "Celles qui suivent valent pour tous les territoires."
        )
    tables.cards(rattachees, sentences.ressource)

for tab, ressource_type in zip(st.tabs(list(TYPES.values())), TYPES, strict=True):
    with tab:
        tables.cards(communes.only(ressource_type=ressource_type), sentences.ressource)

provenance.footer(ressources, "ressources")
