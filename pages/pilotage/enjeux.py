"""Enjeux: for each of the four, which indicators, from where to where, against which target."""

import streamlit as st

from tdi import charts, dossier, enjeu, indicateurs, situations, theme, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
readings = fetch("pilotage/indicateurs", filters)

ui.page_header(
    "Enjeux",
    "Pour chaque enjeu\u00a0: quels indicateurs, d’où à où, face à quelle cible\u202f?",
    filters,
)
if filters.territoire_id:
    ui.unknown(
        "Aucun indicateur n’est donné par territoire\u00a0: les valeurs ci-dessous sont celles "
        f"de sa région ({situations.zones(readings)}).",
        "les éditeurs de ces indicateurs",
    )
indicateurs.overview("Du départ à la cible", readings)

names = [row["enjeu_name"] for row in fetch("pilotage/enjeux", filters).records()]
dossier.volets("enjeux", {name: lambda name=name: enjeu.draw(name, filters) for name in names})

fiches = fetch("pilotage/fiches_by_enjeu", filters)
if not filters.enjeu_id and not fiches.is_empty:
    ui.chart_card(
        "Fiches-actions de chaque enjeu, par statut",
        charts.stacked_bars(
            fiches, y="enjeu_name", x="fiche_count", color="statut", styles=theme.STATUT_STYLES
        ),
        fiches,
        takeaway="Un nombre de fiches n’est pas un avancement\u00a0: elles diffèrent par leur "
        "taille.",
    )

if not readings.is_empty:
    st.header("Un indicateur en détail", anchor=False)
    measured = situations.names(readings)
    chosen = dossier.choose(
        "Indicateur à détailler",
        measured,
        key="indicateur",
        what="un indicateur de la sélection",
        default=measured[0],
    )
    indicateurs.detail(
        readings.only(indicateur_name=chosen),
        series=fetch("pilotage/indicateurs_series", filters).only(indicateur_name=chosen),
        by_region=fetch("pilotage/indicateurs_by_region", filters).only(indicateur_name=chosen),
        # Definitions are the same everywhere.
        definitions=fetch(
            "pilotage/indicateurs_definitions",
            filters.without("phase", "region_code", "territoire_id"),
        ).only(indicateur_name=chosen),
    )
