"""Money: how far it is known, stage by stage; its parts; where it stands and is heading."""

from collections.abc import Collection, Sequence
from typing import Any

from tdi import argent, fmt, langue, theme
from tdi.findings.places import lead
from tdi.results import Result

Row = dict[str, Any]

_OF = {"Annoncé": "de l’annoncé", "Fléché": "du fléché", "Engagé": "de l’engagé", "Payé": "du payé"}
_SILENT = "Non documenté"


def stages(result: Result, *, total: str) -> str:
    """« 794 M€ payés sur 1 360 M€ annoncés », at the last stage known; which later ones are not.

    Expects a row a stage, in order; `total` is the column of what they close on.
    """
    rows = result.records()
    amounts = [(row["etape"], row["documente_eur"]) for row in rows]
    least = {row["etape"] for row in rows if row.get("is_lower_bound")}
    return _furthest(amounts, rows[0][total] if rows else None, least)


def natures(result: Result) -> str:
    """« 12,3 M€ payés sur 45 M€ annoncés, toutes natures ensemble » (R4).

    Expects `territoires/montants_by_nature`.
    """
    amounts = {row["etape"]: row["etape_eur"] for row in result.records()}
    told = _furthest(list(amounts.items()), amounts.get("Annoncé"))
    return f"{told}, toutes natures ensemble"


def _furthest(amounts: Sequence[tuple[str, Any]], whole: Any, least: Collection[str] = ()) -> str:
    found = [rank for rank, (_, amount) in enumerate(amounts) if not fmt.is_missing(amount)]
    if not found:
        return "Aucun montant n’est connu, à aucune étape"
    etape, amount = amounts[found[-1]]
    told = f"{'Plus de ' if etape in least else ''}{_amount(amount, etape)}"
    if etape != "Annoncé" and not fmt.is_missing(whole):
        told += f"{', plus que les' if amount > whole else ' sur'} {_amount(whole, 'Annoncé')}"
    later = [name.lower() for name, _ in amounts[found[-1] + 1 :]]
    silent = langue.agreed(len(later), "non communiqué")
    return f"{told}\u202f; {langue.enumerate_words(later)} {silent}" if later else told


def _amount(amount: Any, etape: str) -> str:
    return f"{fmt.euro_short(amount)} {langue.agreed(amount, etape.lower())}"


def parts(result: Result) -> str:
    """« PIA : la plus grande part de l’annoncé, 505 M€ (37,1 % de l’enveloppe) »; ties as such.

    What is not documented is no part of a stage: it is told as what lacks. Expects the rows of one
    split and stage of `pilotage/repartition`.
    """
    rows = [row for row in result.records() if not fmt.is_missing(row["amount_eur"])]
    if not rows:
        return "Aucune part n’est connue"
    etape, top = rows[0]["etape"], max(row["amount_eur"] for row in rows)
    of = _OF[etape]
    if top == 0:
        return f"Rien {of}\u00a0: {fmt.euro_short(top)} à chaque part"
    largest = [row for row in rows if row["amount_eur"] == top]
    whole = "l’enveloppe" if argent.is_national(result) else "l’annoncé"
    names = [row["segment"] for row in largest if row["segment"] != _SILENT]
    if not names:
        amount = f"{_bound(largest[0])}{fmt.euro_short(top)}"
        words = langue.agreed(top, "non documenté")
        return f"{etape}\u00a0: {amount} {words}{_share(largest[0], whole)}"
    largest = [row for row in largest if row["segment"] != _SILENT]
    if len(largest) == 1:
        told = f"{_bound(largest[0])}{fmt.euro_short(top)}{_share(largest[0], whole)}"
        return f"{names[0]}\u00a0: la plus grande part {of}, {told}"
    if any(_bound(row) for row in largest):
        told = [f"{row['segment']} ({_bound(row)}{fmt.euro_short(top)})" for row in largest]
        return f"Plus grandes parts connues {of}\u00a0: {langue.enumerate_words(told)}"
    who = langue.enumerate_words(names) if len(names) < 4 else fmt.plural(len(names), "part")
    return f"Plus grandes parts {of}, ex æquo\u00a0: {who}, {fmt.euro_short(top)} chacune"


def _share(row: Row, whole: str) -> str:
    share = row["share"]
    return "" if fmt.is_missing(share) else f" ({fmt.percent(share)} de {whole})"


def _bound(row: Row) -> str:
    """« plus de », « au plus »: what a source says of an amount that is not the amount itself."""
    told = str(row["precision"])
    return next((f"{bound} " for bound in ("plus de", "au plus") if bound in told), "")


def by_nature(result: Result) -> str:
    """« Engagé, subvention : de 12 (Dijon) à 35 euros par habitant (Alès) », the best known one.

    Expects `territoires/comparaison_montants`; natures are never compared with each other (R4).
    """
    known: dict[str, list[tuple[str, Any]]] = {}
    for row in result.records():
        pairs = known.setdefault(row["nature"], [])
        if not fmt.is_missing(row["engage_ratio"]):
            pairs.append((row["territoire_name"], row["engage_ratio"]))
    # The first of those best known, in the order of the legend.
    nature = max(
        sorted(known, key=list(theme.NATURE_STYLES).index), key=lambda one: len(known[one])
    )
    total = len(result.rows) // len(known)
    return lead(
        f"Engagé, {nature.lower()}",
        known[nature],
        total,
        result.column("engage_ratio").unit,
        "territoire",
    )


def followed(result: Result) -> str:
    """« 1 152 M€ engagés et 492 M€ payés au 31/12/2022 », a stage at its last statement.

    Expects the rows of one perimeter of `pilotage/consommation`.
    """
    lasts = {row["etape"]: row for row in result.records() if not fmt.is_missing(row["amount_eur"])}
    if not lasts:
        return "Rien n’est suivi dans le temps"
    told = [_amount(row["amount_eur"], etape) for etape, row in lasts.items()]
    days = [
        f"{fmt.day(row['snapshot_date'])}{'' if row['is_complet'] else ', relevé incomplet'}"
        for row in lasts.values()
    ]
    if len(set(days)) == 1:
        return f"{langue.enumerate_words(told)} au {days[0]}"
    return langue.enumerate_words([f"{one} au {day}" for one, day in zip(told, days, strict=True)])


def projected(ahead: Result) -> str:
    """« Projection : 780 M€ payés au 30/06/2023, entre 700 M€ et 860 M€ », the furthest one.

    Expects the rows of `pilotage/projection` that are ahead of the last statement.
    """
    *_, last = ahead.records()
    low, high = fmt.euro_short(last["low_eur"]), fmt.euro_short(last["high_eur"])
    return (
        f"Projection\u00a0: {_amount(last['projete_eur'], last['etape'])} au "
        f"{fmt.day(last['snapshot_date'])}, entre {low} et {high}"
    )
