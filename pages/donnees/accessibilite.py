"""Accessibilité: what is tested, by what, what is not, and how to report a problem."""

import streamlit as st

from tdi import definitions, ui
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Accessibilité",
    "Ce tableau de bord se lit-il sans souris, sans le voir, sur tout écran\u202f?",
    filters,
)
st.caption("Cette page vaut pour tout le tableau de bord\u00a0: les filtres n’y changent rien.")
definitions.accessibilite()
