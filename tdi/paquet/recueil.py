"""Several notes as one PDF: the same pages as alone, the map and the letters stored once.

A note alone is mostly its map: four hundred of them would weigh fifty megabytes. In a recueil the
outlines that its pages share are one drawing that each page shows.
"""

import json
import re
from dataclasses import dataclass

from tdi import composition, mots
from tdi.errors import DataError
from tdi.filters import PHASES
from tdi.mots import FICTION, FICTION_VALUE
from tdi.notes.briefing import TEMPLATE
from tdi.notes.contenu import Note
from tdi.notes.sujet import REGION, TERRITOIRE, Sujet
from tdi.results import compute
from tdi.snapshots.names import slug

# The shapes of the map of a note.
_SHAPE = re.compile(r"<\w+[^>]*/>")
_NATION = "France, engagements et enjeux"


@dataclass(frozen=True)
class Recueil:
    """The notes of one PDF, in the order of its pages: a région of a phase, or the nation."""

    title: str
    file_name: str
    sujets: tuple[Sujet, ...]


def arranged(sujets: list[Sujet]) -> list[Recueil]:
    """Put each note in one recueil: a territoire goes with its main région."""
    main: dict[str, str] = {}
    for filters in dict.fromkeys(one.filters.without("region_code") for one in sujets):
        if filters.territoire_id:
            row = compute("territoires/territoires", filters).records()[0]
            main[filters.territoire_id] = row["region_names"][0]
    found: dict[tuple[str, str], list[Sujet]] = {}
    for one in sujets:
        phase = PHASES[one.filters.phase].lower()
        if one.kind not in (REGION, TERRITOIRE):
            key = (_NATION, "")
        else:
            key = (main.get(one.filters.territoire_id or "", one.name), phase)
        found.setdefault(key, []).append(one)
    # The région is the first page of its recueil.
    return [
        _named(place, phase, sorted(notes, key=lambda one: one.kind == TERRITOIRE))
        for (place, phase), notes in sorted(found.items(), key=lambda item: item[0][::-1])
    ]


def _named(place: str, phase: str, sujets: list[Sujet]) -> Recueil:
    filters = sujets[0].filters
    fiction = FICTION if mots.of(filters.jeu).avertissement else ""
    parts = ("notes", fiction, place, phase, filters.snapshot_date)
    told = ", ".join(part for part in (place, phase) if part)
    return Recueil(
        f"Notes – {told}{f' – {FICTION_VALUE}' if fiction else ''}",
        "_".join(slug(part) for part in parts if part) + ".pdf",
        tuple(sujets),
    )


def pdf(notes: list[Note], title: str) -> bytes:
    """Return the notes, one a page, in order; tagged (PDF/UA-1), the same bytes each time.

    DataError when they cannot be set.
    """
    template = TEMPLATE.read_text("utf-8")
    files: dict[str, bytes] = {}
    lines = [f"#set document(title: {json.dumps(title, ensure_ascii=False)})"]
    drawings = shared([note.page["carte"]["svg"] for note in notes])
    for rank, (note, drawing) in enumerate(zip(notes, drawings, strict=True)):
        page = {**note.page, "carte": {**note.page["carte"], "svg": drawing}}
        files[f"{rank}.json"] = json.dumps(page, ensure_ascii=False).encode()
        files[f"{rank}.typ"] = template.replace(composition.GIVEN, f'"{rank}.json"').encode()
        # The title of the document is the last one set: not that of a page.
        lines.insert(rank, f'#include "{rank}.typ"')
    files["main"] = "\n".join(lines).encode()
    return composition.pdf(files, title, notes[0].page["date"])


def again(notes: list[Note]) -> bytes:
    """Return the PDF of the notes of one recueil, in the order of its pages; DataError when they
    are not of one.
    """
    recueils = arranged([note.sujet for note in notes])
    if len(recueils) != 1 or recueils[0].sujets != tuple(note.sujet for note in notes):
        raise DataError("Ces notes ne sont pas celles d’un même recueil, dans son ordre.")
    return pdf(notes, recueils[0].title)


def shared(drawings: list[str]) -> list[str]:
    """Group the shapes that all the drawings have: a group apart is stored once in a PDF.

    What is proper to a page is drawn over them.
    """
    shapes = [_SHAPE.findall(drawing) for drawing in drawings]
    common = set(shapes[0]).intersection(*shapes[1:])
    return [
        f"{drawing[: drawing.index('>') + 1]}"
        f'<g style="isolation:isolate">{"".join(one for one in found if one in common)}</g>'
        f"{''.join(one for one in found if one not in common)}</svg>"
        for drawing, found in zip(drawings, shapes, strict=True)
    ]
