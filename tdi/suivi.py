"""The money followed, drawn: over time, from stage to stage, and what checks find in it."""

import streamlit as st

from tdi import argent, cards, charts, dossier, findings, provenance, sorties, theme, ui
from tdi.data import fetch
from tdi.enveloppe import OWED_BY
from tdi.filters import Filters

PERIMETRES = ("Courant", "Constant")


def dans_le_temps(filters: Filters) -> None:
    """Draw what is committed and paid since the first statement, and how long a stage takes."""
    if consommation(filters):
        delais(filters)
    ui.links([("pages/suivi/chiffres_annonces.py", "Ce qui a été dit, date par date")])


def controles(filters: Filters) -> None:
    """Draw what checks find: stages out of order, operators and fiches that disagree."""
    desordres(filters)
    rapprochement(filters)


def consommation(filters: Filters) -> bool:
    """Draw what is committed and paid, statement after statement, at the perimeter chosen.

    Return whether anything is followed, at one perimeter or the other.
    """
    perimetre = dossier.switch("Périmètre", PERIMETRES, key="perimetre", what="un périmètre")
    series = fetch("pilotage/consommation", filters)
    shown = series.only(perimetre=perimetre)
    if shown.is_empty:
        why = (
            "Aucun montant n’est suivi par territoire\u00a0: le périmètre constant ne peut pas "
            "être isolé."
            if perimetre == "Constant" and not series.is_empty
            else "Rien n’est suivi dans le temps pour cette sélection."
        )
        sorties.amounts(why, OWED_BY, series, filters)
        return not series.is_empty
    cards.chart_card(
        f"Engagé et payé, à périmètre {perimetre.lower()}",
        charts.broken_lines(
            shown,
            x="snapshot_date",
            y="amount_eur",
            series="etape",
            run="suite_rank",
            whole="is_complet",
            styles=theme.ETAPE_MARKS,
        ),
        shown,
        finding=findings.followed(shown),
        takeaway=argent.consommation(shown, perimetre),
    )
    return True


def delais(filters: Filters) -> None:
    """Draw the time from a stage to the next, or say that nothing allows to measure it."""
    result = fetch("pilotage/delais", filters)
    if result.is_empty:
        sorties.amounts(
            "Le temps entre les étapes ne se mesure pas\u00a0: aucun montant n’est dit par "
            "territoire, relevé après relevé.",
            OWED_BY,
            result,
            filters,
        )
        return
    cards.table_card(
        "Temps d’une étape à la suivante",
        result,
        columns=["passage", "delai_median", "delai_decile"],
        details={"passage": ["observe_count", "attente_count", "debut_count", "desordre_count"]},
        takeaway=argent.delais(result),
    )


def desordres(filters: Filters) -> None:
    """Draw what exceeds what should hold it; none, or nothing to check, is told."""
    result = fetch("pilotage/desordres", filters)
    if not result.is_empty:
        cards.table_card(
            "Dépassements et étapes dans le désordre",
            result,
            columns=["depassement", "excedent_eur", "since_date"],
            details={
                "depassement": [
                    "controle",
                    "engagement_name",
                    "operateur_name",
                    "zone_name",
                    "nature",
                    "avant_eur",
                    "apres_eur",
                ]
            },
            takeaway=argent.desordres(result),
        )
        return
    known = argent.is_known(fetch("pilotage/entonnoir", filters))
    st.markdown(
        "**Dépassements et étapes dans le désordre\u00a0: aucun.**"
        if known
        else "**Rien à contrôler**\u00a0: aucun montant n’est connu pour cette sélection."
    )
    provenance.footer(result, "desordres")


def rapprochement(filters: Filters) -> None:
    """Draw what operators state against what fiches-actions add up to, widest gaps first."""
    result = fetch("pilotage/rapprochement", filters)
    if result.is_empty:
        sorties.amounts(
            "Rien à rapprocher\u00a0: ni relevé d’opérateur ni fiche-action n’est connu par "
            "territoire.",
            "les opérateurs (relevés) et les territoires (fiches-actions)",
            result,
            filters,
            sorties.TRANSMETTRE,
        )
        return
    by_operateur, places = result.only(niveau="Opérateur"), result.only(niveau="Région")
    cards.table_card(
        "Relevés des opérateurs face à la somme des fiches",
        by_operateur,
        columns=["operateur_name", "ecart_eur", "ecart_share"],
        details={"operateur_name": ["etape", "releve_eur", "projet_eur"]},
        takeaway=argent.rapprochement(by_operateur),
    )
    beyond = places.only(is_hors_tolerance=True)
    if beyond.is_empty:
        st.markdown(f"**Région par région\u00a0:** {argent.rapprochement(places)}")
        provenance.footer(places, "rapprochement-regions")
        return
    cards.table_card(
        "Où les deux sources se contredisent",
        beyond,
        columns=["engagement_name", "ecart_eur", "ecart_share"],
        details={
            "engagement_name": [
                "operateur_name",
                "etape",
                "region_name",
                "releve_eur",
                "projet_eur",
            ]
        },
        takeaway=argent.rapprochement(places),
    )
