"""The alerts, drawn: what leads each is the way to the page that shows its rows."""

import streamlit as st

from tdi import alertes, cards, dossier, partie, provenance, ui
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result


@partie.alone
def explore(filters: Filters) -> None:
    """Draw the alerts, of one who must answer or of all, then the rules that found them.

    A choice of who must answer, or of a rule, leaves the rest of the page as it is.
    """
    suivies = fetch("suivi/alertes_suivies", filters)
    _owned(suivies)
    _rules(suivies, filters)


def _owned(suivies: Result) -> None:
    """Draw the choice of who must answer, then their alerts: open, just closed, closed before."""
    attendu = dossier.choose(
        "Attendu de",
        alertes.owners(suivies),
        key="attendu",
        what="de ceux dont une réponse est attendue dans cette sélection",
        placeholder="Tous",
    )
    choisies = alertes.owned(suivies, attendu)
    ouvertes = choisies.only(alerte_etat=alertes.OPEN)
    closes = choisies.only(alerte_etat=alertes.JUST_CLOSED)
    anciennes = choisies.only(alerte_etat=alertes.CLOSED)

    st.markdown(alertes.summary(choisies))
    provenance.footer(choisies, "alertes")
    for title, rows in alertes.by_gravite(ouvertes).items():
        _card(title, rows)
    if not closes.is_empty:
        _card("Closes depuis l’instantané précédent", closes)
    if not anciennes.is_empty:
        cards.table_card("Closes auparavant", anciennes)
    if ouvertes.is_empty:
        ui.links([(page, name) for name, page in alertes.PAGES.items() if name != alertes.HERE])


def _rules(suivies: Result, filters: Filters) -> None:
    """Draw what cannot be computed, the choice of a rule and what it finds, then what all say."""
    regles = fetch("suivi/alertes_regles", filters)
    impossibles = regles.only(regle_etat="Non calculable")
    st.header("Les règles", anchor=False)
    if not impossibles.is_empty:
        cards.list_card(
            "Ce qui ne peut pas être calculé, et pourquoi", impossibles, alertes.impossible
        )
    regle = dossier.choose(
        "Constats d’une règle",
        alertes.titles(suivies.only(alerte_etat=alertes.OPEN)),
        key="regle",
        what="une règle qui constate quelque chose dans cette sélection",
        placeholder="Choisir une règle, pour la lire lieu par lieu",
    )
    if regle:
        constats = fetch("suivi/alertes_constats", filters).only(alerte_type=regle)
        cards.table_card(regle, constats)
        st.caption("La requête de la règle, et tout ce qu’elle a examiné\u00a0:")
        provenance.footer(fetch(alertes.query(regles, regle), filters), "regle")
    # Folded: most of the page on a phone, to check one.
    title = "Ce que dit chaque règle, et ses seuils"
    with st.expander(title):
        st.markdown("\n".join(f"- {alertes.rule(row)}" for row in regles.records()))
    provenance.footer(regles, title)


def _card(title: str, rows: Result) -> None:
    """Draw alerts under a title, one under the other (rows of `suivi/alertes_suivies`)."""
    with st.container(border=True):
        st.header(title, anchor=False)
        if kinds := alertes.kinds(rows):
            st.markdown(kinds)
        for rank, row in enumerate(rows.records()):
            with st.container(gap=None, key=f"mene/{title}/{rank}"):
                where = alertes.page(row)
                if where:
                    st.page_link(where, label=f":primary[{alertes.lead(row)}]")
                else:
                    st.markdown(alertes.lead(row))
                st.markdown(alertes.rest(row))
        provenance.footer(rows, title)
