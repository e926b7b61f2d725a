"""The envelope, drawn: where the money is, its parts, and what is apart from it."""

import streamlit as st

from tdi import argent, cards, charts, dossier, findings, provenance, sorties, theme
from tdi.data import fetch, prepare
from tdi.filters import Filters
from tdi.results import Result

REPARTITIONS = ("Opérateur", "Enjeu", "Engagement", "Nature", "Région", "Territoire")
ETAPES = ("Annoncé", "Fléché", "Engagé", "Payé")
OWED_BY = "l’État et les opérateurs du programme, engagement par engagement (page Complétude)"


def argent_connu(filters: Filters) -> None:
    """Draw how far the money is known, what is owed, each amount with its source."""
    prepare(filters, "pilotage/pertes", "donnees/cellules", "pilotage/par_habitant")
    entonnoir(filters)
    sorties.cellules(fetch("donnees/cellules", filters), OWED_BY)
    par_habitant(filters)
    montants = fetch("pilotage/montants_publies", filters)
    if montants.is_empty:
        sorties.no_data(
            "Montants connus", lambda other: fetch("pilotage/montants_publies", other).rows
        )
    else:
        cards.table_card("Les montants connus, avec leur source", montants)


def entonnoir(filters: Filters) -> None:
    """Draw the amount at each stage, closed, and what is lost from one to the next.

    Where nothing is known of the selection, that is told, and the whole envelope drawn instead.
    """
    stages = fetch("pilotage/entonnoir", filters)
    if argent.is_known(stages):
        _funnel("De l’annoncé au payé", stages)
        return
    st.markdown(argent.entonnoir(stages))
    provenance.footer(stages, "entonnoir")
    whole = filters.without("region_code", "territoire_id", "enjeu_id")
    _funnel("De l’annoncé au payé, pour la France entière", fetch("pilotage/entonnoir", whole))


def _funnel(title: str, stages: Result) -> None:
    lost = fetch("pilotage/pertes", stages.filters)
    drawn = {
        name: meaning
        for name, meaning in theme.ENVELOPPE_SEGMENTS.items()
        if meaning != "Dépassement" or any(row[name] > 0 for row in stages.records())
    }
    cards.chart_card(
        title,
        charts.funnel(
            stages,
            y="etape",
            amount="documente_eur",
            total="reference_eur",
            segments=drawn,
            losses=lost.only(nature=argent.TOUTES),
            loss="perte_eur",
            share="perte_share",
        ),
        stages,
        finding=findings.stages(stages, total="reference_eur"),
        takeaway=argent.entonnoir(stages),
    )
    compared = lost.only(is_comparable=True)
    if compared.is_empty:
        return
    cards.table_card(
        "Ce qui se perd d’une étape à la suivante",
        compared,
        columns=["passage", "perte_eur", "perte_share"],
        details={"passage": ["nature", "avant_eur", "suite_eur", "enveloppe_share"]},
        takeaway=argent.pertes(lost),
    )


def par_habitant(filters: Filters) -> None:
    """Draw the money of the territoires over their inhabitants, or say why it is not known."""
    result = fetch("pilotage/par_habitant", filters)
    if not any(row["territoire_count"] for row in result.records()):
        st.markdown(
            "**Par habitant\u00a0: non communiqué.** Aucun montant n’est dit par territoire."
        )
        provenance.footer(result, "par-habitant")
        return
    cards.table_card(
        "Par habitant des territoires",
        result,
        columns=["etape", "par_habitant", "territoire_eur"],
        details={"etape": ["population", "territoire_count", "inconnu_count"]},
        takeaway="Ce qui n’est d’aucun territoire n’est pas compté\u202f; les habitants sont ceux "
        "des territoires dont un montant est connu.",
    )


def repartition(filters: Filters) -> None:
    """Draw the parts of the money at a stage, by what the reader chooses, closed on their whole."""
    left, right = st.columns(2)
    with left:
        by = dossier.choose(
            "Répartir par",
            list(REPARTITIONS),
            key="repartition",
            what="une répartition de l’enveloppe",
            default=REPARTITIONS[0],
        )
    with right:
        stage = dossier.choose(
            "Étape", list(ETAPES), key="etape", what="une étape de l’argent", default=ETAPES[2]
        )
    parts = fetch("pilotage/repartition", filters).only(repartition=by, etape=stage)
    if parts.is_empty:
        st.markdown(f"_À l’étape «\u00a0{stage}\u00a0», aucun montant connu pour cette sélection._")
        provenance.footer(parts, "repartition")
    else:
        _parts(str(stage), str(by).lower(), parts)
    sorties.cellules(fetch("donnees/cellules", filters), OWED_BY)


def _parts(stage: str, by: str, parts: Result) -> None:
    cards.chart_card(
        f"{stage}, par {by}",
        charts.parts_of_whole(
            parts, y="barre_name", x="barre_eur", share="barre_share", styles=theme.RESTE_STYLES
        ),
        parts,
        finding=findings.parts(parts),
        takeaway=argent.repartition(parts),
    )


def hors_enveloppe(filters: Filters) -> None:
    """Draw the envelope and what is apart from it side by side, never added up."""
    stages, others = fetch("pilotage/entonnoir", filters), fetch("pilotage/hors_enveloppe", filters)
    by_region = fetch("pilotage/hors_enveloppe_by_region", filters)
    st.markdown(
        "D’autres crédits publics sont allés aux mêmes territoires. Ils ne sont jamais ajoutés à "
        "l’enveloppe, ni entre eux\u00a0: leurs natures et leurs étapes diffèrent."
    )
    # Of a phase without envelope, the page has said so.
    if stages.is_empty:
        _others(others)
    else:
        left, right = st.columns(2)
        with left:
            cards.table_card(
                "Enveloppe 2018",
                stages,
                columns=["etape", "documente_eur", "non_documente_eur"],
                takeaway=f"{argent.TOUTES}."
                if argent.is_known(stages)
                else argent.entonnoir(stages),
            )
        with right:
            _others(others)
    if filters.region_code is None and not by_region.is_empty:
        left, right = st.columns(2)
        with left:
            cards.chart_card(
                "Fonds d’accélération\u00a0: investissement des entreprises, mai 2021",
                charts.ranked_bars(by_region, y="zone_name", x="investment_eur", top=18),
                by_region,
                finding=findings.highest(
                    by_region, "investment_eur", "zone_name", "zone", what="investissement aidé"
                ),
                takeaway=findings.middle(by_region, "investment_eur", "zone"),
            )
        with right:
            cards.chart_card(
                "Fonds vert 2023 dans les communes des territoires",
                charts.ranked_bars(
                    by_region, y="zone_name", x="fonds_vert_territoires_eur", top=18
                ),
                by_region,
                finding=findings.highest(
                    by_region,
                    "fonds_vert_territoires_eur",
                    "zone_name",
                    "zone",
                    what="Fonds vert",
                ),
                takeaway=findings.middle(by_region, "fonds_vert_territoires_eur", "zone"),
            )
    if not by_region.is_empty:
        cards.table_card("Hors enveloppe par région", by_region)


def _others(others: Result) -> None:
    if others.is_empty:
        sorties.no_data(
            "Crédits hors enveloppe", lambda other: fetch("pilotage/hors_enveloppe", other).rows
        )
    else:
        cards.table_card("Hors enveloppe", others)
