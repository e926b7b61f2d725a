"""The frame: page list, sidebar filters, then the chosen page. Opened by `make run`."""

import streamlit as st

from tdi import accueil, freshness, memoire, parcours, sidebar, ui
from tdi.errors import TdiError

st.set_page_config(page_title="Territoires d’industrie", page_icon="🏭", layout="wide")

page = st.navigation(
    {
        "Pilotage": [
            st.Page("pages/pilotage/vue_ensemble.py", title="Vue d’ensemble", default=True),
            st.Page("pages/pilotage/enveloppe.py", title="Enveloppe"),
            st.Page("pages/pilotage/enjeux.py", title="Enjeux"),
            st.Page("pages/pilotage/engagements.py", title="Engagements"),
            st.Page("pages/pilotage/engagement.py", title="Fiche d’un engagement"),
        ],
        "Territoires": [
            st.Page("pages/territoires/carte.py", title="Carte"),
            st.Page("pages/territoires/region.py", title="Région"),
            st.Page("pages/territoires/territoire.py", title="Territoire"),
            st.Page("pages/territoires/comparer.py", title="Comparer"),
        ],
        "Suivi": [
            st.Page("pages/suivi/evolutions.py", title="Évolutions"),
            st.Page("pages/suivi/alertes.py", title="Alertes"),
            st.Page("pages/suivi/chiffres_annonces.py", title="Chiffres annoncés"),
        ],
        "Données": [
            st.Page("pages/donnees/completude.py", title="Complétude"),
            st.Page("pages/donnees/instantanes.py", title="Instantanés"),
            st.Page("pages/donnees/dictionnaire.py", title="Dictionnaire et méthode"),
            st.Page("pages/donnees/ressources.py", title="Ressources"),
            st.Page("pages/donnees/accessibilite.py", title="Accessibilité"),
        ],
    },
    position="top",
)

try:
    with st.sidebar:
        st.markdown("**Territoires d’industrie**  \nTableau de bord du programme")
        accueil.draw("filtres")
        filters = sidebar.render()
    st.set_page_config(
        page_title=f"{page.title} – Territoires d’industrie",
        initial_sidebar_state="collapsed" if sidebar.is_presentation() else "auto",
    )
    accueil.draw("page")
    ui.demonstration_banner(filters)
    ui.refused_selection()
    freshness.warnings(filters)
    freshness.watch(filters)
    with sidebar.draw_bar():
        parcours.draw(page.url_path)
    page.run()
except TdiError as error:
    ui.failure(error)
memoire.settle()
