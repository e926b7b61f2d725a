"""The matrix of engagements and places, drawn, and each engagement in words."""

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from tdi import (
    cards,
    charts,
    findings,
    fmt,
    matrice,
    paroles,
    presentation,
    provenance,
    recours,
    sentences,
    sidebar,
    sorties,
    tables,
    theme,
    usages,
)
from tdi.data import fetch, prepare
from tdi.dossier import choose, switch
from tdi.filters import Filters
from tdi.langue import enumerate_words
from tdi.matrice import ENGAGEMENT, MESURES, Row
from tdi.results import Result


def choose_mesure() -> str:
    """Draw the choice of what the cells show, kept in the URL."""
    chosen = choose(
        "Ce que montrent les cases",
        list(MESURES),
        key="mesure",
        what="une mesure de la matrice",
        default=matrice.RECOURS,
    )
    return chosen or matrice.RECOURS


def choose_tri() -> str:
    """Draw the choice of the order of the engagements, kept in the URL."""
    return switch(
        "Trier les engagements par",
        matrice.TRIS,
        key="tri",
        what="un tri",
        about="Du plus au moins\u00a0: part des territoires qui y ont recours, part des demandes "
        "refusées, délai médian. Ce que l’on ne sait pas vient en dernier.",
    )


def cells(mesure: str, filters: Filters) -> Result:
    """Return the cells of the matrix for what they show (see `matrice.MESURES`)."""
    total = fetch("filtres/selection", filters).value("region_name") or "France"
    return matrice.shown(_rows(mesure, filters), total)


def _rows(mesure: str, filters: Filters) -> Result:
    asked = MESURES[mesure]
    return fetch(asked.query, filters).only(**asked.only)


def matrix(mesure: str, tri: str, shown: Result) -> None:
    """Draw the matrix of these `cells`; a click on one chooses its engagement and its place."""
    asked = MESURES[mesure]
    title = f"{mesure}, engagement par engagement"
    if not matrice.is_known(shown):
        _unknown(mesure, shown)
        return
    with st.container(border=True):
        finding = findings.matrix(mesure, shown)
        cards.figure_head(title, finding)
        st.markdown(f"{asked.said} {matrice.legend(shown)}")
        values, signs = st.tabs(["Valeurs", "D’un coup d’œil"])
        with values:
            _table(title, tri, shown)
        with signs:
            figure = charts.state_grid(
                shown,
                x="zone_name",
                y="engagement_name",
                state="etat",
                states=theme.ETAT_STYLES,
            )
            st.plotly_chart(
                presentation.enlarged(figure) if sidebar.is_presentation() else figure,
                config=charts.CONFIG,
                key=f"signes/{mesure}",
                alt=paroles.name(title, finding, f"Un signe par case. {asked.said}", shown),
            )
        st.caption(
            "Un clic sur une case donne ses lignes, plus bas\u202f; au clavier, les flèches vont "
            f"d’une case à l’autre, Entrée la choisit. {asked.total}"
        )
        provenance.footer(shown, f"matrice/{mesure}")


def _unknown(mesure: str, shown: Result) -> None:
    """Say that no cell is known and who owes them; offer what is known instead of an empty grid."""
    filters = shown.filters
    prepare(filters, "pilotage/montants_by_zone", "pilotage/recours_mesures")
    owers = fetch("pilotage/reponses_by_operateur", filters).frame["operateur_name"].unique()
    known = [other for other in MESURES if matrice.is_known(_rows(other, filters))]
    asks = MESURES[mesure].query == "pilotage/montants_by_zone"
    sorties.unknown(
        f"{mesure}\u00a0: aucune des {fmt.number(len(shown.frame))} cases de la matrice n’est "
        "connue.",
        enumerate_words(sorted(owers)),
        shown,
        sorties.DEMANDES if asks else sorties.TRANSMETTRE,
    )
    if known:
        st.markdown("Quelque chose est connu sous\u00a0:")
        with st.container(horizontal=True):
            for other in known:
                st.button(other, on_click=sidebar.change, args=({"mesure": other},))


def _table(title: str, tri: str, shown: Result) -> None:
    filters = shown.filters
    names = matrice.order(
        tri, fetch("pilotage/recours_by_zone", filters), fetch("pilotage/recours_mesures", filters)
    )
    # Scripts and sheet of `habillage` know the matrix by this key.
    with st.container(key="matrice"):
        st.table(_styled(*matrice.wide(shown, names, _link)), border="horizontal", alt=title)


def _link(row: Row) -> str:
    """One cell as a link to its rows, on this page; pointed at, it says in words what it is."""
    address = sidebar.address_with({"engagement": row["engagement_name"], "lieu": row["zone_name"]})
    return f'[{tables.escaped(matrice.cell(row))}](<{address}> "{matrice.said(row)}")'


def _styled(written: pd.DataFrame, etats: pd.DataFrame) -> Styler:
    # The ink too: on a dark page, Streamlit's would be pale on pale.
    fills = etats.map(
        lambda etat: f"background-color: {theme.ETAT_TINTS[etat]}; color: {theme.INK}"
    )
    return written.rename_axis(ENGAGEMENT).style.apply(lambda _: fills, axis=None)


def all_cards(filters: Filters) -> None:
    """Draw each engagement as a card: who uses it, how far, how fast, against which objective."""
    zones = fetch("pilotage/recours_by_zone", filters)
    if zones.is_empty:
        sorties.nothing_expected(fetch("donnees/cellules", filters))
        return
    mesures = fetch("pilotage/recours_mesures", filters)
    objectifs = fetch("pilotage/recours_objectifs", filters)
    whole = zones.only(maille="Ensemble")
    silent = usages.silent(whole, mesures)
    spoken = whole.frame.loc[~whole.frame["engagement_name"].isin(silent)]
    tables.cards(
        Result(whole.query, spoken, filters),
        lambda row: _card(row["engagement_name"], zones, mesures, objectifs),
    )
    if silent:
        st.markdown(
            f"**Rien n’est connu du recours à {fmt.plural(len(silent), 'engagement')}**\u00a0: "
            f"{enumerate_words(silent)}."
        )
    provenance.footer(mesures.only(maille="Ensemble"), "cartes")


def _card(name: str, zones: Result, mesures: Result, objectifs: Result) -> str:
    told = recours.lines(name, zones, mesures, objectifs, names_at_most=5)
    return "\n".join([f"**{name}**\n", *[f"- {line}" for line in told]])


def libelles(filters: Filters) -> None:
    """Draw how the title of each engagement is attested, and who answers for it."""
    cards.table_card(
        "Les engagements, et qui en répond",
        fetch("pilotage/engagements", filters),
        takeaway=sentences.engagements(fetch("pilotage/engagements_chiffres", filters)),
    )


def connu(filters: Filters) -> None:
    """Draw the state of each figure of each engagement."""
    etats = fetch("pilotage/engagements_etats", filters)
    cards.chart_card(
        "Ce qui est connu de chaque engagement",
        charts.state_grid(
            etats, x="chiffre", y="engagement_name", state="etat", states=theme.ETAT_STYLES
        ),
        etats,
        finding=findings.etats(etats),
        takeaway=sentences.etats(etats, theme.ETAT_STYLES),
    )


def reponses(filters: Filters) -> None:
    """Draw how many amounts are owed, then what each operator answered."""
    sorties.cellules(
        fetch("donnees/cellules", filters),
        "l’État et les opérateurs nommés ci-dessous (texte à envoyer\u00a0: page Complétude)",
    )
    by_operateur(filters)


def by_operateur(filters: Filters) -> None:
    """Draw what each operator answered and owes, of money then of uptake."""
    answers = fetch("pilotage/reponses_by_operateur", filters)
    for famille in answers.frame["famille"].unique():
        cards.table_card(
            f"{famille}\u00a0: réponses de chaque opérateur",
            answers.only(famille=famille),
            takeaway=answers.column("famille").definition,
            height=560,
        )
