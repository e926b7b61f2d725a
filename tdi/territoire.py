"""One territoire, drawn: who it is, what it received beside the envelope, what is said of it."""

import streamlit as st

from tdi import cards, findings, lieu, maps, provenance, registre, sentences, sorties, tables, ui
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result


def essentiel(territoire: Result) -> None:
    """Draw its size and identity, its members, what it became."""
    place = territoire.filters
    ui.metric_row(fetch("pilotage/perimetre", place), "membre_count", "commune_count", "population")
    ui.links([("pages/territoires/comparer.py", "Comparer à ceux qui lui ressemblent")])
    cards.facts_card(
        "Identité",
        territoire,
        columns=["region_names", "departement_names", "perimeter_date", "valid_from", "valid_to"],
    )
    membres = fetch("territoires/membres", place)
    outlines = fetch("territoires/contours_territoire", place)
    drawn = maps.choropleth(
        membres, outlines, niveau="membre", value="population", borders="territoire", named=True
    )
    left, right = st.columns(2)
    with left:
        cards.map_card(
            "Population des membres du territoire",
            drawn,
            membres,
            outlines,
            finding=findings.highest(
                membres, "population", "membre_name", "membre", what="habitants"
            ),
            takeaway=findings.middle(membres, "population", "membre"),
            selects=False,
        )
    with right:
        cards.table_card("Ses membres", membres)
        lieu.liens(place)


def credits(place: Filters) -> None:
    """Draw its contract and the money of the programme known there."""
    lieu.contrat(place)
    lieu.credits(place)


def projets(place: Filters) -> None:
    """Draw its fiches-actions and the météo given to it."""
    lieu.fiches(place)
    lieu.meteo(place)


def hors_enveloppe(territoire: Result) -> None:
    """Draw what it received that is no credit of the envelope, one by one."""
    place = territoire.filters
    attributions = fetch("territoires/laureats_attribution", place)
    fonds_vert = fetch("territoires/fonds_vert", place)
    if attributions.is_empty and fonds_vert.is_empty:
        sorties.no_data(
            "Aides hors enveloppe",
            lambda other: other.territoire_id and fetch("territoires/fonds_vert", other).rows,
        )
        return
    st.markdown(lieu.HORS_ENVELOPPE)
    ui.metric_row(territoire, "fonds_laureat_count", "fonds_vert_eur", width=290)
    if not attributions.is_empty:
        cards.table_card(
            "Lauréats de France Relance par mesure",
            fetch("territoires/laureats_by_mesure", place),
            columns=["mesure", "laureat_count"],
        )
        cards.table_card("Où se trouvent les lauréats de ses départements", attributions)
        cards.table_card(
            "Lauréats de France Relance, un par un", fetch("territoires/laureats", place)
        )
    if not fonds_vert.is_empty:
        cards.table_card(
            "Subventions du Fonds vert 2023, une par une",
            fonds_vert,
            takeaway=sentences.fonds_vert(territoire),
        )


def enonces(place: Filters) -> None:
    """Draw the public lists that name it, what was said of it, the resources tagged on it."""
    # The lists are real: a fiction holds none, which says nothing of the territoire.
    if place.jeu == "public":
        attestations = fetch("territoires/attestations", place)
        told = registre.attestations(attestations)
        if attestations.is_empty:
            st.markdown(told)
            provenance.footer(attestations, "attestations")
        else:
            cards.table_card("Listes publiques qui le nomment", attestations, takeaway=told)
    annonces = fetch("suivi/annonces", place.without("enjeu_id"))
    if annonces.is_empty:
        sorties.no_claim("Énoncés publics sur ce territoire")
    else:
        tables.cards(annonces, registre.annonce)
        provenance.footer(annonces, "annonces")
    ressources = fetch("donnees/ressources", place.without("enjeu_id")).only(is_rattachee=True)
    if not ressources.is_empty:
        st.header("Ressources du programme", anchor=False)
        tables.cards(ressources, sentences.ressource)
        provenance.footer(ressources, "ressources")
