"""The envelope in words: how it closes, what is lost on the way, what two sources say of it.

Every number in them comes from the result. A total over natures says so (R4); what cannot be
compared is told, never taken for a loss.
"""

from typing import Any

from tdi import fmt, sentences
from tdi.results import Result

TOUTES = "Toutes natures ensemble"
SELECTION = "pour cette sélection"


def is_national(result: Result) -> bool:
    """Whether the selection is the whole envelope: no place, no enjeu."""
    filters = result.filters
    return not (filters.region_code or filters.territoire_id or filters.enjeu_id)


def is_known(result: Result) -> bool:
    """Whether an amount of the selection is known at some stage (`pilotage/entonnoir`)."""
    return bool(result.frame["documente_eur"].notna().any())


def entonnoir(result: Result) -> str:
    """Say how the amounts close, on the envelope or on what is announced for the selection.

    Expects `pilotage/entonnoir`.
    """
    if is_national(result):
        return f"{sentences.enveloppe(result)} {TOUTES}."
    if not is_known(result):
        whole = fmt.euro_short(result.records()[0]["enveloppe_eur"])
        return f"**Non communiqué\u00a0:** ce que la sélection reçoit des {whole} de l’enveloppe."
    last = [row for row in result.records() if not fmt.is_missing(row["documente_eur"])][-1]
    told = (
        f"Des {fmt.euro_short(last['enveloppe_eur'])} de l’enveloppe, à l’étape "
        f"«\u00a0{last['etape']}\u00a0»\u00a0: **{fmt.euro_short(last['documente_eur'])}** ici "
        f"({fmt.percent(last['enveloppe_share'])}){sentences.contested(last)}, "
        f"{fmt.euro_short(last['ailleurs_eur'])} hors de la sélection, "
        f"{fmt.euro_short(last['inconnu_eur'])} documentés nulle part. {TOUTES}."
    )
    return f"{told} {_closed(last['reference_eur'])}"


def fermeture(reference: str | None, within: str) -> str:
    """Say what the bars of the stages close on: `reference`, as written; None when nobody says it.

    `within` is where (« en Bretagne », « pour cette sélection »). No full stop ends it.
    """
    if reference is None:
        return f"Ce qui est annoncé {within}\u00a0: non communiqué"
    return f"Les barres se ferment sur les {reference} annoncés {within}"


def _closed(reference: Any) -> str:
    """What bars close on for a selection, and what cannot be computed when nobody says it."""
    if fmt.is_missing(reference):
        limit = "ce qui n’est pas documenté ne peut pas être calculé"
        return f"{fermeture(None, SELECTION)}\u202f; {limit}."
    return f"{fermeture(fmt.euro_short(reference), SELECTION)}."


def pertes(result: Result) -> str:
    """Say what a loss is, and what is known of one stage alone (`pilotage/pertes`)."""
    sums = result.only(nature=TOUTES)
    apart = [row["passage"].lower() for row in sums.only(is_comparable=False).records()]
    told = (
        "Une perte se mesure là où les deux étapes sont connues, pour un même lieu, un même "
        "engagement, un même opérateur et une même nature."
    )
    if apart:
        told += (
            f" {' et '.join(apart).capitalize()}, rien ne se compare\u00a0: natures, opérateurs ou "
            "engagements diffèrent."
        )
    unknown = [
        f"{fmt.euro_short(row['sans_suite_eur'])} {row['passage'].lower()}"
        for row in sums.only(is_comparable=True).records()
        if not fmt.is_missing(row["sans_suite_eur"])
    ]
    if unknown:
        told += f" Suite inconnue, non comptée comme perdue\u00a0: {', '.join(unknown)}."
    return told


def repartition(result: Result) -> str:
    """Say what the parts add up to (rows of one split and stage of `pilotage/repartition`)."""
    first = result.records()[0]
    natures = {nature for row in result.records() for nature in _listed(row["natures"])}
    told = f"Natures réunies\u00a0: {', '.join(sorted(natures)).lower() or 'aucune'}."
    if result.records()[-1]["precision"] == "au plus":
        told += (
            " «\u00a0Non documenté\u00a0» est un maximum\u00a0: un montant est dit «\u00a0plus "
            "de\u00a0»."
        )
    if fmt.is_missing(first["reference_eur"]):
        return f"{told} {_closed(first['reference_eur'])}"
    whole = fmt.euro_short(first["reference_eur"])
    of = "de l’enveloppe" if is_national(result) else f"annoncés {SELECTION}"
    if fmt.is_missing(first["depassement_eur"]):
        return f"Les parts font exactement les {whole} {of}. {told}"
    over = fmt.euro_short(first["depassement_eur"])
    return f"Les parts dépassent de **{over}** les {whole} {of}. {told}"


def natures(result: Result) -> str:
    """Give each stage's total over natures, said as such (R4), and what nobody communicated.

    Expects `territoires/montants_by_nature`.
    """
    rows = result.records()
    totals = []
    for etape, amount in {row["etape"]: row["etape_eur"] for row in rows}.items():
        known = "non communiqué" if fmt.is_missing(amount) else fmt.euro_short(amount)
        disputed = sum(row["conteste_count"] for row in rows if row["etape"] == etape)
        told = sentences.contested({"conteste_count": disputed})
        totals.append(f"**{etape}**\u00a0: {known}{told}")
    unknown = sum(row["non_communique_count"] for row in rows)
    owed = (
        f" Déclarés attendus et non communiqués\u00a0: {fmt.plural(unknown, 'montant')}."
        if unknown
        else ""
    )
    return (
        f"Toutes natures ensemble\u00a0: {' · '.join(totals)}.{owed} Les natures ne se valent "
        "pas\u00a0: un prêt se rembourse, une subvention non."
    )


def consommation(result: Result, perimetre: str) -> str:
    """Say where each series stands, on which territoires, and which marks are not to be joined.

    Expects the rows of one perimeter in `pilotage/consommation`.
    """
    rows = result.records()
    lasts = {row["etape"]: row for row in rows}
    told = " · ".join(
        f"**{etape}**\u00a0: {fmt.euro_short(row['amount_eur'])} au {fmt.day(row['snapshot_date'])}"
        for etape, row in lasts.items()
    )
    told += f". {TOUTES}."
    if len(rows) == len(lasts):
        return (
            f"{told} Un seul chiffre est connu à chaque étape\u00a0: des points, aucune courbe. "
            "Personne ne publie de suivi dans le temps."
        )
    counts = [row["territoire_count"] for row in rows]
    if perimetre == "Constant":
        told += (
            f" {fmt.plural(counts[-1], 'territoire')} que l’on suit d’un bout à l’autre, sans ce "
            f"qui n’est d’aucun territoire.{_left_out(rows[-1], lasts)}"
        )
    elif min(counts) != max(counts):
        told += (
            f" De {fmt.number(min(counts))} à {fmt.plural(max(counts), 'territoire')}\u00a0: une "
            "marche peut venir du périmètre."
        )
    if any(row["muet_count"] for row in rows):
        told += (
            " Marque vide\u00a0: un opérateur n’a pas transmis un relevé qu’il transmettait, la "
            "somme est trop basse\u202f; aucune ligne ne la joint."
        )
    return told


def _left_out(row: dict[str, Any], lasts: dict[str, dict[str, Any]]) -> str:
    """What no link allows to follow from one end to the other: how many, why, how much."""
    if not row["hors_count"]:
        return " Aucun territoire n’en est exclu."
    amounts = ", ".join(
        f"{etape.lower()} {fmt.euro_short(last['hors_eur'])}"
        for etape, last in lasts.items()
        if not fmt.is_missing(last["hors_eur"])
    )
    told = fmt.plural(row["hors_count"], "territoire")
    return f" Hors de la série\u00a0: {told} ({fmt.spaced(row['hors_dit'])})" + (
        f", soit {amounts}." if amounts else "."
    )


def delais(result: Result) -> str:
    """Say what is measured and which delays are too few to be told (`pilotage/delais`)."""
    rare = [row["passage"].lower() for row in result.records() if row["observe_count"] < 5]
    told = (
        "Du premier relevé où une étape n’est plus nulle au premier où la suivante ne l’est plus, "
        "dans un même territoire. Seuls comptent les passages dont on a vu le début et la fin."
    )
    if rare:
        told += f" Moins de cinq passages observés, délai non montré\u00a0: {', '.join(rare)}."
    return told


def desordres(result: Result) -> str:
    """Say how many lines exceed what should hold them, by kind (`pilotage/desordres`)."""
    counts = result.frame["controle"].value_counts(sort=False)
    told = ", ".join(
        f"{name.lower()}\u00a0: {fmt.number(count)}"
        for name, count in zip(counts.index, counts, strict=True)
    )
    return f"{fmt.plural(len(result.frame), 'dépassement')} ({told}). Rien n’est corrigé."


def rapprochement(result: Result) -> str:
    """Say how many comparisons are beyond the tolerance (rows of one level)."""
    beyond = len(result.only(is_hors_tolerance=True).frame)
    tolerance = fmt.percent(result.records()[0]["tolerance_share"])
    told = "Aucune ligne" if beyond == 0 else f"**{fmt.plural(beyond, 'ligne')}**"
    return (
        f"{told} sur {fmt.number(len(result.frame))} au-delà de {tolerance} d’écart, une tolérance "
        f"fixée ici. {TOUTES}\u00a0: les fiches ne les disent pas."
    )


def _listed(value: object) -> list[str]:
    return [] if fmt.is_missing(value) else [str(item) for item in value]  # type: ignore[union-attr]
