"""Territoire: everything known of one territoire, and what is owed for it."""

import streamlit as st

from tdi import lieu, maps, provenance, registre, sentences, tables, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
if not filters.territoire_id:
    ui.page_header("Territoires", "Que sait-on d’un territoire\u202f?", filters)
    st.info(
        "Choisissez un territoire dans le volet de gauche, en commençant si besoin par sa région, "
        "ou d’un clic sur la carte\u00a0: cette page donne alors tout ce qui est connu de lui."
    )
    territoires = fetch("territoires/territoires", filters)
    outlines = fetch("territoires/contours", filters)
    deck, legend = maps.choropleth(territoires, outlines, niveau="territoire", value="population")
    left, right = st.columns(2)
    with left:
        ui.map_card("Population des territoires", deck, legend, territoires, outlines)
    with right:
        ui.table_card("Les territoires à choisir", territoires, height=500)
    st.stop()

# A territoire is whole wherever it is looked at from: the region chosen with it changes nothing.
place = filters.without("region_code")
territoire = fetch("territoires/territoires", place)
membres = fetch("territoires/membres", place)
outlines = fetch("territoires/contours_territoire", place)
by_mesure = fetch("territoires/laureats_by_mesure", place)
attributions = fetch("territoires/laureats_attribution", place)
laureats = fetch("territoires/laureats", place)
fonds_vert = fetch("territoires/fonds_vert", place)
attestations = fetch("territoires/attestations", place)
annonces = fetch("suivi/annonces", place.without("enjeu_id"))
ressources = fetch("donnees/ressources", place.without("enjeu_id")).only(is_rattachee=True)

ui.page_header(territoire.value("territoire_name"), "Que sait-on de ce territoire\u202f?", filters)
ui.metric_row(fetch("pilotage/perimetre", place), "membre_count", "commune_count", "population")
ui.links([("pages/territoires/comparer.py", "Comparer à ceux qui lui ressemblent")])
ui.facts_card(
    "Identité",
    territoire,
    columns=["region_names", "departement_names", "perimeter_date", "valid_from", "valid_to"],
)

deck, legend = maps.choropleth(
    membres, outlines, niveau="membre", value="population", borders="territoire"
)
left, right = st.columns(2)
with left:
    ui.map_card("Le territoire et ses membres", deck, legend, membres, outlines, selects=False)
with right:
    ui.table_card("Ses membres", membres)
    lieu.liens(place)

# The lists are real: a fiction holds none, which says nothing of the territoire.
if filters.jeu == "public":
    ui.table_card(
        "Listes publiques qui le nomment",
        attestations,
        takeaway=registre.attestations(attestations),
    )
if not annonces.is_empty:
    st.header("Ce qui s’en est dit publiquement", anchor=False)
    tables.cards(annonces, registre.annonce)
    provenance.footer(annonces, "annonces")

st.header("Contrat et crédits du programme", anchor=False)
lieu.contrat(place)
lieu.credits(place)
st.header("Projets et appréciation", anchor=False)
lieu.fiches(place)
lieu.meteo(place)

st.header("Hors enveloppe", anchor=False)
if attributions.is_empty and fonds_vert.is_empty:
    lieu.no_data("Aides hors enveloppe")
else:
    st.markdown(
        "Ces aides sont allées aux mêmes lieux sans être des crédits de l’enveloppe\u202f; elles "
        "ne s’additionnent pas entre elles."
    )
    ui.metric_row(territoire, "fonds_laureat_count", "fonds_vert_eur", width=290)
if not attributions.is_empty:
    ui.table_card(
        "Lauréats de France Relance par mesure", by_mesure, columns=["mesure", "laureat_count"]
    )
    ui.table_card("Où se trouvent les lauréats de ses départements", attributions)
    ui.table_card("Lauréats de France Relance, un par un", laureats)
if not fonds_vert.is_empty:
    ui.table_card(
        "Subventions du Fonds vert 2023, une par une",
        fonds_vert,
        takeaway=sentences.fonds_vert(territoire),
    )

if not ressources.is_empty:
    st.header("Ressources du programme", anchor=False)
    tables.cards(ressources, sentences.ressource)
    provenance.footer(ressources, "ressources")
