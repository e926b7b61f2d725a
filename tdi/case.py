"""One cell of the matrix of engagements: who uses it there, and the rows whose sum it is."""

from dataclasses import replace

import streamlit as st

from tdi import cards, engagements, fmt, matrice, provenance, recours, sidebar, sorties, ui, usages
from tdi.data import fetch
from tdi.dossier import choose
from tdi.filters import Filters
from tdi.langue import agreed
from tdi.matrice import MESURES
from tdi.results import Result


def explore(filters: Filters) -> None:
    """Draw the matrix, then one of its cells, row by row."""
    left, right = st.columns([3, 2])
    with left:
        mesure = engagements.choose_mesure()
    with right:
        tri = engagements.choose_tri()
    shown = engagements.cells(mesure, filters)
    engagements.matrix(mesure, tri, shown)
    st.header("Une case, ligne à ligne", anchor=False)
    _choose_and_draw(mesure, shown)


def _choose_and_draw(mesure: str, shown: Result) -> None:
    """Draw one cell of the matrix, chosen by a click or in the lists, and the rows behind it."""
    names, places = (list(shown.frame[name].unique()) for name in ("engagement_name", "zone_name"))
    left, right = st.columns(2)
    with left:
        name = choose("Engagement", names, key="engagement", what="un engagement de la sélection")
    with right:
        place = choose("Lieu", places, key="lieu", what="un lieu de la matrice", default=places[0])
    if not name:
        asked = "Un choix ci-dessus"
        if matrice.is_known(shown):
            asked = "Un clic dans la matrice, ou un choix ci-dessus,"
        st.markdown(f"_{asked} montre ici ses lignes._")
        return
    one = shown.only(engagement_name=name, zone_name=place)
    scope = _scope(shown.filters, one)
    _uptake(f"{name}, {place}", name, scope)
    _rows(MESURES[mesure], name, scope, one)


def _scope(filters: Filters, one: Result) -> Filters:
    """The selection of one place of the matrix."""
    maille, code = one.value("maille"), one.value("zone_code")
    if maille == "Région":
        return replace(filters, region_code=code)
    return replace(filters, territoire_id=code) if maille == "Territoire" else filters


def _uptake(title: str, name: str, scope: Filters) -> None:
    """Say who uses the engagement in the place, how far, how fast, and lead to its file."""
    zones = fetch("pilotage/recours_by_zone", scope)
    mesures = fetch("pilotage/recours_mesures", scope)
    objectifs = fetch("pilotage/recours_objectifs", scope)
    with st.container(border=True):
        st.header(title, anchor=False)
        told = recours.lines(name, zones, mesures, objectifs, names_at_most=0)
        st.markdown("\n".join(f"- {line}" for line in told))
        st.button(
            f":primary[Toute la fiche de l’engagement «\u00a0{name}\u00a0»]",
            type="tertiary",
            on_click=sidebar.open_page,
            args=("pages/pilotage/engagement.py", {"engagement": name}),
        )
        chosen = {
            key: code
            for key, code in (("region", scope.region_code), ("territoire", scope.territoire_id))
            if code != sidebar.chosen()[key]
        }
        if chosen:
            st.button(
                ":primary[Choisir ce lieu sur toutes les pages]",
                key="choisir/case",
                type="tertiary",
                on_click=sidebar.change,
                args=(chosen,),
            )
        provenance.footer(zones.only(engagement_name=name), "case")


def _rows(asked: matrice.Mesure, name: str, scope: Filters, one: Result) -> None:
    """Draw the rows whose sum is the cell; territoires one by one when they are what it counts."""
    kept = {"engagement_name": name, **asked.only}
    if one.value("maille") == "Hors lieu":
        kept["maille"] = "Région" if scope.region_code else "France"
    if asked.query == "pilotage/recours_by_zone" and not scope.territoire_id:
        zones = fetch(asked.query, scope)
        with st.container(border=True):
            st.header("Territoire par territoire", anchor=False)
            st.markdown(usages.places(zones, name))
            provenance.footer(zones.only(maille="Territoire", engagement_name=name), "noms")
    if asked.query != "pilotage/montants_by_zone":
        said = {key: value for key, value in kept.items() if key != "etape"}
        _lignes(
            "Recours, ligne à ligne",
            fetch("pilotage/recours_lignes", scope).only(**said),
            sorties.TRANSMETTRE,
        )
    montants = fetch("pilotage/montants_lignes", scope)
    if asked.query == "pilotage/montants_by_zone":
        _lignes("Montants, ligne à ligne", montants.only(**kept), sorties.DEMANDES)
    if asked.query == "pilotage/recours_by_zone":
        for etape in ("Engagé", "Payé"):
            rows = montants.only(**kept, etape=etape)
            _lignes(f"Montants {etape.lower()}s, ligne à ligne", rows, sorties.DEMANDES)


def _lignes(title: str, rows: Result, lead: ui.Link) -> None:
    count = len(rows.rows)
    told = f"{fmt.plural(count, 'ligne')}, comme {agreed(count, 'déclarée')}." if count else ""
    cards.table_card(title, rows, takeaway=told, height=360)
    if rows.is_empty:
        ui.links([lead])
