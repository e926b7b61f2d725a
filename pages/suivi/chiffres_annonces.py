"""Chiffres annoncés: what was said publicly of the programme, and whether it holds."""

import streamlit as st

from tdi import dossier, enonces, registre, sorties, ui
from tdi.data import fetch, prepare
from tdi.sidebar import current_filters

filters = current_filters()
prepare(filters, "suivi/annonces", "suivi/verdicts")
ui.page_header(
    "Chiffres annoncés",
    "Qu’a-t-on dit publiquement du programme, et cela tient-il\u202f?",
    filters,
)
counts = fetch("suivi/annonces_chiffres", filters)
annonces = fetch("suivi/annonces", filters)
if annonces.is_empty:
    sorties.empty_state(
        filters,
        registre.summary(counts),
        lambda other: fetch("suivi/annonces", other).rows,
    )
    st.stop()

st.markdown(registre.summary(counts))
ui.metric_row(counts, *registre.COUNTED)
dossier.volets(
    "chiffres_annonces",
    {
        "Une mesure": lambda: enonces.mesure(annonces.only(annonce_type="Chiffre")),
        "Verdicts différents": lambda: enonces.differents(filters),
        "Tous les énoncés": lambda: enonces.tous(annonces.only(annonce_type="Chiffre")),
        "Jalons": lambda: enonces.jalons(annonces.only(annonce_type="Jalon")),
    },
)
