"""Région: everything a regional committee needs, or the list of regions to choose from."""

import streamlit as st

from tdi import (
    cards,
    decisions,
    dossier,
    findings,
    histoire,
    lieu,
    maps,
    papier,
    region,
    sorties,
    telechargement,
    ui,
)
from tdi.data import fetch, prepare
from tdi.sidebar import current_filters

chosen = current_filters()
# The page is the region's: a chosen territoire is only outlined on the map.
filters = chosen.without("territoire_id")
prepare(
    filters, "territoires/territoires", "territoires/montants_by_territoire", "pilotage/perimetre"
)
regions = fetch("territoires/regions", filters)

if not filters.region_code:
    ui.page_header("Régions", "Que faut-il savoir d’une région avant son comité\u202f?", filters)
    st.info(
        "Choisissez une région dans les filtres ou d’un clic sur la carte\u00a0: cette page "
        "donne alors ses territoires, ses lauréats, ses montants et ce qui reste à communiquer."
    )
    outlines = fetch("territoires/contours", chosen)
    drawn = maps.choropleth(regions, outlines, niveau="region", value="territoire_count")
    left, right = st.columns(2)
    with left:
        cards.map_card(
            "Territoires par région",
            drawn,
            regions,
            outlines,
            finding=findings.span(regions, "territoire_count", "region_name", "région"),
            takeaway=findings.middle(regions, "territoire_count", "région"),
        )
    with right:
        cards.table_card("Les régions et leurs chiffres", regions, height=500)
    decisions.draw(filters)
    st.stop()

ui.page_header(
    regions.value("region_name"),
    "Que faut-il savoir de cette région avant son comité\u202f?",
    filters,
)
with st.container(horizontal=True):
    papier.note(filters)
    telechargement.committee_pack(filters)
territoires = fetch("territoires/territoires", filters)
if territoires.is_empty:
    sorties.empty_state(
        filters,
        "Cette phase n’a aucun territoire dans la région.",
        lambda other: fetch("territoires/territoires", other).rows,
    )
    region.hors_enveloppe(filters)
    region.enonces(filters)
    st.stop()

dossier.volets(
    "region",
    {
        "L’essentiel": lambda: region.essentiel(territoires, fetch("territoires/contours", chosen)),
        "Crédits": lambda: lieu.credits(filters),
        "Recours": lambda: lieu.recours(filters),
        "Projets et décisions": lambda: region.projets(filters),
        "Dans le temps": lambda: histoire.draw(filters),
        "Demandes": lambda: region.demandes(filters),
        "Hors enveloppe": lambda: region.hors_enveloppe(filters),
        "Énoncés publics": lambda: region.enonces(filters),
    },
)
