"""Région: everything a regional committee needs, or the list of regions to choose from."""

import streamlit as st

from tdi import charts, lieu, maps, registre, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

chosen = current_filters()
# The page is the region's: a chosen territoire is only outlined on the map.
filters = chosen.without("territoire_id")
regions = fetch("territoires/regions", filters)
outlines = fetch("territoires/contours", chosen)

if not filters.region_code:
    ui.page_header("Régions", "Que faut-il savoir d’une région avant son comité\u202f?", filters)
    st.info(
        "Choisissez une région dans le volet de gauche ou d’un clic sur la carte\u00a0: cette page "
        "donne alors ses territoires, ses lauréats, ses montants et ce qui reste à communiquer."
    )
    deck, legend = maps.choropleth(regions, outlines, niveau="region", value="territoire_count")
    left, right = st.columns(2)
    with left:
        ui.map_card("Territoires par région", deck, legend, regions, outlines)
    with right:
        ui.table_card("Les régions et leurs chiffres", regions, height=500)
    st.stop()

perimetre = fetch("pilotage/perimetre", filters)
territoires = fetch("territoires/territoires", filters)
by_mesure = fetch("territoires/laureats_by_mesure", filters)
by_filiere = fetch("territoires/fonds_by_filiere", filters)
attributions = fetch("territoires/laureats_attribution", filters)
annonces = fetch("suivi/annonces", filters)

ui.page_header(
    regions.value("region_name"),
    "Que faut-il savoir de cette région avant son comité\u202f?",
    filters,
)
if territoires.is_empty:
    ui.empty_state(filters, "Cette phase n’a aucun territoire dans la région.")
else:
    ui.metric_row(
        perimetre, "territoire_count", "interregional_count", "membre_count", "population"
    )
    st.header("Crédits du programme", anchor=False)
    lieu.credits(filters)
    st.header("Contrats et projets", anchor=False)
    lieu.contrats_inconnus(filters)
    lieu.fiches(filters)
    st.header("Appréciations et décisions", anchor=False)
    lieu.meteo(filters)
    lieu.decisions(filters)
    st.header("Les territoires", anchor=False)

    left, right = st.columns(2)
    with left:
        lieu.carte(territoires, outlines)
    with right:
        ui.table_card(
            "Les territoires et leurs chiffres",
            territoires,
            columns=[
                "territoire_name",
                "population",
                "fonds_laureat_count",
                "laureat_count",
                "fonds_vert_eur",
                "membre_count",
                "is_interregional",
                "contrat_statut",
            ],
            height=400,
        )
        ui.links([("pages/territoires/territoire.py", "Fiche d’un territoire")])

st.header("Hors enveloppe", anchor=False)
st.markdown(
    "Ces aides sont allées aux mêmes lieux sans être des crédits de l’enveloppe\u202f; elles ne "
    "s’additionnent pas entre elles."
)
ui.metric_row(regions, "fonds_laureat_count", "investment_eur", "fonds_vert_eur", width=290)
if by_mesure.is_empty:
    lieu.no_data("Lauréats de France Relance")
else:
    ui.chart_card(
        "Lauréats du fonds par filière",
        charts.ranked_bars(by_filiere, y="filiere", x="laureat_count"),
        by_filiere,
    )
    ui.table_card("Où se trouvent les lauréats", attributions)
    ui.table_card("Lauréats de France Relance par mesure", by_mesure)

ui.table_card("Ce qui s’est dit publiquement de la région", annonces, columns=registre.COLUMNS)
ui.links([("pages/suivi/chiffres_annonces.py", "Chaque énoncé, ce qui le contredit, sa source")])
