"""Région: everything a regional committee needs, or the list of regions to choose from."""

import streamlit as st

from tdi import charts, lieu, maps, ui
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
hors_enveloppe = fetch("pilotage/hors_enveloppe", filters)

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
        ui.table_card("Les territoires et leurs chiffres", territoires)
        ui.links([("pages/territoires/territoire.py", "Fiche d’un territoire")])

st.header("Hors enveloppe", anchor=False)
if hors_enveloppe.is_empty and by_mesure.is_empty:
    lieu.no_data("Aides hors enveloppe")
else:
    st.markdown(
        "Ces aides sont allées aux mêmes lieux sans être des crédits de l’enveloppe\u202f; elles "
        "ne s’additionnent pas entre elles."
    )
if not hors_enveloppe.is_empty:
    ui.table_card("Dispositifs hors enveloppe", hors_enveloppe)
if not by_mesure.is_empty:
    ui.chart_card(
        "Lauréats du fonds par filière",
        charts.ranked_bars(by_filiere, y="filiere", x="laureat_count"),
        by_filiere,
    )
    ui.table_card("Où se trouvent les lauréats", attributions)
    ui.table_card("Lauréats de France Relance par mesure", by_mesure)

if not annonces.is_empty:
    ui.table_card("Ce qui s’est dit publiquement de la région", annonces)
    ui.links(
        [("pages/suivi/chiffres_annonces.py", "Chaque énoncé, ce qui le contredit, sa source")]
    )
