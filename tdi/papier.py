"""The one-page note of what a page shows, offered as a file: made at the click, never kept."""

from functools import partial

import streamlit as st

from tdi import composition, sidebar
from tdi.data import fetch
from tdi.filters import Filters
from tdi.notes import briefing, contenu, sujet
from tdi.notes.sujet import Sujet


def note(filters: Filters, engagement: str | None = None) -> None:
    """Offer the note of a selection, or of one engagement in it; nothing in a meeting room."""
    if sidebar.is_presentation():
        return
    about = sujet.find(filters, engagement, fetch)
    st.download_button(
        f"Note d’une page\u00a0: {about.name} (PDF)",
        # Made at the click, in a thread of its own.
        data=partial(_made, about),
        file_name=about.file_name,
        mime=composition.MIME,
        on_click="ignore",
        key="note",
    )


def _made(about: Sujet) -> bytes:
    return briefing.pdf(contenu.note(about, fetch))
