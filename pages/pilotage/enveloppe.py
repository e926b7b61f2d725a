"""Enveloppe: announced, earmarked, committed, paid, by whom, and what is not documented."""

import streamlit as st

from tdi import enveloppe, suivi, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
cellules = fetch("donnees/cellules", filters)

ui.page_header(
    "Enveloppe",
    "De l’enveloppe annoncée, qu’est-ce qui est fléché, engagé, payé, par qui, et que n’est-il "
    "pas documenté\u202f?",
    filters,
)

if fetch("pilotage/entonnoir", filters).is_empty:
    ui.empty_state(
        filters,
        "L’enveloppe de 2018 est celle de la phase 1\u202f; aucune enveloppe suivie n’est publiée "
        "pour la phase 2. Les montants annoncés depuis sont au registre des chiffres annoncés.",
    )
    ui.cellules(cellules, enveloppe.OWED_BY)
    st.header("Hors enveloppe", anchor=False)
    enveloppe.hors_enveloppe(filters)
    st.stop()

vue = enveloppe.choose_vue()
if vue == "Où en est l’argent":
    enveloppe.entonnoir(filters)
    ui.cellules(cellules, enveloppe.OWED_BY)
    enveloppe.par_habitant(filters)
    ui.table_card(
        "Les montants connus, avec leur source", fetch("pilotage/montants_publies", filters)
    )
elif vue == "Répartition":
    enveloppe.repartition(filters)
    ui.cellules(cellules, enveloppe.OWED_BY)
elif vue == "Dans le temps":
    suivi.consommation(filters)
    suivi.delais(filters)
    ui.links([("pages/suivi/chiffres_annonces.py", "Ce qui a été dit, date par date")])
elif vue == "Contrôles":
    suivi.desordres(filters)
    suivi.rapprochement(filters)
else:
    enveloppe.hors_enveloppe(filters)
