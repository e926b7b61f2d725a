"""French grammar for sentences made from data: number, elision, articles, prepositions, lists.

Pure, and nothing here writes a number: `fmt` does. A name whose article is not known keeps none:
« du territoire X » is always right where « de X » may not be.
"""

import re
import unicodedata
from decimal import Decimal

# The article that a name takes and does not carry: « la Bretagne », « le PIA », « l’État ».
LIEUX = {
    "France": "la",
    "Auvergne-Rhône-Alpes": "l’",
    "Bourgogne-Franche-Comté": "la",
    "Bretagne": "la",
    "Centre-Val de Loire": "le",
    "Corse": "la",
    "Grand Est": "le",
    "Guadeloupe": "la",
    "Guyane": "la",
    "Hauts-de-France": "les",
    "Île-de-France": "l’",
    "La Réunion": "",
    "Martinique": "la",
    "Mayotte": "",
    "Normandie": "la",
    "Nouvelle-Aquitaine": "la",
    "Occitanie": "l’",
    "Pays de la Loire": "les",
    "Provence-Alpes-Côte d’Azur": "la",
}
OPERATEURS = {
    "État": "l’",
    "PIA": "le",
    "PIC": "le",
    "Banque des Territoires": "la",
    "Bpifrance": "",
    "Business France": "",
    "Pôle emploi": "",
}
ARTICLES = LIEUX | OPERATEURS
# A feminine name, or one that starts with a vowel, takes « en »; an island without article, « à ».
_IN = {"la": "en", "l’": "en", "le": "dans le", "les": "dans les", "": "à"}
# Masculine all the same, and usage says « en ».
_EN = {"Centre-Val de Loire"}
_OF = {"le": "du ", "les": "des ", "la": "de la ", "l’": "de l’"}
_TO = {"le": "au ", "les": "aux ", "la": "à la ", "l’": "à l’"}
# Their h is mute; before any other, nothing is elided (« de Haute-Loire », « du Havre »).
_MUTE = ("habitant", "herault", "heure", "homme", "honfleur", "hopital", "hydrogene", "hyeres")
_ELIDED = re.compile(r"(?:de|que|le|la|se|ne|je|me|te|ce|jusque|lorsque|puisque)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def agreed(count: float | Decimal, singular: str, plural: str | None = None) -> str:
    """Return the form that a count wants, without the count: the plural from two on."""
    return singular if abs(count) < 2 else (plural or f"{singular}s")


def none_of(noun: str, *, feminine: bool = False) -> str:
    """« aucun territoire », « aucune fiche »: zero in words, always in the singular."""
    return f"{'aucune' if feminine else 'aucun'} {noun}"


def enumerate_words(words: list[str]) -> str:
    """« a », « a et b », « a, b et c »; nothing for no word."""
    *first, last = words or [""]
    return f"{', '.join(first)} et {last}" if first else last


def is_elided_before(name: str) -> bool:
    """Whether « de » loses its vowel before a name: a vowel, or a mute h; never before a digit."""
    plain = _plain(name)
    return plain[:1] in {"a", "e", "i", "o", "u", "y"} or plain.startswith(_MUTE)


def joined(word: str, name: str) -> str:
    """« d’Alès », « qu’un », « de Lyon »: a word before a name, elided where it must be."""
    if _ELIDED.match(word) and is_elided_before(name):
        return f"{word[:-1]}’{name}"
    return f"{word} {name}"


def named(name: str) -> str:
    """« la Bretagne », « l’État », « Bpifrance »: a name with its article, if it is known."""
    article = ARTICLES.get(name, "")
    return f"{article}{'' if article in ('', 'l’') else ' '}{name}"


def of(name: str) -> str:
    """« de la Bretagne », « du Grand Est », « des Hauts-de-France », « d’Alès », « du Havre »."""
    article, rest = _split(name)
    return f"{_OF[article]}{rest}" if article else joined("de", rest)


def to(name: str) -> str:
    """« à la Banque des Territoires », « au PIA », « à l’État », « à Bpifrance »."""
    article, rest = _split(name)
    return f"{_TO[article]}{rest}" if article else f"à {rest}"


def within(name: str) -> str:
    """« en Bretagne », « dans le Grand Est », « dans les Hauts-de-France », « à La Réunion ».

    For the régions and France, whose preposition is known; KeyError for any other name.
    """
    return f"{'en' if name in _EN else _IN[LIEUX[name]]} {name}"


def capital(text: str) -> str:
    """Return the text with a capital first letter, its accent kept; the rest is not touched."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return the text with a small first letter, unless its first word is an acronym."""
    first = _WORD.search(text)
    is_acronym = first is not None and len(first[0]) > 1 and first[0].isupper()
    return text if is_acronym else text[:1].lower() + text[1:]


def word_count(text: str) -> int:
    """Count words as a reader does: « 1 360 M€ » is one number and its unit, a sign is no word."""
    # No-break spaces hold a word together.
    return sum(1 for part in re.split(r"[ \n]+", text) if _WORD.search(part))


def _split(name: str) -> tuple[str, str]:
    """Return the article that contracts and what follows it; one that a name carries, if masculine.

    « Le Havre » gives « du Havre »; « La Rochelle » keeps its own: « de La Rochelle ».
    """
    if name in ARTICLES:
        return ARTICLES[name], name
    for article in ("le", "les"):
        carried = f"{article.capitalize()} "
        if name.startswith(carried):
            return article, name.removeprefix(carried)
    return "", name


def _plain(name: str) -> str:
    text = name.lstrip("«\u00a0\u202f ").lower().replace("œ", "oe").replace("æ", "ae")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
