"""Carte: where the territoires are, and what is known of each."""

import streamlit as st

from tdi import maps, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

NIVEAUX = {"Régions": "region", "Territoires": "territoire"}
INDICATORS = {
    "Régions": [
        "fonds_laureat_count",
        "territoire_count",
        "population",
        "membre_count",
        "laureat_count",
        "fonds_vert_eur",
        "investment_eur",
        "contrat_inconnu_count",
    ],
    "Territoires": [
        "fonds_laureat_count",
        "population",
        "membre_count",
        "commune_count",
        "laureat_count",
        "fonds_vert_eur",
    ],
}

filters = current_filters()
outlines = fetch("territoires/contours", filters)
results = {
    "Régions": fetch("territoires/regions", filters),
    # All of them, the chosen one outlined.
    "Territoires": fetch("territoires/territoires", filters.without("territoire_id")),
}

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
    result = results[view]
    indicator = st.selectbox(
        "Indicateur",
        INDICATORS[view],
        format_func=lambda name: result.column(name).label,
        width=400,
    )

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
    others = [name for name in INDICATORS[view] if name != indicator]
    ui.table_card(
        "Les mêmes chiffres en liste",
        result,
        columns=[f"{NIVEAUX[view]}_name", indicator, *others],
        height=560,
    )
if filters.territoire_id:
    ui.links([("pages/territoires/territoire.py", "Fiche du territoire choisi")])
elif filters.region_code:
    ui.links([("pages/territoires/region.py", "Tout pour cette région")])
