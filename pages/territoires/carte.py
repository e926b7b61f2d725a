"""Carte: where the territoires are, and what is known of each."""

import streamlit as st

from tdi import maps, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

NIVEAUX = {"Régions": "region", "Territoires": "territoire"}
# In the order of the list; the first that holds a value is shown first.
INDICATORS = {
    "Régions": {
        "engage_eur": "territoires/montants_by_region",
        "paye_eur": "territoires/montants_by_region",
        "fonds_laureat_count": "territoires/regions",
        "territoire_count": "territoires/regions",
        "population": "territoires/regions",
        "membre_count": "territoires/regions",
        "laureat_count": "territoires/regions",
        "fonds_vert_eur": "territoires/regions",
        "investment_eur": "territoires/regions",
        "contrat_inconnu_count": "territoires/regions",
        "cellule_inconnue_count": "territoires/montants_by_region",
    },
    "Territoires": {
        "engage_eur": "territoires/montants_by_territoire",
        "paye_eur": "territoires/montants_by_territoire",
        "fonds_laureat_count": "territoires/territoires",
        "population": "territoires/territoires",
        "membre_count": "territoires/territoires",
        "commune_count": "territoires/territoires",
        "laureat_count": "territoires/territoires",
        "fonds_vert_eur": "territoires/territoires",
        "cellule_inconnue_count": "territoires/montants_by_territoire",
    },
}

filters = current_filters()
outlines = fetch("territoires/contours", filters)

ui.page_header("Carte", "Où sont les territoires, et que sait-on de chacun\u202f?", filters)

view = "Territoires"
with st.container(horizontal=True, vertical_alignment="bottom"):
    if not filters.region_code:
        view = st.segmented_control(
            "Montrer les",
            list(NIVEAUX),
            default="Territoires" if filters.territoire_id else "Régions",
            required=True,
        )
    # All the territoires, the chosen one outlined.
    shown = filters.without("territoire_id")
    results = {name: fetch(query, shown) for name, query in INDICATORS[view].items()}
    names = list(results)
    indicator = st.selectbox(
        "Indicateur",
        names,
        index=names.index(maps.first_known(results)),
        format_func=lambda name: results[name].column(name).label,
        width=400,
    )
result = results[indicator]

if result.is_empty:
    ui.empty_state(filters, "Aucun territoire de cette phase n’est dans la région choisie.")

deck, legend = maps.choropleth(
    result,
    outlines,
    niveau=NIVEAUX[view],
    value=indicator,
    selected=filters.territoire_id,
)
left, right = st.columns(2)
with left:
    ui.map_card(
        f"{result.column(indicator).label}, par {view.lower().removesuffix('s')}",
        deck,
        legend,
        result,
        outlines,
        takeaway=result.column(indicator).definition,
    )
with right:
    ui.table_card(
        "Les mêmes chiffres en liste",
        result,
        columns=[f"{NIVEAUX[view]}_name", indicator],
        height=560,
    )
if filters.territoire_id:
    ui.links([("pages/territoires/territoire.py", "Fiche du territoire choisi")])
elif filters.region_code:
    ui.links([("pages/territoires/region.py", "Tout pour cette région")])
