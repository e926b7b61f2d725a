"""A note as PDF: one A4 page, the same bytes for the same data."""

from pathlib import Path

from tdi import composition
from tdi.notes.contenu import Note

TEMPLATE = Path(__file__).with_name("note.typ")


def pdf(note: Note) -> bytes:
    """Return the page of a note. DataError naming the note when it cannot be set."""
    return composition.pdf(TEMPLATE, note.sujet.file_name, note.page["date"], note.page)
