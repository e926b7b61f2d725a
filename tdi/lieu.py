"""The programme in one place, a région or a territoire: money, fiches-actions, météo.

What is not known is said with who owes it, never left out (R1); human judgement is kept apart (R9).
"""

import streamlit as st

from tdi import (
    argent,
    cards,
    charts,
    engagements,
    findings,
    fmt,
    maps,
    mots,
    provenance,
    resume,
    sentences,
    sorties,
    tables,
    theme,
    ui,
)
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result

HORS_ENVELOPPE = (
    "Ces aides sont allées aux mêmes lieux sans être des crédits de l’enveloppe\u202f; elles ne "
    "s’additionnent pas entre elles."
)


def credits(filters: Filters) -> None:
    """Draw the money known in the place, by stage and nature, by engagement; who owes the rest."""
    by_nature = fetch("territoires/montants_by_nature", filters)
    if any(row["montant_count"] for row in by_nature.records()):
        cards.chart_card(
            "Montants à chaque étape, par nature",
            charts.stacked_bars(
                by_nature, y="etape", x="amount_eur", color="nature", styles=theme.NATURE_STYLES
            ),
            by_nature,
            finding=findings.natures(by_nature),
            takeaway=argent.natures(by_nature),
        )
    cellules = fetch("donnees/cellules", filters)
    if cellules.value("non_communiquee_count") != 0 or cellules.value("attendue_count") == 0:
        sorties.cellules(
            cellules,
            "l’État et les opérateurs, engagement par engagement (page Complétude)",
        )
    by_engagement = fetch("territoires/cellules_by_engagement", filters)
    if not by_engagement.is_empty:
        cards.table_card(
            "Montants, engagement par engagement",
            by_engagement,
            takeaway="Chaque montant réunit les natures dites sous l’engagement.",
        )


def recours(filters: Filters) -> None:
    """Draw who uses each engagement in the place, and what it asked for."""
    zones = fetch("pilotage/recours_by_zone", filters)
    if zones.is_empty:
        sorties.without_object("Les 17 engagements sont ceux de la phase 1.")
        return
    if not filters.territoire_id:
        st.markdown("  \n".join(resume.uptake(zones)))
    engagements.all_cards(filters)
    ui.links([("pages/pilotage/engagements.py", "Les 17 engagements, lieu par lieu")])


def carte(territoires: Result, outlines: Result) -> None:
    """Draw the map of what is engaged in each territoire, of the fund's projects if none is known.

    The territoire that the outlines were asked for is circled.
    """
    results = {
        "engage_eur": fetch("territoires/montants_by_territoire", territoires.filters),
        "fonds_laureat_count": territoires,
    }
    name = maps.first_known(results)
    result = results[name]
    column = result.column(name)
    drawn = maps.choropleth(
        result,
        outlines,
        niveau="territoire",
        value=name,
        selected=outlines.filters.territoire_id,
    )
    cards.map_card(
        f"{column.label}, par territoire",
        drawn,
        result,
        outlines,
        finding=findings.span(result, name, "territoire_name", "territoire"),
        takeaway=f"{findings.middle(result, name, 'territoire')} {column.definition}",
    )


def territoires(title: str, listed: Result, *, height: int = tables.HEIGHT) -> None:
    """Draw the territoires to choose from; the région that is chosen goes without saying."""
    alone = {"territoire_name": ("interregional_names", "contrat_statut")}
    details = alone if listed.filters.region_code else None
    cards.table_card(title, listed, details=details, height=height)


def fiches(filters: Filters) -> None:
    """Draw the fiches-actions of the place: how many at each status, then one by one."""
    by_statut = fetch("territoires/fiches_by_statut", filters)
    if by_statut.is_empty:
        texte = mots.of(filters.jeu).texte
        told = f"Aucun {texte} ne liste les fiches-actions."
        sorties.unknown(told, "les territoires et l’État", by_statut, sorties.TRANSMETTRE)
        return
    cards.table_card("Fiches-actions par statut", by_statut, takeaway=_planned(by_statut))
    listed = fetch("territoires/fiches_action", filters)
    cards.table_card("Fiches-actions, une par une", listed)


def _planned(by_statut: Result) -> str:
    """Say how many fiches are past the end they were given, and what that date is worth."""
    late, every, undated = (
        sum(row[name] for row in by_statut.records())
        for name in ("fin_passee_count", "fiche_count", "sans_fin_count")
    )
    one = "a dépassé sa date de fin sans être réalisée ni abandonnée"
    more = "ont dépassé leur date de fin sans être réalisées ni abandonnées"
    told = (
        f"Prévu et réalisé\u00a0: {fmt.plural(late, 'fiche')} sur {fmt.number(every)} "
        f"{one if late < 2 else more}."
    )
    if undated:
        told += f" Sans date de fin\u00a0: {fmt.number(undated)}."
    return f"{told} Rien ne distingue une fin prévue d’une fin réelle."


def meteo(filters: Filters) -> None:
    """Draw the météo of the place, each with its author and date, or say that nobody gave one."""
    appreciations = fetch("territoires/appreciations", filters)
    given = len(appreciations.frame["author"].dropna())
    if given == 0:
        sorties.unknown(
            "Météo non renseignée\u00a0: aucune appréciation n’est connue.",
            "le comité régional et les référents de l’État",
            appreciations,
            sorties.TRANSMETTRE,
        )
        return
    cards.table_card(
        "Météo",
        appreciations,
        takeaway="Un jugement humain, signé et daté, à part des chiffres\u00a0: "
        f"{fmt.plural(given, 'zone appréciée', 'zones appréciées')} sur "
        f"{fmt.number(len(appreciations.frame))}.",
    )


def contrats_inconnus(filters: Filters) -> None:
    """Say how many contracts of the région nobody dates, when there are any."""
    regions = fetch("territoires/regions", filters)
    if regions.value("contrat_inconnu_count"):
        sorties.unknown(
            sentences.contrats(regions),
            "leurs signataires, l’État, la Région, les territoires",
            regions,
            sorties.TRANSMETTRE,
        )


def contrat(filters: Filters) -> None:
    """Draw the steps of a territoire's contract, or say that none is known."""
    contrats = fetch("territoires/contrats", filters)
    if contrats.is_empty:
        texte = mots.of(filters.jeu).texte
        sorties.unknown(
            f"Aucun {texte} ne date le contrat de ce territoire.",
            "ses signataires, l’État, la Région et le territoire",
            contrats,
            sorties.TRANSMETTRE,
        )
    else:
        cards.table_card("Contrat", contrats)


def liens(filters: Filters) -> None:
    """Draw which territoires of the other phase share its members, once both are announced."""
    if len(fetch("filtres/phases", filters).records()) < 2:
        return
    result = fetch("territoires/liens", filters)
    title = "Ce qu’il est devenu en phase 2" if filters.phase == 1 else "D’où il vient en phase 1"
    if result.is_empty:
        st.markdown(f"**{title}.** {sentences.liens(result)}")
        provenance.footer(result, title)
    else:
        cards.table_card(title, result, takeaway=sentences.liens(result))
