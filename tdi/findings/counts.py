"""Rows counted: states of cells, statuts of fiches, verdicts, ranks, who uses an engagement."""

from collections import Counter
from typing import Any

from tdi import fmt, langue, matrice
from tdi.findings.places import counted, held, highest, lead, most
from tdi.results import Result

_KNOWN, _USED, _APART = ("Renseigné", "Zéro"), "Renseigné", "Sans objet"
_DONE = "Réalisée"
# What an engagement is counted by, in the words of the matrix.
_COUNTED = {
    "Demandes": "demandes connues",
    "Instruites": "demandes instruites connues",
    "Accordées": "demandes accordées connues",
    "Réalisées": "réalisations connues",
    "Refus": "refus connus",
    "Montant annoncé": "crédits annoncés connus",
    "Montant fléché": "crédits fléchés connus",
    "Montant engagé": "crédits engagés connus",
    "Montant payé": "crédits payés connus",
}


def cells(by_region: Result) -> str:
    """Say which région lacks most cells, or that none is known (`donnees/cellules_by_region`)."""
    regions = counted(len(by_region.rows), len(by_region.rows), "région")
    if not any(by_region.rows.column("renseignee_count")):
        return f"Aucune cellule n’est renseignée dans {regions}"
    if not any(by_region.rows.column("non_communiquee_count")):
        return f"Aucune cellule ne manque dans {regions}"
    what = "cellules non communiquées"
    return highest(by_region, "non_communiquee_count", "region_name", "région", what=what)


def etats(result: Result) -> str:
    """Say how many of the figures expected are known (`pilotage/engagements_etats`)."""
    counts = Counter(result.rows.column("etat"))
    expected = len(result.rows) - counts[_APART]
    found, disputed = sum(counts[etat] for etat in _KNOWN), counts["Contesté"]
    apart = f", {fmt.plural(disputed, 'contesté')}" if disputed else ""
    if not expected:
        return "Sans objet\u00a0: aucun chiffre n’est attendu"
    if not found:
        every = fmt.plural(expected, "chiffre attendu", "chiffres attendus")
        return f"Engagements\u00a0: aucun chiffre connu, sur {every}{apart}"
    if found == expected:
        return f"Engagements\u00a0: tous les chiffres attendus sont connus, {fmt.number(found)}"
    words = langue.agreed(found, "chiffre attendu connu", "chiffres attendus connus")
    return f"Engagements\u00a0: {fmt.number(found)}\u00a0{words} sur {fmt.number(expected)}{apart}"


def fiches(result: Result) -> str:
    """Say how many fiches-actions are done, how many given up (`pilotage/fiches_by_enjeu`)."""
    counts: Counter[str] = Counter()
    for statut, count in zip(
        result.rows.column("statut"), result.rows.column("fiche_count"), strict=True
    ):
        counts[statut] += count
    finished, left = counts[_DONE], counts["Abandonnée"]
    every = fmt.plural(sum(counts.values()), "fiche-action", "fiches-actions")
    told = [fmt.plural(finished, "réalisée") if finished else "aucune réalisée"]
    told += [fmt.plural(left, "abandonnée")] if left else []
    return f"{every}\u00a0: {langue.enumerate_words(told)}"


def done(result: Result, value: str) -> str:
    """Say which territoire has most fiches-actions done (`territoires/comparaison_fiches`).

    `value` is their number, or the same per inhabitant. Who lists fiches and none done has zero.
    """
    label = result.column(value).label.removeprefix("Fiches-actions")
    found: dict[str, Any] = {}
    for row in result.records():
        if fmt.is_missing(row[value]):
            continue
        found.setdefault(row["territoire_name"], 0)
        if row["statut"] == _DONE:
            found[row["territoire_name"]] = row[value]
    total = len(set(result.rows.column("territoire_id")))
    what = f"fiches-actions réalisées{label}"
    return most(list(found.items()), total, "nombre", "territoire", what)


def verdicts(judged: Result, column: str) -> str:
    """Say how many claims are contradicted, by the verdict of a column (`suivi/verdicts`)."""
    found = judged.rows.column(column)
    count, bad = len(found), sum(verdict == "contredit" for verdict in found)
    if not count:
        return "Aucun énoncé"
    if count == 1:
        return f"Un seul énoncé, {found[0]}"
    if not bad:
        return f"Aucun énoncé contredit, sur {fmt.number(count)}"
    words = langue.agreed(bad, "énoncé contredit", "énoncés contredits")
    return f"{fmt.number(bad)}\u00a0{words} sur {fmt.number(count)}"


def ranking(rows: Result) -> str:
    """Say who is first, or how many may be: intervals that touch rank nobody (C5).

    Expects the rows of one nature of `territoires/classement`.
    """
    ranked = [row for row in rows.records() if not fmt.is_missing(row["rank_min"])]
    if not ranked:
        return "Aucun territoire ne peut être classé"
    first = [row for row in ranked if row["rank_min"] == 1]
    among = fmt.plural(len(ranked), "territoire classé", "territoires classés")
    if len(first) > 1:
        told = f"{fmt.number(len(first))} territoires peuvent être premiers, sur {among}"
        return f"Part payée de l’engagé\u00a0: {told}"
    low, high = (fmt.percent(first[0][f"consommation_{end}_share"]) for end in ("min", "max"))
    share = low if low == high else f"entre {low} et {high}"
    name = first[0]["territoire_name"]
    if len(ranked) == 1:
        return f"Un seul territoire classé\u00a0: {name}, {share} de l’engagé payés"
    first_one = f"Premier, {name}\u00a0: {share} de l’engagé payés"
    return held(f"{first_one}, sur {among}", first_one)


def matrix(mesure: str, cells: Result) -> str:
    """Say which engagement has the most of what the cells show, in the whole selection.

    Expects rows that `matrice.shown` returns; what engagements count in different units is not
    compared.
    """
    rows = cells.only(maille="Ensemble").records() or cells.records()
    expected = [row for row in rows if row["etat"] != _APART]
    known = [row for row in expected if row["etat"] in matrice.KNOWN]
    if mesure == matrice.RECOURS:
        used = [row for row in known if row["etat"] == _USED]
        if len({row["attendu_count"] for row in known}) == 1 and known[0]["attendu_count"] == 1:
            return f"Recours connu à {counted(len(used), len(expected), 'engagement')}"
        pairs = [
            (row["engagement_name"], row["utilisateur_count"])
            for row in known
            if row["etat"] != "Contesté"
        ]
        return most(pairs, len(expected), "territoires", "engagement", "recours connus")
    column = "amount_eur" if "amount_eur" in cells.query.columns else "value"
    pairs = [(row["engagement_name"], row[column]) for row in known]
    units = {row.get("unit") for row in known}
    unit = "€" if column == "amount_eur" else str(next(iter(units), ""))
    if mesure == "Délai":
        return lead("Délai médian", pairs, len(expected), unit, "engagement")
    if len(units) > 1:
        return (
            f"{mesure}\u00a0: valeur connue pour {counted(len(known), len(expected), 'engagement')}"
        )
    return most(pairs, len(expected), unit, "engagement", _COUNTED[mesure])


def uptake(zones: Result) -> str:
    """Say which territoire uses most engagements (rows by territoire of `recours_by_zone`)."""
    used: Counter[str] = Counter()
    for name, etat in zip(zones.rows.column("zone_name"), zones.rows.column("etat"), strict=True):
        used[name] += etat == _USED
    return most(
        list(used.items()), len(used), "engagements", "territoire", "engagements au recours connu"
    )
