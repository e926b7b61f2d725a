"""What changed between two snapshots, in words: a sentence, a line a change, a line a revision.

Pure: every number comes from the rows of a result, and a sentence is made the same way each time.
"""

from collections.abc import Callable
from typing import Any

from tdi import fmt
from tdi.adresse import Choice
from tdi.langue import enumerate_words
from tdi.results import Result

Row = dict[str, Any]

KEY = "depuis"
SILENT, DECLARED = "Révision silencieuse", "Révision déclarée"
# How each kind is counted, in the order of their consequence.
KINDS = {
    SILENT: ("révision silencieuse", "révisions silencieuses"),
    DECLARED: ("révision déclarée", "révisions déclarées"),
    "Connu devenu inconnu": ("valeur devenue inconnue", "valeurs devenues inconnues"),
    "Disparue": ("ligne disparue", "lignes disparues"),
    "Changement de méthode": ("changement de méthode", "changements de méthode"),
    "Changement de périmètre": (
        "ligne changée par le périmètre",
        "lignes changées par le périmètre",
    ),
    "Inconnu devenu connu": ("valeur devenue connue", "valeurs devenues connues"),
    "Donnée nouvelle": ("donnée nouvelle", "données nouvelles"),
}
_NO_REASON = "Motif non fourni"
# What an amount known at one date only is called: no difference is drawn from it.
_ONE_SIDED = {
    "new_eur": "nouveau",
    "connue_eur": "devenu connu",
    "withdrawn_eur": "disparu",
    "inconnue_eur": "n’est plus connu",
}
# Places that a line names; more are counted.
_PLACES = 3


def choice(snapshots: Result) -> Choice:
    """Return the snapshots that the one shown can be compared with, newest first.

    The one shown is among them: it is what a link kept for a next visit names.
    """
    shown = str(snapshots.filters.snapshot_date)
    every = {str(row["snapshot_date"].date()): row for row in snapshots.records()}
    dates = {
        day: fmt.long_day(row["snapshot_date"])
        for day, row in every.items()
        if row["etat"] == "Publié" and day <= shown
    }
    later = {
        words: "est postérieur à l’instantané montré"
        for day, row in every.items()
        if day > shown
        for words in (day, fmt.long_day(row["snapshot_date"]))
    }
    return Choice(
        KEY,
        "Comparer à l’instantané du",
        dates,
        refusal="n’est pas un instantané publié avant celui qui est montré",
        default=next((day for day in dates if day < shown), shown),
        reasons=later,
        spellings={day: day for day in dates},
        short="Depuis le",
    )


def sentence(resume: Result, changements: Result, moved: Result) -> str:
    """Say in one sentence a kind of change what happened, the gravest first.

    Expects `suivi/evolutions_resume`, `pilotage/changements` and `suivi/entrees_sorties`, or
    `suivi/mouvements` when no territoire came or left anywhere.
    """
    filters = resume.filters
    dates = f"Du {fmt.iso_day(filters.base_date)} au {fmt.iso_day(filters.snapshot_date)}"
    if resume.is_empty:
        return f"{dates}, rien n’a changé pour cette sélection."
    counts = {
        kind: sum(row["ligne_count"] for row in resume.only(evolution=kind).records())
        for kind in kinds(resume)
    }
    told = [fmt.plural(count, *KINDS[kind]) for kind, count in counts.items()]
    sentences = [f"{dates}\u00a0: {enumerate_words(told)}.", *_money(changements), _moves(moved)]
    return " ".join(part for part in sentences if part)


def _money(changements: Result) -> list[str]:
    """The committed and paid of the envelope, when something is known of them."""
    whole = changements.only(famille="Montants", cadre="Enveloppe 2018", nature="Ensemble")
    told = []
    for row in whole.records():
        if row["etape"] not in ("Engagé", "Payé"):
            continue
        before, after = (
            "inconnu" if fmt.is_missing(row[side]) else fmt.euro_short(row[side])
            for side in ("before_eur", "after_eur")
        )
        moved = f"{before} → {after}{gap(row)}"
        if row["variation_eur"] == 0 and not one_sided(row):
            moved = f"{after}, inchangé"
        told.append(f"{row['etape']} de l’enveloppe\u00a0: {moved}.")
    return told


def gap(row: Row) -> str:
    """Say by how much what is known at both dates moved, then what is known at one of them only.

    What is no longer known is no fall, nor what is newly known a rise (`pilotage/changements`).
    """
    apart = one_sided(row)
    moved = [] if fmt.is_missing(row["variation_eur"]) else [signed(row["variation_eur"])]
    if apart and moved:
        moved = [f"connu aux deux dates\u00a0: {moved[0]}"]
    told = "\u202f; ".join([*moved, *apart])
    return f" ({told})" if told else ""


def one_sided(row: Row) -> list[str]:
    """Say how much is known at one of the two dates only, and why (`pilotage/changements`)."""
    return [
        f"{words}\u00a0: {fmt.euro_short(row[name])}"
        for name, words in _ONE_SIDED.items()
        if not fmt.is_missing(row[name])
    ]


def signed(variation: float) -> str:
    """« +47,1 M€ », « −3,2 M€ »."""
    return f"{'+' if variation >= 0 else ''}{fmt.euro_short(variation)}"


def _moves(moved: Result) -> str:
    told = [
        fmt.plural(len(rows.rows), *words)
        for kind, words in {
            "Entré": ("territoire entré", "territoires entrés"),
            "Sorti": ("territoire sorti", "territoires sortis"),
        }.items()
        if not (rows := moved.only(mouvement=kind)).is_empty
    ]
    return f"Périmètre\u00a0: {enumerate_words(told)}." if told else ""


def unrecorded(formules: Result) -> str:
    """Say which of the two publications recorded no formula; empty when both did.

    Expects `suivi/formules_connues`.
    """
    told = [
        fmt.day(row[date])
        for row in formules.records()
        for date, count in (("base_date", "before_count"), ("snapshot_date", "after_count"))
        if not row[count]
    ]
    if not told:
        return ""
    return (
        "**Formules de calcul\u00a0: non enregistrées** à la publication de l’instantané du "
        f"{' ni de celui du '.join(told)}. Un chiffre calculé autrement entre ces deux dates ne se "
        "voit donc pas ici\u202f; le contrat et les listes, si."
    )


def kinds(resume: Result) -> list[str]:
    """Return the kinds of change that happened, the gravest first."""
    found = set(resume.rows.column("evolution"))
    return [kind for kind in KINDS if kind in found]


def line(row: Row) -> str:
    """One change: what, where, from what to what (a row of `suivi/evolutions`)."""
    return f"{_subject(row)}\u00a0: {_from_to(row)}.{_reason(row)}"


def revision(row: Row) -> str:
    """One revision of the journal: when, what, from what to what, why (`suivi/revisions`)."""
    how = "en silence" if row["evolution"] == SILENT else "déclarée"
    why = fmt.spaced(row["motif"]).rstrip(".")
    return (
        f"{fmt.day(row['snapshot_date'])}, {how} – {_subject(row)}\u00a0: {_from_to(row)}. {why}."
    )


def _subject(row: Row) -> str:
    told = [f"**{row['sujet_name']}**"]
    if not fmt.is_missing(row["precision"]):
        told.append(row["precision"])
    places = [] if fmt.is_missing(row["zone_names"]) else list(row["zone_names"])
    if places:
        told.append(", ".join(places) if len(places) <= _PLACES else f"{len(places)} lieux")
    return f"{', '.join(told)} ({row['famille'].lower()})"


def _from_to(row: Row) -> str:
    if row["famille"] == "Montants":
        return _arrow(row, "eur", fmt.euro)
    if row["famille"] in ("Recours", "Indicateurs"):
        return _arrow(row, "value", lambda value: fmt.quantity(value, str(row["unit"])))
    before, after = (
        "rien" if fmt.is_missing(row[name]) else fmt.spaced(row[name])
        for name in ("before_dit", "after_dit")
    )
    return f"{before} → {after}"


def _arrow(row: Row, suffix: str, write: Callable[[Any], str]) -> str:
    """« 922 900 € → 612 900 € (−310 000 €) »: the difference only of what is known twice."""
    before, after = row[f"before_{suffix}"], row[f"after_{suffix}"]
    told = " → ".join(
        "inconnu" if fmt.is_missing(value) else write(value) for value in (before, after)
    )
    if fmt.is_missing(before) or fmt.is_missing(after):
        return told
    sign = "+" if after >= before else ""
    return f"{told} ({sign}{write(after - before)})"


def _reason(row: Row) -> str:
    if not fmt.is_missing(row["motif"]):
        told = fmt.spaced(row["motif"]).rstrip(".")
        return f" Motif\u00a0: {told}."
    return f" {_NO_REASON}." if row["evolution"] in (SILENT, DECLARED) else ""


def journal(revisions: Result) -> str:
    """Sum the journal up: how many past values changed, how many in silence, with a reason."""
    until = fmt.iso_day(revisions.filters.snapshot_date)
    if revisions.is_empty:
        return f"Aucune valeur passée n’a changé, jusqu’à l’instantané du {until}."
    count = len(revisions.frame)
    silent = len(revisions.only(evolution=SILENT).frame)
    given = count - len(revisions.only(motif=_NO_REASON).frame)
    return (
        f"{fmt.plural(count, 'valeur passée a changé', 'valeurs passées ont changé')} "
        f"jusqu’au {until}\u00a0: {fmt.number(silent)} en silence, "
        f"{fmt.plural(count - silent, 'déclarée')}. "
        f"{fmt.plural(given, 'motif fourni', 'motifs fournis')}."
    )
