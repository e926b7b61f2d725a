"""The register of public claims, drawn: one measure, where verdicts differ, all claims, events."""

import streamlit as st

from tdi import cards, charts, dossier, findings, provenance, registre, sorties, tables, theme
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result


def mesure(enonces: Result) -> None:
    """Draw the choice of a measure, each claim of it at its date, in full, and its two verdicts."""
    if enonces.is_empty:
        _none(enonces, "Chiffre", "Aucun chiffre n’y est annoncé.")
        return
    chosen_mesure = dossier.choose(
        "Mesure",
        registre.mesures(enonces),
        key="mesure",
        what="une mesure annoncée pour cette sélection",
        default=registre.usual(enonces),
    )
    chosen = enonces.only(metric_label=chosen_mesure)
    judged = fetch("suivi/verdicts", enonces.filters).only(metric_label=chosen_mesure)
    par = dossier.switch("Verdict", list(registre.VERDICTS), key="verdict", what="un verdict")
    cards.chart_card(
        f"{chosen_mesure}\u00a0: chaque énoncé à sa date",
        charts.marked_points(
            judged,
            x="drawn_date",
            y="value",
            label="point_label",
            series=registre.VERDICTS[par],
            colors=theme.VERDICT_COLORS,
            symbols=theme.VERDICT_SYMBOLS,
            unit=registre.units(chosen),
        ),
        judged,
        finding=findings.verdicts(judged, registre.VERDICTS[par]),
        takeaway=registre.verdicts(judged, par),
    )
    tables.cards(chosen, registre.annonce)
    provenance.footer(chosen, "enonces")
    cards.table_card(
        f"{chosen_mesure}\u00a0: le verdict recalculé, et celui du registre",
        judged,
        takeaway=registre.recomputed(judged),
    )


def differents(filters: Filters) -> None:
    """Draw the claims of every measure of which the rule and the register judge otherwise."""
    verdicts = fetch("suivi/verdicts", filters)
    cards.table_card(
        "Toutes les mesures\u00a0: là où les deux verdicts diffèrent",
        verdicts.only(is_different=True),
        takeaway=registre.recomputed(verdicts),
    )


def tous(enonces: Result) -> None:
    """Draw every claim of the selection."""
    cards.table_card("Tous les énoncés de la sélection", enonces)


def jalons(found: Result) -> None:
    """Draw the dated events, then what the figures that they quote are worth."""
    if found.is_empty:
        _none(found, "Jalon", "Aucun jalon n’y est daté.")
        return
    st.header("Les jalons du programme", anchor=False)
    st.markdown(registre.jalons(found))
    provenance.footer(found, "jalons")
    judged = fetch("suivi/jalons", found.filters)
    cards.list_card(
        "Les jalons, jugés par les chiffres qu’ils reprennent",
        judged,
        registre.jalon,
        takeaway=registre.recomputed_jalons(judged),
    )


def _none(found: Result, kind: str, what: str) -> None:
    sorties.empty_state(
        found.filters,
        what,
        lambda other: fetch("suivi/annonces", other).only(annonce_type=kind).rows,
    )
    provenance.footer(found, what)
