"""The page of the map: what it shows of which places, the map, and the same as an equal list."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from tdi import cards, chiffres, dossier, findings, fmt, lignes, maps, partie, provenance, sorties
from tdi.chiffres import ORDERS, REGIONS, TERRITOIRES, Chiffre, Lectures
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result

_NIVEAUX = {REGIONS: "region", TERRITOIRES: "territoire"}


@dataclass(frozen=True)
class Vue:
    """What is shown: a figure, of the places of one level, for the selection it is read for."""

    label: str
    niveau: str
    chiffre: Chiffre
    filters: Filters


@partie.alone
def explore(filters: Filters) -> None:
    """Draw the choice of what is shown, then its map and the list of the same places.

    A choice of the figure, of the level, of the order leaves the rest of the page as it is.
    """
    vue = _choose(filters)
    if vue.chiffre.result.is_empty:
        sorties.empty_state(
            filters,
            "Aucun territoire de cette phase n’est dans la région choisie.",
            lambda other: fetch("territoires/territoires", other).rows,
        )
        return
    _draw(vue, filters)


def _choose(filters: Filters) -> Vue:
    """Draw the choice of the figure and of the level, both kept in the URL.

    Unless the reader wants others: régions for France, territoires once a place is chosen, and the
    first figure that is known there.
    """
    definitions = fetch(
        "pilotage/indicateurs_definitions", filters.without("phase", "region_code", "territoire_id")
    )
    offered = chiffres.offered(definitions, fetch("pilotage/engagements", filters))
    first, other = chiffres.levels(filters)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    automatic = _first_known(offered, first, definitions, filters)
    with left:
        asked = dossier.choose(
            "Indicateur",
            list(offered),
            key="chiffre",
            what="un indicateur de la carte",
            placeholder=automatic,
        )
    label = asked or automatic
    lectures = offered[label]
    niveaux = [niveau for niveau in (first, other) if niveau in lectures]
    with right:
        niveau = _choose_niveau(niveaux)
    shown = _scope(niveau, filters)
    chiffre = chiffres.read(lectures[niveau], definitions, shown, fetch)
    return Vue(label, niveau, chiffre, shown)


def _choose_niveau(niveaux: list[str]) -> str:
    """Draw the choice of the second level instead of the first, when the figure has two."""
    if len(niveaux) == 1:
        st.caption(f"Cet indicateur n’est donné que par {niveaux[0].lower().removesuffix('s')}.")
        return niveaux[0]
    asked = dossier.choose(
        "Montrer les",
        niveaux[1:],
        key="niveau",
        what="un autre niveau où cet indicateur est donné",
        placeholder=niveaux[0],
    )
    return asked or niveaux[0]


def _scope(niveau: str, filters: Filters) -> Filters:
    """All the places of a level, so that the chosen one is seen among the others."""
    kept = filters.without("territoire_id")
    return kept.without("region_code") if niveau == REGIONS else kept


def _first_known(
    offered: Mapping[str, Lectures], niveau: str, definitions: Result, filters: Filters
) -> str:
    """The first figure that has a value; the first of all when none has."""
    scope = _scope(niveau, filters)
    known = (
        label
        for label, lectures in offered.items()
        if niveau in lectures
        and chiffres.read(lectures[niveau], definitions, scope, fetch).is_known
    )
    return next(known, next(iter(offered)))


def _draw(vue: Vue, filters: Filters) -> None:
    """Draw the map and the list of the same places, values and clicks."""
    chiffre = vue.chiffre
    by = vue.niveau.lower().removesuffix("s")
    outlines = fetch("territoires/contours", vue.filters)
    drawn = maps.choropleth(
        chiffre.result,
        outlines,
        niveau=_NIVEAUX[vue.niveau],
        value=chiffre.value,
        selected=filters.region_code if vue.niveau == REGIONS else filters.territoire_id,
        texts=chiffre.texts,
    )
    left, right = st.columns(2)
    with left:
        cards.map_card(
            f"{vue.label}, par {by}",
            drawn,
            chiffre.result,
            Result(outlines.query, outlines.frame, filters),
            finding=findings.span(chiffre.result, chiffre.value, chiffre.name, by, what=vue.label),
            takeaway=f"{findings.middle(chiffre.result, chiffre.value, by)} {chiffre.told}",
        )
    with right.container(border=True):
        st.header("Les mêmes chiffres en liste", anchor=False)
        _list(chiffre, by)
        provenance.footer(chiffre.result, "liste")


def _list(chiffre: Chiffre, by: str) -> None:
    order = dossier.switch(
        "Trier par",
        ORDERS,
        key="ordre",
        what="un tri de la liste",
        about="Par valeur\u00a0: de la plus grande à la plus petite, l’inconnu en dernier. Ce "
        "n’est pas un classement\u00a0: les lieux diffèrent par leur taille.",
    )
    shown = chiffre.ordered(order)
    # A list that scrolls does not show that it goes on.
    st.caption(fmt.plural(len(shown.texts), by))
    columns = [shown.name, shown.value]
    lignes.draw(
        shown.result,
        columns,
        lignes.places(shown.result, columns),
        key="liste",
        written={shown.value: shown.texts},
    )
