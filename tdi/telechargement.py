"""The pack of a région's committee, offered on its page, made at the click from its queries."""

from functools import partial

import streamlit as st

from tdi import sidebar
from tdi.comite import contenu, pochette
from tdi.data import fetch
from tdi.filters import Filters


def committee_pack(filters: Filters) -> None:
    """Offer the pack of the chosen région as one archive; a room that watches needs none."""
    if sidebar.is_presentation():
        return
    place = fetch("filtres/selection", filters).value("region_name")
    st.download_button(
        "Dossier du comité (PDF, PowerPoint, Excel)",
        # Made at the click, in a thread of its own.
        data=partial(_pack, filters),
        file_name=f"{pochette.stem(filters, place)}.zip",
        mime="application/zip",
        on_click="ignore",
        key="dossier-comite",
        help="Ce qui a changé depuis le dernier comité, enveloppe, enjeux, engagements, demandes, "
        "territoires, pairs, décisions, alertes\u202f; diapositives modifiables, et toutes les "
        "lignes dans un classeur. Tous les enjeux y sont, quel que soit celui qui est choisi.",
    )


def _pack(filters: Filters) -> bytes:
    return pochette.archive(contenu.prepare(filters, fetch))
