"""The programme in a few words: where it stands, what changed, what needs an answer first.

Every number comes from the rows of a result; a sentence is made the same way each time.
"""

from collections.abc import Callable
from typing import Any

from tdi import fmt
from tdi.changements import gap, one_sided, signed
from tdi.langue import agreed
from tdi.results import Result

Row = dict[str, Any]

_ENVELOPPE = {"famille": "Montants", "cadre": "Enveloppe 2018", "nature": "Ensemble"}
_USED, _NEVER = "Renseigné", "Zéro"
_KINDS = {
    "nouvelles": "new_count",
    "devenues connues": "connue_count",
    "modifiées": "revised_count",
    "disparues": "withdrawn_count",
    "devenues inconnues": "inconnue_count",
}
# Names that a line holds.
_NAMED = 3
_AND = "\u202f; "


def sentence(
    enveloppe: Result,
    *,
    zones: Result,
    cellules: Result,
    changements: Result,
    alertes: Result,
) -> str:
    """Sum the programme up, from the results that the first screen draws.

    Expects `pilotage/enveloppe_by_etape`, `pilotage/recours_by_zone`, `donnees/cellules`,
    `pilotage/changements` and `suivi/alertes`.
    """
    told = [_money(enveloppe), _known(zones, cellules), _moves(changements)]
    count = len(alertes.frame)
    told.append(f"{fmt.plural(count, 'alerte')}." if count else "Aucune alerte.")
    return " ".join(part for part in told if part)


def _money(result: Result) -> str:
    if result.is_empty:
        return "L’enveloppe de 2018 et ses 17 engagements sont ceux de la phase 1."
    rows = {row["etape"]: row for row in result.records()}
    place = " pour la France" if result.filters.region_code or result.filters.territoire_id else ""
    total = f"{fmt.euro_short(rows['Annoncé']['enveloppe_eur'])} annoncés{place}"
    told = [
        f"**{fmt.euro_short(rows[etape]['documente_eur'])}** {words}{_beyond(rows[etape])}"
        for etape, words in (("Engagé", "engagés"), ("Payé", "payés"))
        if not fmt.is_missing(rows[etape]["documente_eur"])
    ]
    if not told:
        return f"Des {total}, rien d’engagé ni de payé n’est connu."
    return f"Pour {total}, {' et '.join(told)} sont connus."


def _beyond(row: Row) -> str:
    over = row["depassement_eur"]
    return "" if fmt.is_missing(over) else f" ({fmt.euro_short(over)} au-delà)"


def _known(zones: Result, cellules: Result) -> str:
    counted = zones.only(maille="Ensemble").records()
    if not counted or not cellules.value("attendue_count"):
        return ""
    used = sum(row["etat"] == _USED for row in counted)
    told = (
        f"{fmt.plural(used, 'engagement')} sur {fmt.number(len(counted))} "
        f"{agreed(used, 'a', 'ont')} un recours connu par territoire"
        if used
        else f"Aucun des {fmt.number(len(counted))} engagements n’a de recours connu par territoire"
    )
    missing = cellules.value("non_communiquee_count")
    return (
        f"{told}\u202f; {fmt.plural(missing, 'montant local', 'montants locaux')} sur "
        f"{fmt.number(cellules.value('attendue_count'))} {agreed(missing, 'manque', 'manquent')}."
    )


def _moves(result: Result) -> str:
    if result.is_empty:
        return "C’est le premier instantané."
    if result.only(**_ENVELOPPE).is_empty:
        return ""
    told = [
        f"{row['etape'].lower()} {words}"
        for row in result.only(**_ENVELOPPE).records()
        if row["etape"] in ("Engagé", "Payé") and (words := _move(row))
    ]
    since = f"Depuis le {fmt.day(result.frame['previous_date'].iloc[0])}"
    # The amounts above are those of France, wherever the reader looks from.
    if result.filters.region_code or result.filters.territoire_id:
        since += ", pour cette sélection"
    return f"{since}\u00a0: {', '.join(told) or 'engagé et payé inchangés'}."


def _move(row: Row) -> str:
    """Only what is known at both dates rises or falls; the rest is said apart."""
    apart = _AND.join(one_sided(row))
    if fmt.is_missing(row["variation_eur"]):
        return apart
    moved = signed(row["variation_eur"]) if row["variation_eur"] else ""
    return f"{moved or 'inchangé'} ({apart})" if apart else moved


def changes(result: Result) -> list[str]:
    """One line per stage of the envelope that moved, then one on the rows of everything else.

    Expects `pilotage/changements`; empty when there is no previous snapshot.
    """
    if result.is_empty:
        return []
    stages = [row for row in result.only(**_ENVELOPPE).records() if _moved(row)]
    lines = [_stage(row) for row in stages] or ["Enveloppe\u00a0: aucun montant n’a changé."]
    told = [
        f"{words}\u00a0: {listed}"
        for words, count in _KINDS.items()
        if (listed := _others(result, count))
    ]
    return [*lines, f"Lignes {_AND.join(told)}."] if told else lines


def _moved(row: Row) -> bool:
    return any(row[count] for count in _KINDS.values())


def _stage(row: Row) -> str:
    before, after = (
        "inconnu" if fmt.is_missing(row[name]) else fmt.euro_short(row[name])
        for name in ("before_eur", "after_eur")
    )
    return f"**{row['etape']}**\u00a0: {before} → {after}{gap(row)}"


def _others(result: Result, count: str) -> str:
    counts: dict[str, int] = {}
    for row in result.records():
        is_money = row["famille"] == "Montants" and not fmt.is_missing(row["cadre"])
        if is_money and (row["cadre"] == "Enveloppe 2018" or row["nature"] != "Ensemble"):
            continue
        name = row["famille"].lower() + (f" ({row['cadre'].lower()})" if is_money else "")
        counts[name] = counts.get(name, 0) + row[count]
    return ", ".join(f"{name} {fmt.number(found)}" for name, found in counts.items() if found)


def alert(row: Row) -> str:
    """Say about what an alert is, how much, where, since when (a row of `suivi/alertes`)."""
    told = []
    if not fmt.is_missing(row["ecart_eur"]):
        told.append(fmt.euro_short(row["ecart_eur"]))
    elif row["ligne_count"] > 1:
        told.append(fmt.plural(row["ligne_count"], "ligne"))
    names = list(row["zone_names"])
    told.append(names[0] if len(names) == 1 else fmt.plural(len(names), "lieu", "lieux"))
    if not fmt.is_missing(row["due_date"]):
        told.append(f"depuis le {fmt.day(row['due_date'])}")
    return f"{row['sujet_name']}\u00a0: {', '.join(told)}"


def decisions(result: Result) -> list[str]:
    """Say how many decisions are overdue, since when; nothing when none is (`suivi/alertes`)."""
    late = result.only(regle_id="decision_en_retard").records()
    if not late:
        return []
    words = fmt.plural(len(late), "décision en retard", "décisions en retard")
    return [f"{words}, depuis le {fmt.day(min(row['due_date'] for row in late))}."]


def uptake(result: Result) -> list[str]:
    """Say how many engagements are used, which most and least, and which nobody speaks of.

    Expects `pilotage/recours_by_zone`.
    """
    zones = result.only(maille="Ensemble").records()
    used = [row for row in zones if row["etat"] == _USED]
    lines = [
        f"**{fmt.number(len(used))} sur {fmt.number(len(zones))}** "
        f"{agreed(len(used), 'connu')} par territoire."
    ]
    if used and max(row["attendu_count"] for row in used) > 1:
        most, least = (_extreme(used, pick) for pick in (max, min))
        lines.append(f"Territoires – le plus\u00a0: {most}\u202f; le moins\u00a0: {least}.")
    others = []
    for words in ("Jamais", "Jamais là où l’on sait", "Contesté", "En retard", "Non communiqué"):
        found = [row["engagement_name"] for row in zones if _said(row) == words]
        if found:
            listed = ", ".join(found) if len(found) < _NAMED else fmt.number(len(found))
            others.append(f"{words}\u00a0: {listed}.")
    return [*lines, " ".join(others)] if others else lines


def _said(row: Row) -> str:
    if row["etat"] != _NEVER:
        return row["etat"]
    return "Jamais là où l’on sait" if row["inconnu_count"] else "Jamais"


def _extreme(used: list[Row], pick: Callable[..., float]) -> str:
    shares = [row["utilisateur_count"] / row["attendu_count"] for row in used]
    found = [row for row, share in zip(used, shares, strict=True) if share == pick(shares)]
    first = found[0]
    name = first["engagement_name"] if len(found) == 1 else fmt.plural(len(found), "engagement")
    users, expected = fmt.number(first["utilisateur_count"]), fmt.number(first["attendu_count"])
    return f"{name} ({users} sur {expected})"
