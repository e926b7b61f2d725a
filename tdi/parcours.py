"""From one place to the next before a meeting room, in the order of the filters.

Two buttons, which the keys of a keyboard or of a remote control press too (`habillage/keys.js`).
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from tdi import sidebar

# What they show is of no place.
PLACELESS = frozenset({"instantanes", "dictionnaire", "ressources", "accessibilite"})
_EVERYWHERE = "France entière"
_BUTTONS = {"precedent": "Précédent", "suivant": "Suivant"}

Place = tuple[str | None, str]


def draw(page: str) -> None:
    """Offer the place before the one shown and the place after it; nothing outside a room.

    They are the territoires of the chosen région, or of France; the régions when no territoire is
    chosen, and on the page of a région.
    """
    if page in PLACELESS or not sidebar.is_presentation():
        return
    chosen, offered = sidebar.chosen(), sidebar.place_options()
    key = "region"
    if page == "territoire" or (chosen["territoire"] and page != "region"):
        key = "territoire"
    # A walk through the régions begins at France; none keeps a territoire of another.
    names = offered[key] if key == "territoire" else {None: _EVERYWHERE, **offered[key]}
    left = {} if key == "territoire" else {"territoire": None}
    with st.container(horizontal=True, horizontal_alignment="right"):
        for words, place in zip(_BUTTONS.items(), neighbours(names, chosen[key]), strict=True):
            if place:
                st.button(
                    f"{words[1]}\u00a0: {place[1]}",
                    key=words[0],
                    wrap=True,
                    on_click=sidebar.change,
                    args=({key: place[0], **left},),
                )


def neighbours(names: Mapping[Any, str], code: str | None) -> tuple[Place | None, Place | None]:
    """Return the places before and after one, as code and name; the first comes after none."""
    places = list(names.items())
    rank = list(names).index(code) if code in names else -1
    before = places[rank - 1] if rank > 0 else None
    after = places[rank + 1] if rank + 1 < len(places) else None
    return before, after
