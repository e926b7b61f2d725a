"""Comparer: two to six territoires, or one against those most like it."""

import streamlit as st

from tdi import classement, comparer, gardes, mesures, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Comparer",
    "Où en sont ces territoires, à la même date, et lesquels peut-on vraiment comparer\u202f?",
    filters,
)
compared = comparer.choose(filters)
judged = fetch("territoires/comparaison_gardes", compared.filters)
if not compared.ids:
    comparer.explain(filters)
    classement.draw(compared, judged)
    st.stop()

gardes.verdict(judged)
profil, credits, projets, rangs, regles = comparer.tabs()
if profil.open:
    with profil:
        comparer.profil(compared)
        mesures.hors_enveloppe(compared, judged)
if credits.open:
    with credits:
        mesures.credits(compared, judged)
if projets.open:
    with projets:
        mesures.projets(compared, judged)
        mesures.recours(compared, judged)
if rangs.open:
    with rangs:
        classement.draw(compared, judged)
if regles.open:
    with regles:
        gardes.regles(judged)
