"""The measures of the territoires compared, drawn side by side, or why they are not (C3, C8)."""

from collections import Counter
from dataclasses import replace

from tdi import cards, charts, findings, fmt, gardes, mots, sorties, theme
from tdi.comparaison import OWERS, Comparaison
from tdi.data import fetch
from tdi.results import Result

# One, then several.
_RECOURS = {
    "Renseigné": ("utilisé", "utilisés"),
    "Zéro": ("jamais utilisé", "jamais utilisés"),
    "Contesté": ("contesté", "contestés"),
    "Sans objet": ("sans objet", "sans objet"),
    "En retard": ("en retard de réponse", "en retard de réponse"),
    "Non communiqué": ("non communiqué", "non communiqués"),
}


def credits(compared: Comparaison, judged: Result) -> None:
    """Draw the money of each territoire by nature, per inhabitant; totals when they compare."""
    montants = fetch("territoires/comparaison_montants", compared.filters)
    if gardes.has_no_envelope(compared):
        return
    if montants.is_empty:
        told = "Aucun montant n’est connu dans ces territoires."
        sorties.amounts(told, OWERS, montants, compared.filters)
    elif gardes.allows(judged, "Montants par habitant"):
        silent = montants.only(etat="Non communiqué").records()
        told = [f"{row['territoire_name']} ({row['nature'].lower()})" for row in silent]
        cards.chart_card(
            "Engagé par habitant, nature par nature",
            charts.dot_rows(
                montants,
                y="territoire_name",
                x="engage_ratio",
                series="nature",
                styles=theme.NATURE_STYLES,
                symbols=theme.NATURE_SYMBOLS,
            ),
            montants,
            finding=findings.by_nature(montants),
            takeaway="Un repère par nature, jamais additionnées\u00a0: un prêt se rembourse, une "
            f"subvention non. Non communiqué\u00a0: {', '.join(told) or 'aucune nature'}.",
            selects=False,
        )
        totals = gardes.allows(judged, "Montants en euros")
        shown = ("engage_eur", "paye_eur") if totals else ("engage_ratio", "paye_ratio")
        below = ("engage_ratio", "paye_ratio") if totals else ()
        cards.table_card(
            "Engagé et payé, nature par nature",
            montants,
            columns=["territoire_name", *shown],
            details={"territoire_name": ("nature", "population", "inconnu_count", *below)},
        )
    cards.table_card(
        "Ce qui n’est pas communiqué",
        fetch("territoires/montants_by_territoire", compared.filters),
        columns=["territoire_name", "cellule_inconnue_count"],
    )


def projets(compared: Comparaison, judged: Result) -> None:
    """Draw the fiches-actions of each territoire, then the engagements it uses."""
    _fiches(compared, judged)
    _recours(compared, judged)


def _fiches(compared: Comparaison, judged: Result) -> None:
    """Draw the fiches-actions of each territoire by statut."""
    fiches = fetch("territoires/comparaison_fiches", compared.filters)
    known = Result(fiches.query, fiches.frame.dropna(subset=["fiche_count"]), fiches.filters)
    if known.is_empty:
        texte = mots.of(compared.filters.jeu).texte
        sorties.unknown(
            f"Aucun {texte} ne liste les fiches-actions de ces territoires.",
            "les territoires et l’État",
            fiches,
            sorties.TRANSMETTRE,
        )
        return
    if not gardes.allows(judged, "Fiches-actions par habitant"):
        return
    totals = gardes.allows(judged, "Fiches-actions")
    name = "fiche_count" if totals else "fiche_ratio"
    silent = sorted(set(fiches.frame["territoire_name"]) - set(known.frame["territoire_name"]))
    cards.chart_card(
        f"{fiches.column(name).label}, par statut",
        charts.stacked_bars(
            known, y="territoire_name", x=name, color="statut", styles=theme.STATUT_STYLES
        ),
        fiches,
        finding=findings.done(fiches, name),
        takeaway=f"Aucune fiche connue\u00a0: {', '.join(silent)}."
        if silent
        else "Des fiches sont connues de chaque territoire.",
        selects=False,
    )


def _recours(compared: Comparaison, judged: Result) -> None:
    """Draw which engagements each territoire uses, never uses, or says nothing of."""
    if gardes.has_no_envelope(compared) or not gardes.allows(judged, "Recours aux engagements"):
        return
    zones = fetch("pilotage/recours_by_zone", replace(compared.filters, territoire_ids=()))
    frame = zones.frame.loc[
        (zones.frame["maille"] == "Territoire") & zones.frame["zone_code"].isin(compared.ids)
    ]
    order = {one: place for place, one in enumerate(compared.ids)}
    frame = frame.sort_values("zone_code", key=lambda codes: codes.map(order), kind="stable")
    cells = Result(zones.query, frame, zones.filters)
    lines = []
    for name, part in frame.groupby("zone_name", sort=False):
        counts = Counter(part["etat"])
        told = [
            fmt.plural(counts[etat], *words) for etat, words in _RECOURS.items() if counts[etat]
        ]
        lines.append(f"- **{name}**\u00a0: {', '.join(told)}.")
    if set(frame["etat"]) <= {"Non communiqué", "En retard"}:
        told = "Rien n’est connu du recours dans ces territoires."
        sorties.unknown(told, OWERS, cells, sorties.TRANSMETTRE)
        return
    # Upright, so that the few columns of a phone hold them.
    labels = frame["zone_name"].map(charts.folded)
    cards.chart_card(
        "Recours aux engagements",
        charts.state_grid(
            Result(zones.query, frame.assign(zone_name=labels), zones.filters),
            x="zone_name",
            y="engagement_name",
            state="etat",
            states=theme.ETAT_STYLES,
        ),
        cells,
        finding=findings.uptake(cells),
        takeaway="\n".join(lines),
        selects=False,
    )


def hors_enveloppe(compared: Comparaison, judged: Result) -> None:
    """Draw the grants outside the envelope, per inhabitant; totals when they compare."""
    chiffres = fetch("territoires/territoires", compared.filters)
    ratios = ["laureat_ratio", "fonds_vert_ratio"]
    if not _are_known(chiffres, ratios):
        sorties.no_data(
            "Aides hors enveloppe",
            lambda other: _are_known(
                fetch("territoires/territoires", replace(other, territoire_ids=compared.ids)),
                ratios,
            ),
        )
    elif gardes.allows(judged, "Aides hors enveloppe par habitant"):
        totals = gardes.allows(judged, "Aides hors enveloppe")
        below = ("population", *(("laureat_count", "fonds_vert_eur") if totals else ()))
        cards.table_card(
            "Aides hors enveloppe, par habitant",
            chiffres,
            columns=["territoire_name", *ratios],
            details={"territoire_name": below},
        )


def _are_known(chiffres: Result, names: list[str]) -> bool:
    return bool(chiffres.frame[names].notna().to_numpy().any())
