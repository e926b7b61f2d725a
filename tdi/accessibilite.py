"""The self-assessment of accessibility, read from `docs/accessibilite.md`, which it also is."""

import re
from collections import Counter
from dataclasses import dataclass

from tdi import fmt
from tdi.dictionnaire import methode
from tdi.settings import ROOT

FILE = ROOT / "docs" / "accessibilite.md"
ETATS = ("Conforme", "Non conforme", "Sans objet", "Non éprouvé")
_CRITERES = "Les 106 critères, un à un"
_ROW = re.compile(r"^\| (\d+\.\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Critere:
    """One criterion of the RGAA: what it is about, its state, the proof or the cause."""

    number: str
    about: str
    etat: str
    why: str


def sections() -> list[tuple[str, str]]:
    """Return what is said before the criteria: title and Markdown."""
    return [section for section in methode(FILE) if section[0] != _CRITERES]


def themes() -> dict[str, list[Critere]]:
    """Return the criteria of each theme, under its title: « 1. Images »."""
    text = dict(methode(FILE))[_CRITERES]
    parts = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    return {
        part.partition("\n")[0]: [Critere(*found) for found in _ROW.findall(part)] for part in parts
    }


def counts() -> Counter[str]:
    """Return how many criteria are in each state."""
    return Counter(critere.etat for rows in themes().values() for critere in rows)


def heading(title: str, rows: list[Critere]) -> str:
    """Word a theme and what was found in it: « 1. Images – conforme : 5, … »."""
    found = Counter(critere.etat for critere in rows)
    told = ", ".join(
        f"{etat.lower()}\u00a0: {fmt.number(found[etat])}" for etat in ETATS if found[etat]
    )
    return f"{title} – {told}"
