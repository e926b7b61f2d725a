"""Enjeux: for each of the four, which indicators, from where to where, against which target."""

import streamlit as st

from tdi import charts, dossier, enjeu, indicateurs, situations, theme, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
enjeux = fetch("pilotage/enjeux", filters)
readings = fetch("pilotage/indicateurs", filters)
spreads = fetch("pilotage/indicateurs_repartition", filters)
by_region = fetch("pilotage/indicateurs_by_region", filters)
engagements = fetch("pilotage/engagements", filters)
fiches = fetch("pilotage/fiches_by_enjeu", filters)
# Each tab keeps the amounts of its enjeu; definitions are the same everywhere.
montants = fetch("pilotage/montants_publies", filters.without("enjeu_id"))
sums = fetch("pilotage/enveloppe_by_enjeu", filters.without("enjeu_id"))
definitions = fetch(
    "pilotage/indicateurs_definitions",
    filters.without("phase", "region_code", "territoire_id"),
)

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

enjeu_names = [row["enjeu_name"] for row in enjeux.records()]
# Only the tab in sight is filled.
for tab, name in zip(enjeu.tabs(enjeu_names), enjeu_names, strict=True):
    if tab.open:
        with tab:
            enjeu.draw(
                enjeux.only(enjeu_name=name),
                readings=readings.only(enjeu_name=name),
                spreads=spreads.only(enjeu_name=name),
                by_region=by_region,
                engagements=engagements.only(enjeu_name=name),
                montants=montants.only(enjeu_name=name),
                sums=sums,
                fiches=fiches.only(enjeu_name=name),
            )

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
    names = situations.names(readings)
    chosen = dossier.choose(
        "Indicateur à détailler",
        names,
        key="indicateur",
        what="un indicateur de la sélection",
        default=names[0],
    )
    indicateurs.detail(
        readings.only(indicateur_name=chosen),
        series=fetch("pilotage/indicateurs_series", filters).only(indicateur_name=chosen),
        by_region=by_region.only(indicateur_name=chosen),
        definitions=definitions.only(indicateur_name=chosen),
    )
