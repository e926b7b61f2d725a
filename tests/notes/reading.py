"""What the tests of the notes share: the subjects chosen, and a PDF read again."""

import io
import re

from pypdf import PdfReader

from tdi.filters import Filters
from tdi.notes import briefing, contenu, lot, sujet
from tests.conftest import rows

DAYS = {"public": "2025-01-14", "demonstration": "2022-12-31"}
NUMBER = re.compile(r"\d+(?:\u202f\d{3})*(?:,\d+)?")
# Words that hold a digit and are no figure: phases, years that name a thing, list numbers, SHA-256.
FIXED = {"1", "2", "3", "2018", "2023", "256"}
# The longest names and the most members, an inter-regional one, two overseas, an ordinary one.
PLACES = (
    "select territoire_id as id from territoires where phase = $phase "
    "order by length(territoire_name) desc, territoire_id limit 2"
)


def selections(jeu):
    """Keyword arguments of `Filters` and the engagement, of each note that is looked at."""
    chosen = [
        ({}, None),
        *(({"region_code": code}, None) for code in ("53", "06", "01", "75", "24")),
        *(({"territoire_id": f"p1-ti-{code}"}, None) for code in ("2404", "2402", "0101")),
        *(({"territoire_id": row["id"]}, None) for row in rows(PLACES, phase=1)),
        *(({"enjeu_id": enjeu}, None) for enjeu in ("recruter", "innover", "simplifier")),
        *(({}, name) for name in ("VTE", "Formation (PIC)", "À compléter (16)")),
        ({"region_code": "53", "enjeu_id": "innover"}, None),
        ({"region_code": "53"}, "VTE"),
    ]
    if jeu == "public":
        chosen += [
            ({"phase": 2}, None),
            ({"phase": 2, "region_code": "06"}, None),
            ({"phase": 2, "territoire_id": "p2-ti-0101"}, None),
            *(({"phase": 2, "territoire_id": row["id"]}, None) for row in rows(PLACES, phase=2)),
        ]
    return chosen


def subject(jeu="public", engagement=None, day=None, **filters):
    return sujet.find(Filters(jeu=jeu, snapshot_date=day or DAYS[jeu], **filters), engagement)


def notes():
    """(label, note, its PDF) of each selection of both data sets."""
    for jeu in DAYS:
        for filters, engagement in selections(jeu):
            made = contenu.note(subject(jeu, engagement, **filters), lot.fetch)
            yield f"{jeu} {filters} {engagement or ''}", made, briefing.pdf(made)


def read(content):
    return PdfReader(io.BytesIO(content))


def text(content):
    return read(content).pages[0].extract_text()


def numbers(words):
    """The numbers of a text, as they are written."""
    return set(NUMBER.findall(words))


def strings(value):
    """Every text of a nested value."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [value] if isinstance(value, str) else []
