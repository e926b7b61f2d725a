"""Words that differ from one data set to the other, so that no sentence lies in either.

The public set holds what public texts say; the demonstration, fictitious statements (R11).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mots:
    """How a data set speaks of what it holds."""

    etat: str
    texte: str
    indicateurs: str


_PUBLIC = Mots(
    etat="état des connaissances publiques",
    texte="texte public",
    indicateurs="Indicateurs officiels",
)
_DEMONSTRATION = Mots(
    etat="relevés fictifs",
    texte="relevé fictif",
    indicateurs="Indicateurs fictifs",
)


def of(jeu: str) -> Mots:
    """Return the words of a data set; whatever is not public is fiction."""
    return _PUBLIC if jeu == "public" else _DEMONSTRATION
