"""The demands: who owes which figures, in sentences and in texts that are ready to send.

Pure and deterministic: every number comes from the rows, and the same rows give the same text.
"""

from typing import Any

from tdi import findings, fmt, mots
from tdi.langue import agreed, enumerate_words, small
from tdi.results import Result

Row = dict[str, Any]


def letters(demandes: Result, selection: str) -> dict[str, str]:
    """Return one text per operateur, in the order of `donnees/demandes`."""
    rows = demandes.records()
    owers: dict[str, list[str]] = {}
    by_operateur: dict[str, list[Row]] = {}
    for row in rows:
        owers.setdefault(row["engagement_id"], []).append(row["operateur_name"])
        by_operateur.setdefault(row["operateur_name"], []).append(row)
    snapshot = demandes.filters.snapshot_date
    return {
        name: letter(
            name,
            owed,
            owers,
            selection=selection,
            snapshot=snapshot,
            jeu=demandes.filters.jeu,
        )
        for name, owed in by_operateur.items()
    }


def letter(
    operateur: str,
    rows: list[Row],
    owers: dict[str, list[str]],
    *,
    selection: str,
    snapshot: str | None,
    jeu: str = "public",
) -> str:
    """Return the text to send to one operateur; `owers` gives all those asked per engagement."""
    total = sum(row["non_communiquee_count"] for row in rows)
    words = mots.of(jeu)
    warning = [words.avertissement, ""] if words.avertissement else []
    lines = [_line(row, operateur, owers[row["engagement_id"]], snapshot) for row in rows]
    return "\n".join(
        [
            *warning,
            f"Objet\u00a0: Territoires d’industrie, montants à communiquer ({selection})",
            f"Destinataire\u00a0: {operateur}. {rows[0]['operateur_definition']}",
            "",
            "Madame, Monsieur,",
            "",
            f"{fmt.plural(total, 'montant')} du programme {agreed(total, 'vous est', 'vous sont')} "
            f"{agreed(total, 'demandé')}, par territoire et par étape. Au "
            f"{fmt.iso_day(snapshot)}, aucun {words.texte} ne {agreed(total, 'le')} donne.",
            "",
            *[f"– {line}\u202f;" for line in lines[:-1]],
            f"– {lines[-1]}.",
            "",
            "Pour chaque montant, merci d’indiquer sa nature (subvention, avance ou prêt, fonds "
            "propres, garantie, ingénierie, service non monétaire), sa date et le document qui "
            "l’établit. Un montant nul se déclare 0\u202f€\u202f; une étape qui n’a pas lieu "
            "d’être se déclare «\u00a0sans objet\u00a0».",
            "",
            "Les noms d’engagement sont ceux du tableau de bord, non des intitulés officiels.",
        ]
    )


def debt(row: Row) -> str:
    """Say what one operateur owes for one engagement (a row of `donnees/demandes`)."""
    owed = fmt.plural(row["non_communiquee_count"], "montant")
    return f"**{row['operateur_name']}**\u00a0: {owed} ({_etapes(row)}), {_due(row['due_date'])}."


def hidden(caches: Result, by_operateur: Result) -> str:
    """Say how many € the demands hide, when it can be known, and since when.

    Expects `donnees/montants_caches` and `donnees/demandes_by_operateur`.
    """
    rows = caches.records()
    places = sum(row["lieu_count"] for row in rows)
    unknown = sum(row["cache_inconnu_count"] for row in rows)
    known = [row for row in rows if not fmt.is_missing(row["cache_eur"])]
    parts = []
    if known:
        since = min(row["announced_date"] for row in known)
        parts.append(
            "Une étape au moins de la suite de "
            f"**{fmt.euro_short(sum(row['cache_eur'] for row in known))}** annoncés depuis le "
            f"{fmt.day(since)}, toutes natures ensemble, n’est pas communiquée."
        )
    if unknown:
        parts.append(
            f"Dans {fmt.number(unknown)} cas sur {fmt.number(places)} (un territoire, un "
            "engagement), l’annoncé lui-même est inconnu, donc ce que la demande cache aussi."
        )
    apart = [row for row in by_operateur.records() if not fmt.is_missing(row["sans_lieu_eur"])]
    if apart:
        parts.append(
            f"**{fmt.euro_short(sum(row['sans_lieu_eur'] for row in apart))}** au moins ont été "
            f"annoncés à {fmt.plural(len(apart), 'opérateur')}, toutes natures ensemble, depuis le "
            f"{fmt.day(min(row['announced_date'] for row in apart))}, sans dire pour quel "
            "engagement, ni où."
        )
    return " ".join(parts)


def _line(row: Row, operateur: str, owers: list[str], snapshot: str | None) -> str:
    owed = fmt.plural(row["non_communiquee_count"], "montant")
    parts = [f"{row['engagement_name']}\u00a0: {owed} ({_etapes(row)})"]
    if row["libelle_statut"] == "à compléter":
        parts.append("intitulé de l’engagement à communiquer d’abord")
    elif not row["is_nomme"]:
        parts.append("aucun texte ne nomme d’opérateur, la demande revient à l’État")
    others = [name for name in owers if name != operateur]
    if others:
        parts.append(f"demande adressée aussi à\u00a0: {enumerate_words(others)}")
    if not fmt.is_missing(row["cache_eur"]):
        parts.append(
            f"une étape au moins manque à la suite de {fmt.euro_short(row['cache_eur'])} annoncés "
            f"depuis le {fmt.day(row['announced_date'])}, toutes natures ensemble"
        )
    parts.append(_due(row["due_date"], snapshot))
    return ", ".join(parts)


def _etapes(row: Row) -> str:
    return enumerate_words([etape.lower() for etape in row["etape_names"]])


def _due(due_date: Any, snapshot: str | None = None) -> str:
    if fmt.is_missing(due_date):
        return "échéance inconnue"
    late = snapshot is not None and due_date.date().isoformat() < snapshot
    return f"échéance du {fmt.day(due_date)}{', dépassée' if late else ''}"


def bundle(texts: dict[str, str]) -> bytes:
    """Return all the texts as one plain text file."""
    rule = "\n\n" + "-" * 72 + "\n\n"
    return (rule.join(texts.values()) + "\n").encode("utf-8-sig")


def summary(by_operateur: Result, cellules: Result) -> str:
    """Say how many demands the unknown cells make, and since when they are owed.

    Expects `donnees/demandes_by_operateur` and `donnees/cellules`.
    """
    rows = by_operateur.records()
    unknown = cellules.value("non_communiquee_count")
    asked = sum(row["non_communiquee_count"] for row in rows)
    sentence = (
        f"{fmt.plural(unknown, 'cellule')} sans montant connu, demandées à "
        f"{fmt.plural(len(rows), 'responsable')}."
    )
    if asked > unknown:
        sentence += (
            f" La somme des lignes ({fmt.number(asked)}) est plus grande\u00a0: ce que plusieurs "
            "opérateurs partagent est demandé à chacun."
        )
    if all(fmt.is_missing(row["due_date"]) for row in rows):
        texte = mots.of(by_operateur.filters.jeu).texte
        sentence += (
            f" **Échéance inconnue**\u00a0: aucun {texte} ne dit pour quand ces montants étaient "
            "attendus, aucun retard ne peut donc être calculé."
        )
    return sentence


def by_region(rows: Result, cellules: Result) -> str:
    """Say between which ends the régions answer, then why they add up to more than the selection.

    Expects `donnees/cellules_by_region` and `donnees/cellules`.
    """
    shares = findings.extent(rows, "renseignee_share", "region_name", "région")
    told = f"Part renseignée, région par région\u00a0: {small(shares)}."
    return f"{told} {shared_between_regions(rows, cellules)}".strip()


def shared_between_regions(by_region: Result, cellules: Result) -> str:
    """Say why the regions add up to more than the selection (`donnees/cellules_by_region`)."""
    total = cellules.value("attendue_count")
    shown = sum(row["attendue_count"] for row in by_region.records())
    if shown == total:
        return ""
    return (
        f"La somme des régions ({fmt.number(shown)} cellules) dépasse le total "
        f"({fmt.number(total)})\u00a0: un territoire à cheval sur plusieurs régions compte dans "
        "chacune, et une fois pour la France."
    )
