"""Territoire: everything known of one territoire, and what is owed for it."""

import streamlit as st

from tdi import cards, dossier, findings, histoire, lieu, maps, papier, sorties, territoire, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
if not filters.territoire_id:
    ui.page_header("Territoires", "Que sait-on d’un territoire\u202f?", filters)
    territoires = fetch("territoires/territoires", filters)
    if territoires.is_empty:
        sorties.empty_state(
            filters,
            "Cette phase n’a aucun territoire dans la région.",
            lambda other: fetch("territoires/territoires", other).rows,
            ("pages/territoires/region.py", "Tout pour cette région"),
        )
        st.stop()
    st.info(
        "Choisissez un territoire dans les filtres, en commençant si besoin par sa région, "
        "ou d’un clic sur la carte\u00a0: cette page donne alors tout ce qui est connu de lui."
    )
    outlines = fetch("territoires/contours", filters)
    drawn = maps.choropleth(territoires, outlines, niveau="territoire", value="population")
    left, right = st.columns(2)
    with left:
        cards.map_card(
            "Population des territoires",
            drawn,
            territoires,
            outlines,
            finding=findings.span(territoires, "population", "territoire_name", "territoire"),
            takeaway=findings.middle(territoires, "population", "territoire"),
        )
    with right:
        lieu.territoires("Les territoires à choisir", territoires, height=500)
    st.stop()

# A territoire is whole wherever it is looked at from: the region chosen with it changes nothing.
place = filters.without("region_code")
one = fetch("territoires/territoires", place)

ui.page_header(
    one.value("territoire_name"),
    "Que sait-on de ce territoire\u202f?",
    filters,
    beside=lambda: papier.note(place),
)
dossier.volets(
    "territoire",
    {
        "L’essentiel": lambda: territoire.essentiel(one),
        "Contrat et crédits": lambda: territoire.credits(place),
        "Recours": lambda: lieu.recours(place),
        "Projets et appréciation": lambda: territoire.projets(place),
        "Dans le temps": lambda: histoire.draw(place),
        "Hors enveloppe": lambda: territoire.hors_enveloppe(one),
        "Ce qui s’en dit": lambda: territoire.enonces(place),
    },
)
