"""Enveloppe: announced, earmarked, committed, paid, by whom, and what is not documented."""

import streamlit as st

from tdi import avenir, dossier, enveloppe, sorties, suivi, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Enveloppe",
    "De l’enveloppe annoncée, qu’est-ce qui est fléché, engagé, payé, par qui, et que n’est-il "
    "pas documenté\u202f?",
    filters,
)

if fetch("pilotage/entonnoir", filters).is_empty:
    sorties.without_object(
        "L’enveloppe de 2018 est celle de la phase 1\u202f; aucune enveloppe suivie n’est publiée "
        "pour la phase 2. Les montants annoncés depuis sont au registre des chiffres annoncés.",
    )
    st.header("Hors enveloppe", anchor=False)
    enveloppe.hors_enveloppe(filters)
    st.stop()

dossier.volets(
    "enveloppe",
    {
        "Où en est l’argent": lambda: enveloppe.argent_connu(filters),
        "Répartition": lambda: enveloppe.repartition(filters),
        "Dans le temps": lambda: suivi.dans_le_temps(filters),
        "Projection": lambda: avenir.projetee(filters),
        "Contrôles": lambda: suivi.controles(filters),
        "Hors enveloppe": lambda: enveloppe.hors_enveloppe(filters),
    },
)
