"""The programme in one place, a région or a territoire: money, fiches-actions, météo, decisions.

What is not known is said with who owes it, never left out (R1); human judgement is kept apart (R9).
"""

import streamlit as st

from tdi import fmt, maps, mots, sentences, ui
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result

_ETAPES = ("annonce_eur", "fleche_eur", "engage_eur", "paye_eur")
_FICHES = [
    "intitule",
    "territoire_name",
    "statut",
    "engagement_name",
    "budget_part_eur",
    "engage_part_eur",
    "paye_part_eur",
    "porteur",
    "cle_repartition",
    "start_date",
]


def credits(filters: Filters) -> None:
    """Draw the money known in the place, by stage then by engagement, and who owes the rest."""
    montants = fetch("territoires/montants", filters)
    if any(montants.value(name) is not None for name in _ETAPES):
        contested = ["conteste_count"] if montants.value("conteste_count") else []
        ui.metric_row(montants, *_ETAPES, *contested)
    cellules = fetch("donnees/cellules", filters)
    if cellules.value("non_communiquee_count") != 0 or cellules.value("attendue_count") == 0:
        ui.cellules(
            cellules,
            "l’État et les opérateurs, engagement par engagement (page Complétude)",
        )
    by_engagement = fetch("territoires/cellules_by_engagement", filters)
    if not by_engagement.is_empty:
        ui.table_card("Montants, engagement par engagement", by_engagement, height=320)


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
    deck, legend = maps.choropleth(
        result,
        outlines,
        niveau="territoire",
        value=name,
        selected=outlines.filters.territoire_id,
    )
    ui.map_card(
        f"{column.label}, par territoire",
        deck,
        legend,
        result,
        outlines,
        takeaway=column.definition,
    )


def fiches(filters: Filters) -> None:
    """Draw the fiches-actions of the place: how many at each status, then one by one."""
    by_statut = fetch("territoires/fiches_by_statut", filters)
    if by_statut.is_empty:
        texte = mots.of(filters.jeu).texte
        ui.unknown(f"Aucun {texte} ne liste les fiches-actions.", "les territoires et l’État")
        return
    ui.table_card("Fiches-actions par statut", by_statut)
    listed = fetch("territoires/fiches_action", filters)
    columns = [name for name in _FICHES if name != "territoire_name" or not filters.territoire_id]
    ui.table_card("Fiches-actions, une par une", listed, columns=columns, height=320)


def meteo(filters: Filters) -> None:
    """Draw the météo of the place, each with its author and date, or say that nobody gave one."""
    appreciations = fetch("territoires/appreciations", filters)
    given = len(appreciations.frame["author"].dropna())
    if given == 0:
        ui.unknown(
            "Météo non renseignée\u00a0: aucune appréciation n’est connue.",
            "le comité régional et les référents de l’État",
        )
        return
    ui.table_card(
        "Météo",
        appreciations,
        takeaway="Un jugement humain, signé et daté, à part des chiffres\u00a0: "
        f"{fmt.plural(given, 'zone appréciée', 'zones appréciées')} sur "
        f"{fmt.number(len(appreciations.frame))}.",
    )


def decisions(filters: Filters) -> None:
    """Draw what the committee of the région decided, or say that nothing is known of it."""
    taken = fetch("territoires/decisions", filters)
    if taken.is_empty:
        ui.unknown(
            "Aucune décision du comité régional n’est connue.", "le secrétariat du comité régional"
        )
        return
    late = len(taken.only(is_en_retard=True).frame)
    told = f"**{fmt.plural(late, 'décision')} en retard**" if late else "Aucune en retard"
    ui.table_card(
        "Décisions du comité régional",
        taken,
        takeaway=f"{told} sur {fmt.number(len(taken.frame))} à la date de l’instantané.",
    )


def contrats_inconnus(filters: Filters) -> None:
    """Say how many contracts of the région nobody dates, when there are any."""
    regions = fetch("territoires/regions", filters)
    if regions.value("contrat_inconnu_count"):
        ui.unknown(
            sentences.contrats(regions), "leurs signataires, l’État, la Région, les territoires"
        )


def contrat(filters: Filters) -> None:
    """Draw the steps of a territoire's contract, or say that none is known."""
    contrats = fetch("territoires/contrats", filters)
    if contrats.is_empty:
        texte = mots.of(filters.jeu).texte
        ui.unknown(
            f"Aucun {texte} ne date le contrat de ce territoire.",
            "ses signataires, l’État, la Région et le territoire",
        )
    else:
        ui.table_card("Contrat", contrats)


def no_data(what: str) -> None:
    """Say that a data set holds nothing of a subject, instead of drawing empty tables."""
    st.markdown(f"_{what}\u00a0: rien dans ce jeu de données à cette date._")
