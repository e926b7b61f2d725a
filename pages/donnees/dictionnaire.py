"""Dictionnaire et méthode: what each figure means, how it is made, from which source."""

import streamlit as st

from tdi import definitions, dossier, ui
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Dictionnaire et méthode",
    "Que veut dire chaque chiffre, comment est-il fait, d’où vient-il\u202f?",
    filters,
)
st.caption(
    "Cette page vaut pour tout le tableau de bord\u00a0: les filtres n’y changent que le gabarit."
)
dossier.volets(
    "dictionnaire",
    {
        "Dictionnaire": lambda: definitions.colonnes(filters),
        "Méthode": definitions.methode,
        "Glossaire": definitions.glossaire,
        "Contrat": lambda: definitions.contrat(filters),
        "Sources": lambda: definitions.sources(filters),
    },
)
