"""Three screens for who comes for the first time: what this is, how to choose, how to check.

They are above the filters at the first visit, above the page on a phone, where the filters are
folded away; closed at a click, they never come again: a cookie of one word says which visit it is
(`habillage`, whose sheet shows one of the two).
"""

import streamlit as st

from tdi.habillage import COOKIE, FIRST

_SCREENS = {
    "1. Voir": (
        "Ce tableau de bord suit le programme **Territoires d’industrie**\u00a0: ce qui a été "
        "annoncé, fléché, engagé et payé, par qui, où, et **ce que personne n’a communiqué**. "
        "«\u00a0—\u00a0» veut dire inconnu, jamais zéro."
    ),
    "2. Choisir": (
        "Un lieu ou un enjeu choisi dans les filtres vaut pour **toutes les pages**. L’adresse le "
        "garde\u00a0: copiez-la pour montrer ce que vous voyez. «\u00a0Rechercher\u00a0» trouve "
        "une commune, un engagement, un opérateur."
    ),
    "3. Vérifier": (
        "Sous chaque chiffre, **«\u00a0Source\u00a0»** ouvre ses lignes, sa définition, sa "
        "requête, ses fichiers. Le jeu «\u00a0Démonstration\u00a0» est fictif et le dit partout."
    ),
}


def is_first() -> bool:
    """Whether the reader's browser never showed the dashboard before."""
    return st.context.cookies.get(COOKIE) == FIRST


def draw(where: str) -> None:
    """Draw the three screens, one at a time, to a first visitor: « filtres » or « page »."""
    if not is_first():
        return
    with st.expander(
        "Premiers pas, à replier pour les passer", expanded=True, key=f"premiers-pas-{where}"
    ):
        for tab, text in zip(st.tabs(list(_SCREENS)), _SCREENS.values(), strict=True):
            tab.markdown(text)
