"""Every string on screen, and every name that is read aloud, is written as French is printed.

What the data hold as it was published (names of firms, titles of documents) is in cells and cards
that are left out; so is code. The pages are walked by `test_accessibilite`.
"""

import re

FAULTS = {
    "an apostrophe that is not ’": r"\w'\w",
    "a breaking space before a sign": r"[\w»)] [:;?!%€»](?!\w)",
    "no space before a sign": r"[a-zà-ÿ][;?!»](?=\s|$)",
    "a breaking space after «": r"« ",
    "quotes that are not « »": r'"[^"]+"|“',
    "thousands that a line could part": r"\d \d{3}(?!\d)",
    "a capital without its accent": (
        r"\b(?:Etats?|Etapes?|Evolutions?|Economie|Etudes?|Ecarts?|Energie|Ile-de|Equipes?|"
        r"Etablissements?|Epargne|A (?:la|partir|compléter|venir))\b"
    ),
    "three points that are not …": r"\.\.\.",
    "a place on the screen, which a phone moves": r"\b(?:de|à|sur la) (?:gauche|droite)\b",
    "a word of Streamlit": (
        r"\b(?:Fullscreen|Download|Search|Close|Open|Clear|Help|Select|Choose|Running|Sidebar|"
        r"Skip|results|options?|available|View|Show|Press)\b(?!\s+le\b)"
    ),
}
# Published as they are, or no word at all.
SPARED = re.compile(r"https?://|Open data|open data|@|Close(?: le|$)|options? d|\bView\b Notes")


def faults(text):
    return [name for name, pattern in FAULTS.items() if re.search(pattern, text)]


def test_the_rules_would_see_a_fault():
    assert faults("L'État") == ["an apostrophe that is not ’"]
    assert faults("Etat des lieux : 1 360 M€") == [
        "a breaking space before a sign",
        "thousands that a line could part",
        "a capital without its accent",
    ]
    assert faults("Search") == ["a word of Streamlit"]
    assert not faults("L’État\u00a0: 1\u202f360\u202fM€, «\u00a0payé\u00a0»\u202f!")


def misprints(strings):
    """Tell what is ill written in the strings of each place; nothing when all is well."""
    found = {}
    for place, texts in strings.items():
        for text in texts:
            if not SPARED.search(text):
                for fault in faults(text):
                    found.setdefault(fault, {}).setdefault(text[:120], place)
    return "\n".join(
        f"{fault}: {len(texts)}\n  "
        + "\n  ".join(f"{text} ({place})" for text, place in texts.items())
        for fault, texts in found.items()
    )


def test_a_misprint_is_told_with_its_place():
    assert misprints({"/carte": ["Voir", "Etat"]}).endswith("Etat (/carte)")
    assert not misprints({"/carte": ["Voir"]})
