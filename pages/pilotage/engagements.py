"""Engagements: of the 17, who answers for each, what is published, what is not."""

import streamlit as st

from tdi import charts, dossier, sentences, theme, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
chiffres = fetch("pilotage/engagements_chiffres", filters)
engagements = fetch("pilotage/engagements", filters)
etats = fetch("pilotage/engagements_etats", filters)
cellules = fetch("donnees/cellules", filters)

ui.page_header(
    "Engagements",
    "Des 17 engagements de l’État et de ses opérateurs, qui répond de quoi, qu’est-ce qui est "
    "publié, et où rien n’est dit\u202f?",
    filters,
)
if engagements.is_empty:
    ui.empty_state(
        filters,
        "Les 17 engagements sont ceux de la phase 1\u00a0: sans objet pour la phase 2, pour "
        "laquelle aucune liste d’engagements n’est suivie ici.",
    )
    st.stop()

ui.metric_row(
    chiffres,
    "atteste_count",
    "a_completer_count",
    "operateur_count",
    "montant_count",
    "recours_count",
)
ui.cellules(
    cellules,
    "l’État et les opérateurs nommés ci-dessous (texte à envoyer\u00a0: page Complétude)",
)

chosen = dossier.choose(
    "Engagement à détailler",
    [row["engagement_name"] for row in engagements.records()],
    key="engagement",
    what="un engagement de la sélection",
)
if chosen:
    dossier.engagement(
        engagements.only(engagement_name=chosen),
        recours=fetch("pilotage/recours", filters).only(engagement_name=chosen),
        montants=fetch("pilotage/montants_publies", filters).only(engagement=chosen),
        demandes=fetch("donnees/demandes", filters).only(engagement_name=chosen),
    )
    st.header("Tous les engagements", anchor=False)

ui.table_card(
    "Les engagements, et qui en répond",
    engagements,
    columns=[
        "engagement_name",
        "libelle_statut",
        "enjeu_name",
        "operateur_names",
        "objectif",
        "montants_etat",
        "recours_etat",
    ],
    takeaway=sentences.engagements(chiffres),
)
ui.chart_card(
    "Ce qui est connu de chaque engagement",
    charts.state_grid(
        etats, x="chiffre", y="engagement_name", state="etat", states=theme.ETAT_STYLES
    ),
    etats,
    takeaway=sentences.etats(etats, theme.ETAT_STYLES),
)
ui.links([("pages/donnees/completude.py", "Les demandes, opérateur par opérateur")])
