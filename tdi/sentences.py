"""French sentences that say what a result shows; every number in them comes from the result."""

from collections import Counter
from typing import Any

from tdi import fmt, mots, theme
from tdi.langue import agreed
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
        return f"Des {total} annoncés, aucun montant n’est connu {stage}."
    sentence = (
        f"Des {total} annoncés, **{fmt.euro_short(last['documente_eur'])}** sont documentés "
        f"{stage}{contested(last)}\u202f; "
        f"{fmt.euro_short(last['non_documente_eur'])} ne le sont pas."
    )
    for row in result.records():
        if not fmt.is_missing(row["depassement_eur"]):
            sentence += (
                f" À l’étape «\u00a0{row['etape']}\u00a0», les montants connus dépassent "
                f"l’enveloppe de {fmt.euro_short(row['depassement_eur'])}\u202f; aucun "
                f"{mots.of(result.filters.jeu).texte} ne dit s’ils en relèvent tous."
            )
    return sentence


def contested(row: dict[str, Any]) -> str:
    """Return « , dont 3 montants contestés » when a sum holds some, so that none is silent."""
    count = row["conteste_count"]
    if not count:
        return ""
    return f", dont {fmt.plural(count, 'montant contesté', 'montants contestés')}"


def cellules(result: Result) -> str:
    """Say how many amounts by territoire, engagement and stage are unknown (`donnees/cellules`)."""
    if result.value("territoire_count") == 0:
        return "Aucun territoire dans cette sélection\u00a0: aucun montant n’y est attendu."
    if result.value("attendue_count") == 0:
        return "Les 17 engagements sont ceux de la phase 1\u00a0: aucun suivi n’est défini ici."
    unknown = fmt.plural(result.value("non_communiquee_count"), "montant")
    expected = fmt.number(result.value("attendue_count"))
    return f"{unknown} sur {expected} attendus, par territoire, engagement et étape."


def contrats(result: Result) -> str:
    """Say how many contracts no public text dates (a row of `territoires/regions`)."""
    unknown = fmt.plural(result.value("contrat_inconnu_count"), "contrat")
    expected = fmt.number(result.value("territoire_count"))
    texte = mots.of(result.filters.jeu).texte
    return f"{unknown} de territoire sur {expected} sans date dans aucun {texte}."


def perimetre_posterieur(result: Result) -> str:
    """Say that the list of territoires is later knowledge than the snapshot.

    Expects `filtres/perimetre_posterieur`, which has a row only when it is.
    """
    listed = fmt.by_unit(result.value("perimeter_date"), "date")
    return (
        f"Territoires\u00a0: leur liste et leurs membres sont connus au {listed}, après cet "
        "instantané."
    )


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
    """Say what a document is, which place it concerns and, by its title, where to read it.

    Expects a row of `donnees/ressources`; an address that was not found is said, never made up.
    """
    facts = {name: "" if fmt.is_missing(value) else value for name, value in row.items()}
    proof = f"Attestation\u00a0: [{facts['attestation']}]({facts['attestation_url']})."
    badges = [f":gray-badge[{facts[name]}]" for name in ("origine", "enjeu_name") if facts[name]]
    place = ""
    if facts["territoire_name"]:
        place = (
            f"Rattachée au territoire **{facts['territoire_name']}** par son membre "
            f"{facts['membre_name']}."
        )
    parts = [
        f"{_read_at(facts['title'], facts['url'])}  \n{facts['publisher']}, {facts['date_text']}",
        facts["description"],
        place,
        " ".join(badges),
        f":small[{' '.join(part for part in (proof, facts['note']) if part)}]",
    ]
    return "\n\n".join(part for part in parts if part)


def _read_at(title: str, url: str) -> str:
    """The title of a document as the link to it: told alone, it says where it leads."""
    return f"**[{title}](<{url}>)**" if url else f"**{title}** _(adresse non trouvée)_"


def engagements(result: Result) -> str:
    """Say how the labels are attested and who answers (`pilotage/engagements_chiffres`)."""
    total = result.value("engagement_count")
    attested = result.value("atteste_count")
    missing = result.value("a_completer_count")
    parts = [
        f"Sur {fmt.plural(total, 'emplacement')}, {fmt.number(attested)} "
        f"{agreed(attested, 'porte', 'portent')} une composante attestée par un texte public"
    ]
    if missing:
        parts.append(f", {fmt.number(missing)} {agreed(missing, 'reste', 'restent')} à compléter")
    parts.append(
        "\u202f; aucun intitulé officiel n’est connu, et rien ne dit que chaque composante soit "
        "l’un des 17 engagements."
        if result.value("officiel_count") == 0
        else "\u202f; intitulés officiels connus\u00a0: "
        f"{fmt.number(result.value('officiel_count'))}."
    )
    unnamed = total - result.value("operateur_count")
    if unnamed:
        parts.append(
            f" Pour {fmt.number(unnamed)} d’entre eux, aucun texte ne nomme d’opérateur\u00a0: "
            "l’État en répond."
        )
    elsewhere = total - result.value("enjeu_count")
    if elsewhere:
        parts.append(
            f" La source ne rattache {fmt.number(elsewhere)} d’entre eux à aucun enjeu\u00a0: "
            "ils ne paraissent sous aucun des quatre."
        )
    return "".join(parts)


def etats(result: Result, styles: theme.Styles) -> str:
    """Say how many figures are in each state, with the sign that marks it: the grid's legend."""
    counts = Counter(row["etat"] for row in result.records())
    told = [
        f"**{sign}** {name.lower()}\u00a0: {fmt.number(counts[name])}"
        for name, (_, sign) in styles.items()
        if name in counts
    ]
    expected = len(result.frame) - counts["Sans objet"]
    words = fmt.plural(expected, "chiffre attendu", "chiffres attendus")
    return f"{words}. {' · '.join(told)}."


def fichier(row: dict[str, Any]) -> str:
    """Name a file, what it is and how many rows it has (`donnees/instantanes_fichiers`)."""
    count = row["row_count"]
    rows = "" if fmt.is_missing(count) else f", {fmt.plural(count, 'ligne')}"
    return f"`{row['file_name']}` – {row['file_role'].lower()}{rows}"


def source(row: dict[str, Any]) -> str:
    """Say who publishes a source, under which licence, and what it lacks (`donnees/sources`)."""
    facts = {name: "" if fmt.is_missing(value) else value for name, value in row.items()}
    licence = facts["licence"] or "non dite"
    # A fiction was read nowhere.
    read = f"Lu le {fmt.by_unit(row['read_date'], 'date')}." if facts["read_date"] else ""
    parts = [
        f"{_read_at(facts['short_name'], facts['url'])}  \n{facts['publisher']}",
        fmt.spaced(facts["description"]),
        facts["known_gaps"] and f"Lacunes\u00a0: {fmt.spaced(facts['known_gaps'])}",
        f":small[Millésime\u00a0: {facts['millesime']}. Licence\u00a0: {licence}. {read}]",
    ]
    return "\n\n".join(part for part in parts if part)
