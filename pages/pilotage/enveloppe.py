"""Enveloppe: announced, earmarked, committed, paid, by whom, and what is not documented."""

import streamlit as st

from tdi import charts, lieu, sentences, theme, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
by_etape = fetch("pilotage/enveloppe_by_etape", filters)
by_operateur = fetch("pilotage/enveloppe_by_operateur", filters)
montants = fetch("pilotage/montants_publies", filters)
cellules = fetch("donnees/cellules", filters)
hors_enveloppe = fetch("pilotage/hors_enveloppe", filters)
by_region = fetch("pilotage/hors_enveloppe_by_region", filters)

ui.page_header(
    "Enveloppe",
    "De l’enveloppe annoncée, qu’est-ce qui est fléché, engagé, payé, par qui, et que n’est-il "
    "pas documenté\u202f?",
    filters,
)

if by_etape.is_empty:
    ui.empty_state(
        filters,
        "L’enveloppe de 2018 est celle de la phase 1\u202f; aucune enveloppe suivie n’est publiée "
        "pour la phase 2. Les montants annoncés depuis sont au registre des chiffres annoncés.",
    )
else:
    ui.chart_card(
        "L’enveloppe à chaque étape, nationale",
        charts.closed_bars(
            by_etape, y="etape", total="enveloppe_eur", segments=theme.ENVELOPPE_SEGMENTS
        ),
        by_etape,
        takeaway=sentences.enveloppe(by_etape),
    )
    ui.chart_card(
        "Les mêmes montants par opérateur",
        charts.stacked_bars(
            by_operateur, y="etape", x="amount_eur", color="segment", styles=theme.OPERATEUR_STYLES
        ),
        by_operateur,
        takeaway=sentences.operateurs(by_operateur),
    )

ui.cellules(
    cellules,
    "l’État et les opérateurs du programme, engagement par engagement (page Complétude)",
)
ui.table_card("Les montants connus, avec leur source", montants)

st.header("Hors enveloppe", anchor=False)
if hors_enveloppe.is_empty:
    lieu.no_data("Crédits hors enveloppe")
else:
    st.markdown(
        "D’autres crédits publics sont allés aux mêmes territoires. Ils ne sont jamais ajoutés à "
        "l’enveloppe, ni entre eux\u00a0: leurs natures et leurs étapes diffèrent."
    )
    ui.table_card("Dispositifs hors enveloppe", hors_enveloppe)
if filters.region_code is None and not by_region.is_empty:
    left, right = st.columns(2)
    with left:
        ui.chart_card(
            "Fonds d’accélération\u00a0: investissement des entreprises, mai 2021",
            charts.ranked_bars(by_region, y="zone_name", x="investment_eur", top=18),
            by_region,
        )
    with right:
        ui.chart_card(
            "Fonds vert 2023 dans les communes des territoires",
            charts.ranked_bars(by_region, y="zone_name", x="fonds_vert_territoires_eur", top=18),
            by_region,
        )
if not by_region.is_empty:
    ui.table_card("Hors enveloppe par région", by_region)
