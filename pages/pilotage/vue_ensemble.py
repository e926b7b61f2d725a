"""Vue d’ensemble: where the programme stands, at a glance, and what nobody has published."""

import streamlit as st

from tdi import charts, sentences, theme, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
perimetre = fetch("pilotage/perimetre", filters)
enveloppe = fetch("pilotage/enveloppe_by_etape", filters)
cellules = fetch("donnees/cellules", filters)

ui.page_header(
    "Vue d’ensemble", "Où en est le programme, et que ne sait-on pas\u202f?", filters
)
ui.metric_row(
    perimetre,
    "territoire_count",
    "interregional_count",
    "membre_count",
    "commune_count",
    "population",
)

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
    ui.unknown(
        sentences.cellules(cellules, ui.describe(filters)),
        "l’État et les opérateurs du programme",
    )
ui.links(
    [
        ("pages/pilotage/enveloppe.py", "L’enveloppe en détail"),
        ("pages/donnees/completude.py", "Qui doit publier quoi"),
    ]
)
