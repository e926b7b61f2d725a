"""Vue d’ensemble: where the programme stands, at a glance, and what nobody has published."""

import streamlit as st

from tdi import charts, indicateurs, registre, sentences, theme, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
enveloppe = fetch("pilotage/enveloppe_by_etape", filters)
cellules = fetch("donnees/cellules", filters)
# A territoire over two regions would give each indicator twice.
situations = fetch("pilotage/indicateurs", filters.without("territoire_id"))
perimetre = fetch("pilotage/perimetre", filters)
engagements = fetch("pilotage/engagements_chiffres", filters)
annonces = fetch("suivi/annonces_chiffres", filters)

ui.page_header("Vue d’ensemble", "Où en est le programme, et que ne sait-on pas\u202f?", filters)

left, right = st.columns([3, 2])
with left:
    ui.chart_card(
        "L’enveloppe nationale à chaque étape",
        charts.closed_bars(
            enveloppe, y="etape", total="enveloppe_eur", segments=theme.ENVELOPPE_SEGMENTS
        ),
        enveloppe,
        takeaway=sentences.enveloppe(enveloppe),
    )
with right:
    ui.cellules(
        cellules,
        "l’État et les opérateurs du programme",
    )
    indicateurs.headlines("Les enjeux, un indicateur chacun", situations)
ui.links(
    [
        ("pages/pilotage/enveloppe.py", "L’enveloppe en détail"),
        ("pages/pilotage/enjeux.py", "Les enjeux et leurs indicateurs"),
        ("pages/donnees/completude.py", "Qui doit communiquer quoi"),
    ]
)

st.header("Le périmètre", anchor=False)
ui.metric_row(
    perimetre,
    "territoire_count",
    "interregional_count",
    "membre_count",
    "commune_count",
    "population",
)
if engagements.value("engagement_count"):
    st.header("Les 17 engagements", anchor=False)
    ui.metric_row(
        engagements, "atteste_count", "a_completer_count", "montant_count", "recours_count"
    )
st.header("Ce qui a été dit publiquement", anchor=False)
st.caption(registre.summary(annonces))
if annonces.value("source_count"):
    ui.metric_row(
        annonces, "chiffre_count", "source_count", "contredit_count", "non_comparable_count"
    )
