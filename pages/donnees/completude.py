"""Complétude: who reported what, what is missing, and the list of demands."""

import streamlit as st

from tdi import completude, dossier, sorties, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Complétude",
    "Qui a communiqué quoi, que manque-t-il, et à qui le demander\u202f?",
    filters,
)
cellules = fetch("donnees/cellules", filters)
is_expected = not sorties.nothing_expected(cellules)
if is_expected:
    ui.metric_row(
        cellules, "attendue_count", "renseignee_count", "non_communiquee_count", width=280
    )
    st.markdown(
        "Une cellule est le montant d’un engagement, dans un territoire, à une étape. "
        "Non communiquée ne veut pas dire nulle."
    )

owed = {
    "Demandes": lambda: dossier.letters(filters),
    "Cellules manquantes": lambda: completude.cellules(filters),
    "Qualité": lambda: completude.qualite(filters),
}
known = {
    "Éditeurs": lambda: completude.editeurs(filters),
    "Tables": lambda: completude.tables(filters),
    "Lacunes": lambda: completude.lacunes(filters),
}
dossier.volets("completude", owed | known if is_expected else known)
