"""A part of a page that answers its own choices: the header, the filters and the rest stay drawn.

What is chosen for every page, from a mark or a row of the part too, still concerns all of it
(`sidebar.change`).

A page has one such part at most: run alone, it forgets the choices drawn after it, and « Tout
effacer » of the bar stands with the first choice of all.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from tdi import freshness, sidebar, ui
from tdi.errors import TdiError

P = ParamSpec("P")


def alone(draw: Callable[P, None]) -> Callable[P, None]:
    """Make a choice drawn by a function run that function alone, not the whole page."""

    @st.fragment
    @wraps(draw)
    def again(before: sidebar.Drawn, runs: list[bool], *args: P.args, **kwargs: P.kwargs) -> None:
        sidebar.begin_part(before)
        try:
            # Any other click on the page would show what is published now: so does this one. A
            # page that is being drawn, its part for the first time, is of one version throughout.
            if runs and freshness.superseded(sidebar.current_filters()):
                st.rerun()
            runs.append(True)
            draw(*args, **kwargs)
        except TdiError as error:
            # Drawn alone, the part is out of reach of who catches it for the page.
            ui.failure(error)

    @wraps(draw)
    def first(*args: P.args, **kwargs: P.kwargs) -> None:
        again(sidebar.drawn(), [], *args, **kwargs)

    return first
