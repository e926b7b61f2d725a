"""Engagements: of the 17, who uses which, where, how fast, and where nothing is reported."""

import streamlit as st

from tdi import case, charts, engagements, sentences, theme, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
chiffres = fetch("pilotage/engagements_chiffres", filters)
listed = fetch("pilotage/engagements", filters)
etats = fetch("pilotage/engagements_etats", filters)

ui.page_header(
    "Engagements",
    "Des 17 engagements de l’État et de ses opérateurs, qui utilise lequel, où, à quelle vitesse, "
    "et où rien n’est dit\u202f?",
    filters,
)
if listed.is_empty:
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
if not fetch("pilotage/recours_by_zone", filters).is_empty:
    left, right = st.columns([3, 2])
    with left:
        mesure = engagements.choose_mesure()
    with right:
        tri = engagements.choose_tri()
    engagements.matrix(mesure, tri, filters)
    st.header("Une case, ligne à ligne", anchor=False)
    case.choose_and_draw(mesure, filters)

st.header("Tous les engagements", anchor=False)
recours, libelles, connu, reponses = st.tabs(["Recours", "Libellés", "Connu", "Réponses"])
with recours:
    engagements.all_cards(filters)
with libelles:
    ui.table_card(
        "Les engagements, et qui en répond",
        listed,
        takeaway=sentences.engagements(chiffres),
    )
with connu:
    ui.chart_card(
        "Ce qui est connu de chaque engagement",
        charts.state_grid(
            etats, x="chiffre", y="engagement_name", state="etat", states=theme.ETAT_STYLES
        ),
        etats,
        takeaway=sentences.etats(etats, theme.ETAT_STYLES),
    )
with reponses:
    ui.cellules(
        fetch("donnees/cellules", filters),
        "l’État et les opérateurs nommés ci-dessous (texte à envoyer\u00a0: page Complétude)",
    )
    answers = fetch("pilotage/reponses_by_operateur", filters)
    for famille in ("Montants", "Recours"):
        ui.table_card(
            f"{famille}\u00a0: réponses de chaque opérateur",
            answers.only(famille=famille),
            takeaway=answers.column("famille").definition,
            height=560,
        )
ui.links([("pages/donnees/completude.py", "Les demandes, opérateur par opérateur")])
