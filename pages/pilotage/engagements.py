"""Engagements: of the 17, who uses which, where, how fast, and where nothing is reported."""

import streamlit as st

from tdi import case, dossier, engagements, sorties, ui
from tdi.data import fetch, prepare
from tdi.sidebar import current_filters

filters = current_filters()
prepare(filters, "pilotage/recours_by_zone", "pilotage/recours_mesures")
ui.page_header(
    "Engagements",
    "Des 17 engagements de l’État et de ses opérateurs, qui utilise lequel, où, à quelle vitesse, "
    "et où rien n’est dit\u202f?",
    filters,
)
if fetch("pilotage/engagements", filters).is_empty:
    sorties.without_object(
        "Les 17 engagements sont ceux de la phase 1\u202f; aucune liste d’engagements n’est suivie "
        "ici pour la phase 2.",
    )
    st.stop()

ui.metric_row(
    fetch("pilotage/engagements_chiffres", filters),
    "atteste_count",
    "a_completer_count",
    "operateur_count",
    "montant_count",
    "recours_count",
)
volets = {
    "Recours": lambda: engagements.all_cards(filters),
    "Libellés": lambda: engagements.libelles(filters),
    "Connu": lambda: engagements.connu(filters),
    "Réponses": lambda: engagements.reponses(filters),
}
if not fetch("pilotage/recours_by_zone", filters).is_empty:
    volets = {"Matrice": lambda: case.explore(filters)} | volets
dossier.volets("engagements", volets)
ui.links([("pages/donnees/completude.py", "Les demandes, opérateur par opérateur")])
