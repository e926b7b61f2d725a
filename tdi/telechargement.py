"""The pack of a région's committee, offered on its page: made when asked for, step by step."""

import streamlit as st

from tdi import fmt, sidebar
from tdi.comite import contenu, pochette
from tdi.data import fetch
from tdi.errors import TdiError
from tdi.filters import Filters

_STEPS = contenu.STEP_COUNT + pochette.STEP_COUNT


def committee_pack(filters: Filters) -> None:
    """Offer the pack of the chosen région as one archive; a room that watches needs none."""
    if not sidebar.is_presentation():
        _offer(filters)


# Alone in its run: the page stays as it is while the pack is made.
@st.fragment
def _offer(filters: Filters) -> None:
    asked = st.button(
        "Dossier du comité (PDF, PowerPoint, Excel)",
        key="dossier-comite",
        help="Ce qui a changé depuis le dernier comité, enveloppe, enjeux, engagements, demandes, "
        "territoires, pairs, décisions, alertes\u202f; diapositives modifiables, et toutes les "
        "lignes dans un classeur. Tous les enjeux y sont, quel que soit celui qui est choisi.",
    )
    if asked:
        try:
            _make(filters)
        except TdiError as error:
            # The page may be older than the versions that are held: nothing else catches it.
            st.warning(fmt.spaced(str(error)))


def _make(filters: Filters) -> None:
    bar = st.progress(0.0, "Dossier du comité\u00a0: on réunit ses lignes…", width=320)
    made: list[str] = []

    def done(name: str) -> None:
        made.append(name)
        bar.progress(len(made) / _STEPS, f"Fait, {len(made)} sur {_STEPS}\u00a0: {name}")

    dossier = contenu.prepare(filters, fetch, done)
    packed = pochette.archive(dossier, done)
    bar.progress(1.0, "Dossier prêt\u00a0: le bouton qui suit le télécharge.")
    st.download_button(
        f"Télécharger le dossier (ZIP, {fmt.number(len(packed) / 1000)}\u00a0ko)",
        data=packed,
        file_name=f"{pochette.stem(filters, dossier.region)}.zip",
        mime="application/zip",
        on_click="ignore",
        key="dossier-comite/archive",
    )
