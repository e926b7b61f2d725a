"""Complétude: who reported what, what is missing, and the list of demands."""

import streamlit as st

from tdi import charts, demandes, dossier, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
cellules = fetch("donnees/cellules", filters)
by_operateur = fetch("donnees/demandes_by_operateur", filters)
by_region = fetch("donnees/cellules_by_region", filters)

ui.page_header(
    "Complétude",
    "Qui a communiqué quoi, que manque-t-il, et à qui le demander\u202f?",
    filters,
)
if cellules.value("attendue_count") == 0:
    st.info(demandes.nothing_expected(cellules))
else:
    ui.metric_row(
        cellules, "attendue_count", "renseignee_count", "non_communiquee_count", width=280
    )
    st.markdown(
        "Une cellule est le montant d’un engagement, dans un territoire, à une étape. "
        "Non communiquée ne veut pas dire nulle."
    )
    st.header("La liste des demandes", anchor=False)
    ui.table_card(
        "Qui doit quoi",
        by_operateur,
        takeaway=demandes.summary(by_operateur, cellules),
    )
    dossier.letters(fetch("donnees/demandes", filters), ui.describe(filters))

    st.header("Les cellules manquantes", anchor=False)
    engagement, etape, region = st.tabs(["Par engagement", "Par étape", "Par région"])
    with engagement:
        ui.table_card(
            "Cellules par engagement",
            fetch("donnees/cellules_by_engagement", filters),
        )
    with etape:
        ui.table_card(
            "Cellules par étape",
            fetch("donnees/cellules_by_etape", filters),
        )
    with region:
        ui.table_card(
            "Cellules par région",
            by_region,
        )
    if filters.region_code is None and filters.territoire_id is None:
        ui.chart_card(
            "Cellules non communiquées, par région",
            charts.ranked_bars(by_region, y="region_name", x="non_communiquee_count"),
            by_region,
            takeaway=demandes.shared_between_regions(by_region, cellules),
        )

st.header("Ce qui est connu, et ses lacunes", anchor=False)
published, suivi, voisines, registre, lacunes = st.tabs(
    ["Éditeurs", "Suivi", "Voisines", "Registre", "Lacunes"]
)
with published:
    ui.table_card(
        "Qui a communiqué quoi, et quand",
        fetch("donnees/publications", filters),
        takeaway="Le jour est conventionnel quand la source ne donne qu’un mois ou un trimestre.",
    )
with suivi:
    ui.table_card(
        "Les tables du suivi",
        fetch("donnees/couverture_suivi", filters),
    )
with voisines:
    ui.table_card(
        "Les tables voisines",
        fetch("donnees/couverture_sources", filters),
    )
with registre:
    ui.table_card(
        "Le registre, les listes, les indicateurs, les documents",
        fetch("donnees/couverture_registre", filters),
    )
with lacunes:
    ui.table_card(
        "Lacunes connues, source par source",
        fetch("donnees/sources", filters),
    )
