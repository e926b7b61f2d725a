"""Words that differ from one data set to the other, so that no sentence lies in either.

The public set holds what public texts say; the demonstration, fictitious statements (R11).
"""

from dataclasses import dataclass

# The column that says, in a file, that its rows are a fiction, and what it holds.
FICTION = "FICTION"
FICTION_VALUE = "Données de démonstration"


@dataclass(frozen=True)
class Mots:
    """How a data set speaks of what it holds."""

    etat: str
    texte: str
    indicateurs: str
    # What a reader must be told of a fiction, in every file; above every page, in two lines of a
    # phone. Empty for real data.
    avertissement: str = ""
    bandeau: str = ""


_PUBLIC = Mots(
    etat="état des connaissances publiques",
    texte="texte public",
    indicateurs="Indicateurs officiels",
)
_DEMONSTRATION = Mots(
    etat="relevés fictifs",
    texte="relevé fictif",
    indicateurs="Indicateurs fictifs",
    avertissement="Données de démonstration\u00a0: montants, contrats, entrées des territoires, "
    "fiches-actions, indicateurs, appréciations et décisions sont fictifs. Les lieux, le total "
    "annoncé en 2018 et ce que les textes disent des engagements sont réels.",
    bandeau="**Données de démonstration**\u00a0: montants, projets et indicateurs fictifs.",
)


def of(jeu: str) -> Mots:
    """Return the words of a data set; whatever is not public is fiction."""
    return _PUBLIC if jeu == "public" else _DEMONSTRATION
