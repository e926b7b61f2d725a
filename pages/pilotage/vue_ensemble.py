"""Vue d’ensemble: where the programme stands, at a glance, and what nobody has published."""

import streamlit as st

from tdi import ensemble, papier, registre, resume, ui
from tdi.data import fetch, prepare
from tdi.sidebar import current_filters

filters = current_filters()
prepare(
    filters, "pilotage/indicateurs", "donnees/cellules", "pilotage/changements", "suivi/alertes"
)
enveloppe = fetch("pilotage/enveloppe_by_etape", filters)
zones = fetch("pilotage/recours_by_zone", filters)
cellules = fetch("donnees/cellules", filters)
changements = fetch("pilotage/changements", filters)
alertes = fetch("suivi/alertes", filters)

ui.page_header(
    "Vue d’ensemble",
    resume.sentence(
        enveloppe, zones=zones, cellules=cellules, changements=changements, alertes=alertes
    ),
    filters,
    beside=lambda: papier.note(filters),
)

left, middle, right = st.columns([11, 12, 12])
with left:
    ensemble.enveloppe(enveloppe)
    ensemble.engagements(zones)
with middle:
    # A territoire over two regions would give each indicator twice.
    situations = fetch("pilotage/indicateurs", filters.without("territoire_id"))
    ensemble.enjeux(situations, is_local=bool(filters.region_code or filters.territoire_id))
with right:
    ensemble.changements(changements)
    ensemble.alertes(alertes)

ensemble.drawers(
    enveloppe=enveloppe,
    engagements=zones.only(maille="Ensemble"),
    enjeux=situations,
    changements=changements,
    alertes=alertes,
    complétude=cellules,
)
ui.links(
    [
        ("pages/pilotage/enveloppe.py", "L’enveloppe en détail"),
        ("pages/pilotage/enjeux.py", "Les enjeux et leurs indicateurs"),
        ("pages/pilotage/engagements.py", "Les engagements, lieu par lieu"),
        ("pages/donnees/completude.py", "Qui doit communiquer quoi"),
        ("pages/suivi/evolutions.py", "Ce qui a changé, ligne par ligne"),
    ]
)

st.header("Le périmètre", anchor=False)
ui.metric_row(
    fetch("pilotage/perimetre", filters),
    "territoire_count",
    "interregional_count",
    "membre_count",
    "commune_count",
    "population",
)
st.header("Ce qui a été dit publiquement", anchor=False)
annonces = fetch("suivi/annonces_chiffres", filters)
st.caption(registre.summary(annonces))
if annonces.value("source_count"):
    ui.metric_row(
        annonces, "chiffre_count", "source_count", "contredit_count", "non_comparable_count"
    )
    ui.links([("pages/suivi/chiffres_annonces.py", "Chaque énoncé, et ce qui le contredit")])
