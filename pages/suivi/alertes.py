"""Alertes: what needs an answer, from whom, since when, by rules written in one file."""

import streamlit as st

from tdi import alertes, attente, cards, dossier, provenance, signalements, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Alertes",
    "Qu’est-ce qui appelle une réponse, de qui, depuis quand\u202f?",
    filters,
)
attente.examen(filters)
suivies = fetch("suivi/alertes_suivies", filters)
regles = fetch("suivi/alertes_regles", filters)
impossibles = regles.only(regle_etat="Non calculable")

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
    signalements.card(title, rows)

if not closes.is_empty:
    signalements.card("Closes depuis l’instantané précédent", closes)
if not anciennes.is_empty:
    cards.table_card("Closes auparavant", anciennes)
if ouvertes.is_empty:
    ui.links([(page, name) for name, page in alertes.PAGES.items() if name != alertes.HERE])

st.header("Les règles", anchor=False)
if not impossibles.is_empty:
    cards.list_card("Ce qui ne peut pas être calculé, et pourquoi", impossibles, alertes.impossible)
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
cards.list_card("Ce que dit chaque règle, et ses seuils", regles, alertes.rule)
