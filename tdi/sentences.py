"""French sentences that say what a result shows; every number in them comes from the result."""

from typing import Any

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


def contrats(result: Result) -> str:
    """Say how many contracts no public text dates (a row of `territoires/regions`)."""
    unknown = fmt.plural(result.value("contrat_inconnu_count"), "contrat")
    expected = fmt.number(result.value("territoire_count"))
    return f"{unknown} de territoire sur {expected} sans date dans aucun texte public."


def liens(result: Result) -> str:
    """Say how many territoires of the other phase hold the members (`territoires/liens`)."""
    if result.is_empty:
        return "Aucun de ses membres n’est dans un territoire de l’autre phase."
    count = fmt.plural(len(result.frame), "territoire")
    return f"Ses membres sont dans {count} de l’autre phase."


def fonds_vert(result: Result) -> str:
    """Say how much the grants of one territoire add up to (a row of `territoires/territoires`)."""
    count = fmt.plural(result.value("fonds_vert_count"), "subvention")
    amount = fmt.euro(result.value("fonds_vert_eur"))
    return f"{count}, {amount} engagés au total, hors enveloppe."


def ressource(row: dict[str, Any]) -> str:
    """Say what a document is, which place it concerns and where to read it.

    Expects a row of `donnees/ressources`; an address that was not found is said, never made up.
    """
    facts = {name: "" if fmt.is_missing(value) else value for name, value in row.items()}
    address = f"[Lire]({facts['url']})" if facts["url"] else "_Adresse non trouvée_"
    proof = f"Attestation\u00a0: [{facts['attestation']}]({facts['attestation_url']})."
    badges = [f":gray-badge[{facts[name]}]" for name in ("origine", "enjeu_name") if facts[name]]
    place = ""
    if facts["territoire_name"]:
        place = (
            f"Rattachée au territoire **{facts['territoire_name']}** par son membre "
            f"{facts['membre_name']}."
        )
    parts = [
        f"**{facts['title']}**  \n{facts['publisher']}, {facts['date_text']}",
        facts["description"],
        place,
        " ".join([address, *badges]),
        f":small[{' '.join(part for part in (proof, facts['note']) if part)}]",
    ]
    return "\n\n".join(part for part in parts if part)
