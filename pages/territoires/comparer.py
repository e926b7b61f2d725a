"""Comparer: two to six territoires, or one against those most like it."""

import streamlit as st

from tdi import classement, comparer, dossier, gardes, mesures, ui
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
dossier.volets(
    "comparer",
    {
        "Profil": lambda: comparer.profil(compared, judged),
        "Crédits": lambda: mesures.credits(compared, judged),
        "Projets": lambda: mesures.projets(compared, judged),
        "Classement": lambda: classement.draw(compared, judged),
        "Règles": lambda: gardes.regles(judged),
    },
)
