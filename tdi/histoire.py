"""A place, statement after statement: its money over time, and the way to what changed."""

import streamlit as st

from tdi import suivi, ui
from tdi.filters import Filters


def draw(filters: Filters) -> None:
    """Draw what was engaged and paid in a région or a territoire since the first statement."""
    if filters.phase == 1:
        suivi.consommation(filters)
    else:
        st.info("Sans objet\u00a0: l’enveloppe suivie est celle de la phase 1.")
        ui.ways_out()
    ui.links([("pages/suivi/evolutions.py", "Ce qui a changé, ligne par ligne")])
