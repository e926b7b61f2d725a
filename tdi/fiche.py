"""The file of one engagement, drawn: what it is, who uses it, where never, how fast, how much."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from tdi import (
    cards,
    dossier,
    fmt,
    matrice,
    provenance,
    recours,
    sorties,
    suivi,
    tables,
    theme,
    ui,
    usages,
)
from tdi.data import fetch
from tdi.demandes import debt
from tdi.engagements import cells
from tdi.filters import Filters
from tdi.results import Result

Row = dict[str, object]
_ENGAGE = "Montant engagé"
# What a year is told by, the first that are known as columns: no more hold on a phone.
_YEARLY = (
    "demande_count",
    "accordee_count",
    "realisee_count",
    "refusee_count",
    "instruite_count",
    "delai_days",
)
_ABREAST = 3
_UNDER = ("Accordées", "Réalisées", "Délai")
# A place without territoire, or what is of none, has no cell in some matrices.
_NOTHING = "– sans objet"
_SIGNS = {theme.ETAT_STYLES[etat][1] for etat in matrice.KNOWN}


def choose(listed: Result) -> str:
    """Draw the choice of the engagement, kept in the URL; the first one by default."""
    names = [row["engagement_name"] for row in listed.records()]
    chosen = dossier.choose(
        "Engagement",
        names,
        key="engagement",
        what="un engagement de la sélection",
        default=names[0],
    )
    return chosen or names[0]


def key_figures(zones: Result) -> None:
    """Draw how many territoires use it and how many never do, or how many nobody speaks of.

    Expects the rows of one engagement in `pilotage/recours_by_zone`.
    """
    whole = zones.only(maille="Ensemble")
    is_known = whole.value("etat") in matrice.KNOWN
    told = ["utilisateur_count", "jamais_count"] if is_known else []
    # Wide enough for « Non communiqués », narrow enough for two abreast on a phone.
    ui.metric_row(whole, "attendu_count", *told, "inconnu_count", width=171)


def identity(one: Result) -> None:
    """Draw what it is and how its label is attested (a row of `pilotage/engagements`)."""
    with st.container(border=True):
        st.header("Ce que c’est", anchor=False)
        st.markdown("\n".join(f"- {fact}" for fact in dossier.facts(one)))
        provenance.footer(one, "identite")


def uptake(name: str, zones: Result, filters: Filters) -> None:
    """Draw how far requests go and how fast, year by year; who never used it, by name."""
    mesures = fetch("pilotage/recours_mesures", filters)
    objectifs = fetch("pilotage/recours_objectifs", filters)
    years = fetch("pilotage/recours_by_year", filters).only(engagement_name=name)
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.header("Jusqu’où, à quelle vitesse", anchor=False)
        told = recours.lines(name, zones, mesures, objectifs, names_at_most=0)
        st.markdown("\n".join(f"- {line}" for line in told))
        provenance.footer(mesures.only(maille="Ensemble", engagement_name=name), "recours")
    with right.container(border=True, height="stretch"):
        st.header("Année après année", anchor=False)
        perimetre = dossier.switch(
            "Périmètre", suivi.PERIMETRES, key="perimetre", what="un périmètre"
        )
        _years(years.only(perimetre=perimetre), perimetre)
    with st.container(border=True):
        st.header("Où il sert, où il n’a jamais servi", anchor=False)
        st.markdown(usages.places(zones, name))
        provenance.footer(zones.only(maille="Territoire"), "lieux")


def _years(years: Result, perimetre: str) -> None:
    """Draw a row a year, with what is known of one at least; the rest under its last statement."""
    known = [name for name in _YEARLY if not all(map(fmt.is_missing, years.rows.column(name)))]
    if years.is_empty:
        st.markdown(recours.perimetre(years, perimetre))
        ui.links([sorties.TRANSMETTRE])
    else:
        tables.text(
            years,
            ["snapshot_date", *known[:_ABREAST]],
            details={"snapshot_date": [*known[_ABREAST:], "inconnu_count"]},
            called="Année après année",
        )
        st.caption(recours.perimetre(years, perimetre))
    provenance.footer(years, "annees")


def by_place(name: str, filters: Filters) -> None:
    """Draw the rows of the matrices as one table: each place, its uptake, delay and money."""
    shown = {
        mesure: cells(mesure, filters).only(engagement_name=name)
        for mesure in (matrice.RECOURS, _ENGAGE, *_UNDER)
    }
    told = {mesure: _told(result) for mesure, result in shown.items()}
    places = list(dict.fromkeys(place for by_mesure in told.values() for place in by_mesure))
    written = {
        "Lieu": [f"{place}{_under(place, told)}" for place in places],
        "Y ont recours": [told[matrice.RECOURS].get(place, _NOTHING) for place in places],
        _ENGAGE: [told[_ENGAGE].get(place, _NOTHING) for place in places],
    }
    with st.container(border=True):
        st.header("Lieu par lieu", anchor=False)
        st.markdown(
            "Sous chaque lieu, ce que l’on y connaît des accords, des réalisations et du délai. Ce "
            "n’est pas un classement\u00a0: les lieux diffèrent par leur taille."
        )
        st.table(pd.DataFrame(written), border="horizontal", hide_index=True, alt="Lieu par lieu")
        for mesure in (matrice.RECOURS, _ENGAGE):
            provenance.footer(shown[mesure], f"lieux/{mesure}")


def _told(shown: Result) -> dict[str, str]:
    return {row["zone_name"]: matrice.cell(row) for row in shown.records()}


def _under(place: str, told: dict[str, dict[str, str]]) -> str:
    """What else is known of a place, in small under its name."""
    known = [
        f"{mesure}\u00a0: {told[mesure][place]}"
        for mesure in _UNDER
        if told[mesure].get(place, _NOTHING)[0] in _SIGNS
    ]
    return f"  \n:small[{' · '.join(known)}]" if known else ""


def money(name: str, filters: Filters) -> None:
    """Draw the amounts of the envelope at each stage; a sum over natures says so (R4)."""
    maille = "Territoire" if filters.territoire_id else "Ensemble"
    cards.table_card(
        "Montants de l’enveloppe, étape par étape",
        fetch("pilotage/montants_by_zone", filters).only(engagement_name=name, maille=maille),
        takeaway="Toutes natures ensemble, contestés compris\u202f; aucune étape ne se déduit "
        "d’une autre.",
    )


def published(name: str, one: Result, filters: Filters) -> None:
    """Draw the figures known of it with their proof, then who owes the rest."""
    owed_by = fmt.by_unit(one.value("operateur_names"), "liste")
    unknown = f"**Non communiqué.** Attendu de\u00a0: {owed_by}."
    mesures = fetch("pilotage/recours", filters).only(engagement_name=name)
    montants = fetch("pilotage/montants_publies", filters).only(engagement=name)
    demandes = fetch("donnees/demandes", filters).only(engagement_name=name)
    _list_card("Son recours connu", mesures, dossier.measure, unknown, sorties.TRANSMETTRE)
    no_amount = unknown
    if one.value("montants_etat") == "Sans objet":
        no_amount = "**Sans objet**\u00a0: tous les territoires attendus le déclarent."
    asked = () if demandes.is_empty else (sorties.DEMANDES,)
    _list_card("Ses montants connus", montants, dossier.amount, no_amount, *asked)
    if not demandes.is_empty:
        _list_card("Qui doit le reste, par territoire et par étape", demandes, debt, unknown)


def _list_card(
    title: str, result: Result, write: Callable[[Row], str], silent: str, *leads: ui.Link
) -> None:
    """Draw the rows as sentences under a title; `silent` is said, and leads on, without any."""
    with st.container(border=True):
        st.header(title, anchor=False)
        if result.is_empty:
            st.markdown(silent)
            ui.links(leads)
        else:
            st.markdown("\n".join(f"- {write(row)}" for row in result.records()))
        provenance.footer(result, title)
