"""Colours with a meaning, one for the whole dashboard; none is ever the only cue.

The six base colours keep 3:1 on white and stay apart for every colour vision.
"""

NAVY, ORANGE, AUBERGINE, GREY, SKY, BRICK = (
    "#225588",
    "#DD7722",
    "#442233",
    "#887777",
    "#5599DD",
    "#991100",
)
INK, WHITE = "#1B1B1F", "#FFFFFF"
GRID = "#DDDDE3"
UNKNOWN = "#F1F0F2"
# On paper and in workbooks, which have no theme of Streamlit: small words, a heading that may be
# left empty, a cell refused or to be read again.
SMALL, PALE = "#55505A", "#D6E4F2"
REFUSED, DOUBTFUL = "#F8CBAD", "#FFE699"

# A fill: its colour, and the hatch that says the same without colour. None is of level lines: the
# amounts written on them would look struck through.
Style = tuple[str, str]
Styles = dict[str, Style]

SEGMENT_STYLES: Styles = {
    "Documenté": (NAVY, ""),
    "Non documenté": (UNKNOWN, "/"),
    "Dépassement": (BRICK, "x"),
}
# Which column of the envelope queries is drawn as which segment.
ENVELOPPE_SEGMENTS = {
    "couvert_eur": "Documenté",
    "non_documente_eur": "Non documenté",
    "depassement_eur": "Dépassement",
}
# Parts of a whole that are no place, no operator, no nature: what is left, and what nobody tells.
RESTE_STYLES: Styles = {
    "Opérateur non précisé": (GREY, ""),
    "Enjeu non précisé": (GREY, ""),
    "Engagement non précisé": (GREY, ""),
    "Nature non précisée": (GREY, ""),
    "Non territorialisé": (GREY, ""),
    "Non régionalisé": (GREY, ""),
    "Territoires sur plusieurs régions": (SKY, ""),
    "Non documenté": (UNKNOWN, "/"),
}
# Colour and mark of what is followed over time.
ETAPE_MARKS = {"Engagé": (NAVY, "circle"), "Payé": (ORANGE, "diamond")}
NATURE_STYLES: Styles = {
    "Subvention": (NAVY, ""),
    "Avance ou prêt": (ORANGE, "/"),
    "Fonds propres": (AUBERGINE, "|"),
    "Garantie": (BRICK, "x"),
    "Ingénierie": (SKY, "\\"),
    "Service non monétaire": (NAVY, "."),
    "Non précisée": (GREY, "+"),
}
NATURE_SYMBOLS = {
    "Subvention": "circle",
    "Avance ou prêt": "diamond",
    "Fonds propres": "square",
    "Garantie": "x",
    "Ingénierie": "triangle-up",
    "Service non monétaire": "cross",
    "Non précisée": "circle-open",
}
# Where a fiche-action stands, from the first idea on.
STATUT_STYLES: Styles = {
    "Identifiée": (GREY, "."),
    "À l’étude": (SKY, "/"),
    "Engagée": (SKY, "|"),
    "En cours": (ORANGE, "\\"),
    "Réalisée": (NAVY, ""),
    "Abandonnée": (BRICK, "x"),
}

# The states a cell may be in (R1): colour, and the sign written in the cell.
ETAT_STYLES: Styles = {
    "Renseigné": (NAVY, "✓"),
    "Zéro": (SKY, "0"),
    "Contesté": (ORANGE, "≠"),
    "En retard": (BRICK, "!"),
    "Sans objet": (GRID, "–"),
    "Non communiqué": (UNKNOWN, "?"),
}

# The same states behind words: pale enough for ink to be read on them.
ETAT_TINTS = {
    "Renseigné": "#D6E4F2",
    "Zéro": "#FFFFFF",
    "Contesté": "#FBE3CC",
    "En retard": "#F3D6D2",
    "Sans objet": GRID,
    "Non communiqué": UNKNOWN,
}


VERDICT_COLORS = {
    "compatible": NAVY,
    "non comparable": ORANGE,
    "contredit": BRICK,
    "invérifiable": GREY,
}
VERDICT_SYMBOLS = {
    "compatible": "circle",
    "non comparable": "diamond",
    "contredit": "x",
    "invérifiable": "circle-open",
}

# Light to dark, for map classes; readable in greyscale.
SEQUENTIAL = ("#D6E4F2", "#A3C4E4", "#5F97CC", "#2A6299", "#123A63")
# What a fill needs on white to need no line on a dark page either, where it is turned over.
_STANDS_OUT = 4


def edge(fill: str) -> str:
    """Return the colour of the line around a fill of a map: dark unless the fill stands out itself.

    On the page, then, either the line or the fill has 3:1; between two fills, the line of the paler
    one has 3:1 with one of them (`tests/test_contrastes.py`, on light and dark).
    """
    return WHITE if contrast(fill, WHITE) > _STANDS_OUT else SEQUENTIAL[-1]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2), from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def on(fill: str) -> str:
    """Return the colour of words to be read on a fill: at least 4.5:1 on any."""
    return max((WHITE, "#000000"), key=lambda ink: contrast(ink, fill))


def _luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
