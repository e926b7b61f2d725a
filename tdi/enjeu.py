"""One enjeu, drawn: its indicators and their spread, its engagements, money and fiches-actions.

No rate sums it up (R10): what is near it is dated and sourced, and what nobody measures is said.
"""

import streamlit as st

from tdi import (
    cards,
    charts,
    findings,
    fmt,
    mots,
    provenance,
    sentences,
    situations,
    sorties,
    tables,
    theme,
)
from tdi.data import fetch
from tdi.dossier import amount
from tdi.filters import Filters
from tdi.results import Result
from tdi.situations import Row


def draw(name: str, filters: Filters) -> None:
    """Draw what is known near one enjeu, then what is not measured."""
    one, readings, spreads, engagements, fiches = (
        fetch(query, filters).only(enjeu_name=name)
        for query in (
            "pilotage/enjeux",
            "pilotage/indicateurs",
            "pilotage/indicateurs_repartition",
            "pilotage/engagements",
            "pilotage/fiches_by_enjeu",
        )
    )
    by_region = fetch("pilotage/indicateurs_by_region", filters)
    # The tab keeps the amounts of its enjeu, whichever the filter.
    montants = fetch("pilotage/montants_publies", filters.without("enjeu_id"))
    sums = fetch("pilotage/enveloppe_by_enjeu", filters.without("enjeu_id"))
    st.markdown(f"**{one.value('question')}** {one.value('definition')}")
    tables.cards(readings, situations.reading)
    st.markdown(situations.measured(one))
    provenance.footer(one, f"mesure/{name}")
    _spreads(spreads, by_region)
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.markdown(_engagements(engagements))
        provenance.footer(engagements, f"engagements/{name}")
    with right.container(border=True, height="stretch"):
        if sum(row["montant_count"] for row in sums.only(enjeu_name=name).records()) > 1:
            st.markdown(_sums(name, sums))
            provenance.footer(sums, f"montants/{name}")
        else:
            own = montants.only(enjeu_name=name)
            st.markdown(_montants(own, engagements, is_split=_is_split(sums)))
            provenance.footer(own, f"montants/{name}")
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.markdown(_fiches(fiches))
        provenance.footer(fiches, f"fiches/{name}")
    with right.container(border=True, height="stretch"):
        st.markdown(situations.unmeasured(one, readings, spreads))
        provenance.footer(readings, f"non mesure/{name}")


def statuts(filters: Filters) -> None:
    """Draw the fiches-actions of each enjeu by statut, or say that none is known."""
    by_enjeu = fetch("pilotage/fiches_by_enjeu", filters)
    if by_enjeu.is_empty:
        texte = mots.of(filters.jeu).texte
        sorties.unknown(
            f"Aucun {texte} ne donne la liste des fiches-actions.",
            "les territoires et l’État",
            by_enjeu,
            sorties.TRANSMETTRE,
        )
        return
    cards.chart_card(
        "Fiches-actions de chaque enjeu, par statut",
        charts.stacked_bars(
            by_enjeu, y="enjeu_name", x="fiche_count", color="statut", styles=theme.STATUT_STYLES
        ),
        by_enjeu,
        finding=findings.fiches(by_enjeu),
        takeaway="Un nombre de fiches n’est pas un avancement\u00a0: elles diffèrent par leur "
        "taille.",
    )


def _spreads(spreads: Result, by_region: Result) -> None:
    """Draw a strip of régions per indicator, two abreast; those without one are told apart."""
    known = [row for row in spreads.records() if row["connue_count"]]
    if known:
        st.header("D’une région à l’autre", anchor=False)
    for start in range(0, len(known), 2):
        for column, row in zip(st.columns(2), known[start : start + 2], strict=False):
            with column:
                _spread(row, by_region.only(indicateur_id=row["indicateur_id"]))


def _spread(row: Row, values: Result) -> None:
    shown = situations.in_unit(values, row["unit"])
    marks = {f"Médiane\u00a0: {fmt.quantity(row['mediane'], row['unit'])}": row["mediane"]}
    if not fmt.is_missing(row["cible"]):
        target = f"{fmt.quantity(row['cible'], row['unit'])} ({fmt.month(row['cible_date'])})"
        marks[f"Cible nationale\u00a0: {target}"] = row["cible"]
    cards.chart_card(
        f"{row['indicateur_name']}, région par région",
        charts.strip(shown, x="value", label="region_name", marks=marks),
        shown,
        finding=findings.spread(row, shown),
        takeaway=findings.around(row, shown),
    )


def _engagements(result: Result) -> str:
    if result.is_empty:
        return (
            "**Engagements.** Sans objet\u00a0: les 17 engagements et les quatre enjeux sont ceux "
            "de la phase 1."
        )
    told = (
        "**Engagements rattachés.** Composantes qu’un texte public atteste, sans titre officiel "
        "connu.\n"
    )
    lines = [f"- {row['engagement_name']} ({row['libelle_statut']})" for row in result.records()]
    return "\n".join([told, *lines])


def _is_split(sums: Result) -> bool:
    # One amount alone is a published figure, not a split of the envelope.
    known = sums.frame.loc[sums.frame["enjeu_name"] != "Non précisé"]
    return bool((known.groupby("enjeu_name")["montant_count"].sum() > 1).any())


def _sums(name: str, sums: Result) -> str:
    lines = [f"- {_stage(row)}" for row in sums.only(enjeu_name=name).records()]
    others = " · ".join(_stage(row) for row in sums.only(enjeu_name="Non précisé").records())
    return "\n".join(
        [
            "**Argent.** Somme des montants connus de ses engagements dans l’enveloppe, toutes "
            "natures ensemble\u202f; aucune étape ne se déduit d’une autre.\n",
            *lines,
            *([f"\nEnjeu non précisé\u00a0: {others}."] if others else []),
        ]
    )


def _stage(row: Row) -> str:
    amount_told = fmt.euro_short(row["amount_eur"])
    return f"**{row['etape']}**\u00a0: {amount_told}{sentences.contested(row)}"


def _montants(result: Result, engagements: Result, *, is_split: bool) -> str:
    if set(engagements.frame["montants_etat"]) == {"Sans objet"}:
        return "**Argent\u00a0: sans objet.** Tous les territoires attendus le déclarent."
    texte = mots.of(result.filters.jeu).texte
    told = "**Argent\u00a0: non communiqué.**"
    if not is_split:
        told += f" Aucun {texte} ne répartit l’enveloppe par enjeu."
    if result.is_empty:
        return f"{told} Aucun montant n’est connu pour un engagement de cet enjeu."
    told += " Seuls montants connus pour un de ses engagements, non additionnés\u00a0:\n"
    lines = [f"- {row['engagement']}. {amount(row)}" for row in result.records()]
    return "\n".join([told, *lines])


def _fiches(result: Result) -> str:
    """Count the fiches-actions of the enjeu by statut, or say that nobody publishes any."""
    if result.is_empty:
        texte = mots.of(result.filters.jeu).texte
        return (
            f"**Fiches-actions\u00a0: non communiqué.** Aucun {texte} n’en donne la liste pour "
            "cette sélection, à cette date."
        )
    lines = [
        f"- **{row['statut']}**\u00a0: {fmt.plural(row['fiche_count'], 'fiche')}{_budget(row)}"
        for row in result.records()
    ]
    total = fmt.plural(sum(row["fiche_count"] for row in result.records()), "fiche")
    return "\n".join(
        [f"**Fiches-actions.** {total}, dans leurs contrats, par statut\u00a0:\n", *lines]
    )


def _budget(row: Row) -> str:
    if fmt.is_missing(row["budget_eur"]):
        return ", budget non communiqué"
    silent = row["sans_budget_count"]
    told = f", {fmt.euro_short(row['budget_eur'])} de budget prévu"
    return f"{told} ({fmt.number(silent)} sans budget communiqué)" if silent else told
