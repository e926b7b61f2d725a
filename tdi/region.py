"""One région, drawn for its committee: what `lieu` does not tell of any place."""

import streamlit as st

from tdi import cards, charts, decisions, dossier, engagements, findings, lieu, sorties, ui
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result


def essentiel(territoires: Result, outlines: Result) -> None:
    """Draw the size of the région, its territoires on a map and one by one."""
    filters = territoires.filters
    ui.metric_row(
        fetch("pilotage/perimetre", filters),
        "territoire_count",
        "interregional_count",
        "membre_count",
        "population",
    )
    left, right = st.columns(2)
    with left:
        lieu.carte(territoires, outlines)
    with right:
        lieu.territoires("Les territoires et leurs chiffres", territoires)
        ui.links(
            [
                ("pages/territoires/territoire.py", "Fiche d’un territoire"),
                ("pages/territoires/comparer.py", "Comparer ses territoires"),
            ]
        )


def projets(filters: Filters) -> None:
    """Draw contracts, fiches-actions, météo and decisions of the région."""
    lieu.contrats_inconnus(filters)
    lieu.fiches(filters)
    lieu.meteo(filters)
    decisions.draw(filters)


def demandes(filters: Filters) -> None:
    """Draw what the committee has to ask, of whom, and how each operator answered so far."""
    if sorties.nothing_expected(fetch("donnees/cellules", filters)):
        return
    dossier.letters(filters)
    engagements.by_operateur(filters)


def hors_enveloppe(filters: Filters) -> None:
    """Draw what the same places received that is no credit of the envelope."""
    dispositifs = fetch("pilotage/hors_enveloppe", filters)
    by_mesure = fetch("territoires/laureats_by_mesure", filters)
    if dispositifs.is_empty and by_mesure.is_empty:
        sorties.no_data(
            "Aides hors enveloppe",
            lambda other: other.region_code and fetch("pilotage/hors_enveloppe", other).rows,
        )
        return
    st.markdown(lieu.HORS_ENVELOPPE)
    if not dispositifs.is_empty:
        cards.table_card("Dispositifs hors enveloppe", dispositifs)
    if not by_mesure.is_empty:
        by_filiere = fetch("territoires/fonds_by_filiere", filters)
        cards.chart_card(
            "Lauréats du fonds par filière",
            charts.ranked_bars(by_filiere, y="filiere", x="laureat_count"),
            by_filiere,
            finding=findings.highest(
                by_filiere, "laureat_count", "filiere", "filière", what="lauréats du fonds"
            ),
            takeaway=findings.middle(by_filiere, "laureat_count", "filière"),
        )
        cards.table_card(
            "Où se trouvent les lauréats", fetch("territoires/laureats_attribution", filters)
        )
        cards.table_card("Lauréats de France Relance par mesure", by_mesure)


def enonces(filters: Filters) -> None:
    """Draw what was said publicly of the région."""
    annonces = fetch("suivi/annonces", filters)
    if annonces.is_empty:
        sorties.no_claim("Énoncés publics sur la région")
        return
    cards.table_card("Ce qui s’est dit publiquement de la région", annonces)
    ui.links(
        [("pages/suivi/chiffres_annonces.py", "Chaque énoncé, ce qui le contredit, sa source")]
    )
