"""Fiche d’un engagement: what it is, how it is attested, who uses it, where never, money, delay."""

import streamlit as st

from tdi import dossier, fiche, papier, sorties, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
listed = fetch("pilotage/engagements", filters)
if listed.is_empty:
    ui.page_header("Fiche d’un engagement", "Que sait-on d’un engagement\u202f?", filters)
    sorties.without_object("Les 17 engagements sont ceux de la phase 1.")
    st.stop()

# The title, the note and every figure are its own: this choice draws the whole page again.
name = fiche.choose(listed)
one = listed.only(engagement_name=name)
ui.page_header(
    name,
    "Qu’est-ce que c’est, qui y a recours, où jamais, à quelle vitesse, pour combien\u202f?",
    filters,
    beside=lambda: papier.note(filters, name),
)
zones = fetch("pilotage/recours_by_zone", filters).only(engagement_name=name)
if zones.is_empty:
    sorties.nothing_expected(fetch("donnees/cellules", filters))
else:
    fiche.key_figures(zones)
fiche.identity(one)
volets = {"Preuves et demandes": lambda: fiche.published(name, one, filters)}
if not zones.is_empty:
    volets = {
        "Qui y a recours": lambda: fiche.uptake(name, zones, filters),
        "Lieu par lieu": lambda: fiche.by_place(name, filters),
        "Pour combien": lambda: fiche.money(name, filters),
    } | volets
dossier.volets("engagement", volets)
ui.links([("pages/pilotage/engagements.py", "Les 17 engagements, lieu par lieu")])
