"""What the data are worth, in words: the states of the cells, the lowest notes.

A note is about the data received, never about the programme or a place (R10). Pure.
"""

from tdi import fmt, mots
from tdi.langue import enumerate_words
from tdi.results import Result

FAMILLES = ("Territoire", "Engagement", "Opérateur")
_LOWEST = {
    "Territoire": ("Le territoire le moins bien noté", "Les territoires les moins bien notés"),
    "Engagement": ("L’engagement le moins bien noté", "Les engagements les moins bien notés"),
    "Opérateur": ("L’opérateur le moins bien noté", "Les opérateurs les moins bien notés"),
}
_KNOWN = ("Renseigné", "Zéro", "Contesté")
_NAMED = 3
_WARNING = (
    "Ces notes parlent des données, non de l’avancement du programme\u00a0: il n’y en a pas pour "
    "l’ensemble."
)


def summary(etats: Result) -> str:
    """Say how many cells have a known amount, and what the notes are of (`cellules_etats`)."""
    counts = {row["etat"]: row["cellule_count"] for row in etats.records()}
    known = sum(counts[etat] for etat in _KNOWN)
    expected = sum(counts.values()) - counts.get("Sans objet", 0)
    told = (
        f"{fmt.plural(known, 'cellule connue', 'cellules connues')} sur "
        f"{fmt.plural(expected, 'attendue')}."
    )
    if not known:
        every = fmt.plural(expected, "cellule attendue", "cellules attendues")
        told = (
            f"**Rien n’est communiqué**\u00a0: aucun {mots.of(etats.filters.jeu).texte} ne donne "
            f"le montant d’une seule des {every}. Les notes se réduisent à la complétude, les "
            "autres critères ne se calculent pas."
        )
    return f"{told} {_WARNING}"


def worst(notes: Result) -> str:
    """Name the lowest notes of one family, and the places that sleep (rows of `qualite`)."""
    rows = [row for row in notes.records() if not fmt.is_missing(row["note_share"])]
    if not rows:
        return "Rien n’est attendu\u00a0: pas de note."
    lowest = min(row["note_share"] for row in rows)
    names = [row["sujet_name"] for row in rows if row["note_share"] == lowest]
    if len(names) == len(rows) > 1:
        told = f"Tous à la même note, {fmt.percent(lowest)}."
    else:
        one, several = _LOWEST[rows[0]["famille"]]
        more = len(names) - _NAMED
        others = [fmt.plural(more, "autre")] if more > 0 else []
        told = (
            f"{one if len(names) == 1 else several}, à {fmt.percent(lowest)}\u00a0: "
            f"**{enumerate_words([*names[:_NAMED], *others])}**."
        )
    asleep = [row["constat"] for row in rows if not fmt.is_missing(row["constat"])]
    if not asleep:
        return told
    verb = "dort" if len(asleep) == 1 else "dorment"
    since = f"{asleep[0][0].lower()}{asleep[0][1:]}"
    return f"{told} {fmt.plural(len(asleep), 'territoire')} {verb}\u00a0: {since}."
