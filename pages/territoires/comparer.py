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
profil, credits, projets, rangs, regles = st.tabs(
    ["Profil", "Crédits", "Projets et recours", "Classement", "Règles"]
)
with profil:
    comparer.profil(compared)
    mesures.hors_enveloppe(compared, judged)
with credits:
    mesures.credits(compared, judged)
with projets:
    mesures.projets(compared, judged)
    mesures.recours(compared, judged)
with rangs:
    classement.draw(compared, judged)
with regles:
    gardes.regles(judged)
