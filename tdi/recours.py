"""The uptake of one engagement in French sentences: how far requests go, how fast, against what.

Pure; every number comes from a row, and what is not known is said (R1).
"""

from typing import Any

from tdi import fmt, usages
from tdi.langue import agreed, enumerate_words
from tdi.results import Result

Row = dict[str, Any]
PARCOURS = ("Demandes", "Instruites", "Accordées", "Réalisées")
# What is expected of every engagement, in the order of a request's life.
_ATTENDU = (*PARCOURS, "Refusées", "Délai")


def lines(
    name: str, zones: Result, mesures: Result, objectifs: Result, *, names_at_most: int
) -> list[str]:
    """Word one engagement: who uses it, how far, how fast, against what; what is missing.

    Expects `pilotage/recours_by_zone`, `recours_mesures` and `recours_objectifs`. Territoires that
    never use it are named when they are `names_at_most`.
    """
    [whole] = zones.only(maille="Ensemble", engagement_name=name).records()
    never = usages.named(zones, name, "Zéro")
    rows = by_mesure(mesures.only(maille="Ensemble", engagement_name=name))
    told = [
        usages.usage(whole, never if len(never) <= names_at_most else []),
        parcours(rows),
        refus(rows["Refusées"]),
        delai(rows["Délai"], rows["Instruites"]),
        objectif(objectifs.only(engagement_name=name)),
        missing(rows),
    ]
    return [line for line in told if line]


def perimetre(result: Result, name: str) -> str:
    """Say which territoires the years of an engagement run over, or that none is known (R6).

    Expects its rows of one perimeter in `pilotage/recours_by_year`.
    """
    rows = result.records()
    if name == "Courant":
        return "À chaque date, tout ce que l’on y connaît." if rows else "**Non communiqué.**"
    if not rows:
        return (
            "Rien n’est connu par territoire\u00a0: le périmètre constant ne peut pas être isolé."
        )
    left = max(row["hors_count"] for row in rows)
    return (
        "Les seuls territoires que l’on suit d’un bout à l’autre, sans ce qui n’est d’aucun "
        f"territoire. Hors de la série\u00a0: {fmt.plural(left, 'territoire')} au plus."
    )


def by_mesure(mesures: Result) -> dict[str, Row]:
    """Return by mesure the rows of one engagement, whole (`pilotage/recours_mesures`)."""
    return {row["mesure"]: row for row in mesures.records()}


def parcours(rows: dict[str, Row]) -> str:
    """Say how far the requests go, step by step; no step is inferred from another (R3)."""
    known = [rows[name] for name in PARCOURS if _is_known(rows[name])]
    steps = " → ".join(f"{_step(row)}{_doubt(row)}" for row in known)
    return f"{steps}." if steps else ""


def _step(row: Row) -> str:
    plural = row["mesure"].lower()
    word = agreed(row["value"], plural.removesuffix("s"), plural)
    # A file is what a request is; anything else is named.
    unit = "" if row["unit"] in (None, "dossiers") else f" ({row['unit']})"
    return f"{fmt.number(row['value'], 1)} {word}{unit}"


def refus(row: Row) -> str:
    """Say how many requests are refused, and their share of those examined."""
    if not _is_known(row):
        return ""
    share = row["refus_share"]
    of = "" if fmt.is_missing(share) else f" ({fmt.percent(share, 0)} des demandes instruites)"
    return f"Refus\u00a0: {fmt.number(row['value'])}{of}{_doubt(row)}."


def delai(row: Row, examined: Row) -> str:
    """Say the median delay, over how many statements and requests, and how far it spreads."""
    if not _is_known(row):
        return ""
    over = []
    if row["ligne_count"] > 1:
        over.append(
            f"{fmt.plural(row['ligne_count'], 'délai déclaré', 'délais déclarés')}, "
            f"de {fmt.number(row['value_min'])} à {fmt.quantity(row['value_max'], 'jours')}"
        )
    if _is_known(examined):
        over.append(fmt.plural(examined["value"], "demande instruite", "demandes instruites"))
    told = "\u202f; ".join(over)
    median = fmt.quantity(row["value"], "jours")
    return f"Délai médian\u00a0: {median}{f' ({told})' if told else ''}."


def objectif(result: Result) -> str:
    """Say what is reached of the published objective; empty where none is published.

    Expects a row of `pilotage/recours_objectifs`.
    """
    if result.is_empty:
        return ""
    row = result.records()[0]
    target = fmt.quantity(row["objectif"], row["unit"])
    if fmt.is_missing(row["atteint"]):
        return f"Objectif\u00a0: {target}\u202f; ce qui est atteint n’est pas communiqué."
    doubt = " (contesté)" if row["is_conteste"] else ""
    return (
        f"Objectif\u00a0: {fmt.number(row['atteint'])} sur {target} ({row['mesure'].lower()}), "
        f"soit {fmt.percent(row['atteint_share'], 0)}{doubt}."
    )


def missing(rows: dict[str, Row]) -> str:
    """Say which measures nobody gave; those whose date has passed apart."""
    groups = {
        etat: [name.lower() for name in _ATTENDU if rows[name]["etat"] == etat]
        for etat in ("En retard", "Non communiqué", "Sans objet")
    }
    told = [f"{etat}\u00a0: {enumerate_words(names)}." for etat, names in groups.items() if names]
    return " ".join(told)


def _is_known(row: Row) -> bool:
    return not fmt.is_missing(row["value"])


def _doubt(row: Row) -> str:
    words = ["contesté"] if row["etat"] == "Contesté" else []
    if row["inconnu_count"]:
        words.append(f"lignes non communiquées\u00a0: {fmt.number(row['inconnu_count'])}")
    return f" ({', '.join(words)})" if words else ""
