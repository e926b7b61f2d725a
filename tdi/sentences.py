"""French sentences that say what a result shows; every number in them comes from the result."""

from tdi import fmt
from tdi.results import Result


def enveloppe(result: Result) -> str:
    """Say how much of the envelope is documented at its last stage, and what passes it.

    Expects `pilotage/enveloppe_by_etape` (one row per stage, in order).
    """
    if result.is_empty:
        return ""
    *_, last = result.records()
    total = fmt.euro_short(last["enveloppe_eur"])
    stage = f"à l’étape «\u00a0{last['etape']}\u00a0»"
    if fmt.is_missing(last["documente_eur"]):
        return f"Des {total} annoncés, aucun montant n’est publié {stage}."
    sentence = (
        f"Des {total} annoncés, **{fmt.euro_short(last['documente_eur'])}** sont documentés "
        f"{stage}\u202f; {fmt.euro_short(last['non_documente_eur'])} ne le sont pas."
    )
    for row in result.records():
        if not fmt.is_missing(row["depassement_eur"]):
            sentence += (
                f" À l’étape «\u00a0{row['etape']}\u00a0», les montants publiés dépassent "
                f"l’enveloppe de {fmt.euro_short(row['depassement_eur'])}\u202f; aucun texte "
                "public ne dit s’ils en relèvent tous."
            )
    return sentence


def operateurs(result: Result) -> str:
    """Say at which stages the amounts are not split by operator.

    Expects `pilotage/enveloppe_by_operateur`.
    """
    unsplit = result.only(segment="Opérateur non précisé").frame["etape"]
    if unsplit.empty:
        return ""
    stages = " et ".join(f"«\u00a0{etape}\u00a0»" for etape in unsplit)
    return f"Aux étapes {stages}, la source donne un total sans dire quel opérateur en répond."


def cellules(result: Result, selection: str) -> str:
    """Say how many amounts by territoire, engagement and stage are unknown (`donnees/cellules`)."""
    if result.value("attendue_count") == 0:
        return "Les 17 engagements sont ceux de la phase 1\u00a0: aucun suivi n’est défini ici."
    unknown = fmt.plural(result.value("non_communiquee_count"), "montant")
    expected = fmt.number(result.value("attendue_count"))
    return (
        f"{unknown} sur {expected} attendus par territoire, engagement et étape ({selection}) ne "
        "sont donnés par aucun texte public."
    )
