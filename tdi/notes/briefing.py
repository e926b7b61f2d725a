"""A note as PDF: one A4 page, tagged (PDF/UA-1), real text, fonts embedded, no browser, no network.

The fonts are those that typst carries, so that no machine changes a page; what the page says is
handed as JSON, where markup stays inert. Same data, same bytes: the date is the snapshot's.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import typst

from tdi.errors import DataError
from tdi.notes.contenu import Note

TEMPLATE = Path(__file__).with_name("note.typ")
MIME = "application/pdf"


def pdf(note: Note) -> bytes:
    """Return the page of a note. DataError naming the note when it cannot be set."""
    day = datetime.fromisoformat(note.page["date"]).replace(tzinfo=UTC)
    try:
        made = typst.compile(
            str(TEMPLATE),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"note": json.dumps(note.page, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(day.timestamp()),
        )
    except typst.TypstError as error:
        raise DataError(
            f"« {note.sujet.file_name} » ne peut pas être composée : {error}"
        ) from error
    return made
