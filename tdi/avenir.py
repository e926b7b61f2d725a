"""Where the money followed is heading, drawn: never mistaken for a fact, with what it was worth."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pandas as pd
import streamlit as st

from tdi import (
    argent,
    cards,
    charts,
    dossier,
    findings,
    fmt,
    projection,
    provenance,
    sorties,
    suivi,
    theme,
    ui,
)
from tdi.data import fetch
from tdi.enveloppe import OWED_BY
from tdi.filters import Filters
from tdi.projection import DRIFT, FURTHEST, LEVEL, SMOOTHING, TOLERANCE, Horizon, Point, Projection
from tdi.results import Result

# The horizons whose past is told beside the chart, in months; the drawer has them all.
TOLD = (1, 3, 6, FURTHEST)
LIBRARY = "statsmodels"


def projetee(filters: Filters) -> None:
    """Draw the projection of what is committed and paid, or why there is none."""
    perimetre = dossier.switch("Périmètre", suivi.PERIMETRES, key="perimetre", what="un périmètre")
    series = fetch("pilotage/projection", filters).only(perimetre=perimetre)
    facts = _rows(series, _is_fact)
    if facts.is_empty:
        told = "Rien n’est suivi dans le temps\u00a0: rien à projeter."
        sorties.amounts(told, OWED_BY, facts, filters)
        return
    scope = (perimetre, *filters.as_params().items())
    found, frame = _projected(filters.jeu, str(filters.version), scope, series)
    told = "\n".join(f"- {sentence(etape, one, facts)}" for etape, one in found.items())
    every = Result(series.query, frame, filters)
    ahead = _rows(every, lambda frame: frame["projete_eur"].notna())
    if ahead.is_empty:
        st.info(
            f"**Pas de projection.**\n{told}\n\nIl y faudrait un relevé complet chaque mois, "
            f"attendu de\u00a0: {OWED_BY}."
        )
        provenance.footer(facts, "projection")
        # The letter asks for amounts, not for a statement a month.
        ui.links([sorties.TRANSMETTRE])
        return
    cards.chart_card(
        f"Projection, à périmètre {perimetre.lower()}",
        charts.continued_lines(
            facts,
            ahead,
            x="snapshot_date",
            y="amount_eur",
            series="etape",
            run="suite_rank",
            whole="is_complet",
            styles=theme.ETAPE_MARKS,
            level="projete_eur",
            low="low_eur",
            high="high_eur",
        ),
        every,
        finding=findings.projected(ahead),
        takeaway=f"**En tirets, une projection, pas un fait**\u00a0: ce que donnerait la poursuite "
        f"du passé. {argent.TOUTES}\u202f; les étapes ne sont ni réunies ni déduites l’une de "
        f"l’autre.\n{told}\n\nAucune source ne donne la date de fin du programme\u00a0: l’horizon "
        f"est celui que le passé permet de juger, {FURTHEST} mois au plus.",
    )
    cards.table_card(
        "Ce que valaient les projections passées",
        _rows(ahead, lambda frame: frame["horizon_count"].isin(TOLD)),
        columns=["etape", "erreur_eur", "derive_eur"],
        details={"etape": ["horizon_count", "erreur_count", "juge_count", "couvert_count"]},
        takeaway="À chaque relevé passé, la projection est refaite avec ce que l’on savait alors, "
        "puis comparée à ce qui est venu. La méthode dont les erreurs sont les plus faibles est "
        f"montrée. Lissage\u00a0: {_library()}.",
    )


def sentence(etape: str, found: Projection, facts: Result) -> str:
    """Say what is projected of a stage, how its past intervals held, or why nothing is."""
    if found.refusal or found.origin is None:
        return f"**{etape}**\u00a0: pas de projection – {found.refusal}."
    last, rows = found.horizons[-1], facts.only(etape=etape, is_complet=True)
    start = rows.records()[-1]["snapshot_date"]
    end = start + pd.offsets.MonthEnd(last.months)
    told = (
        f"**{etape}**\u00a0: {fmt.euro_short(found.origin.level)} au {fmt.day(start)}, dernier "
        f"relevé complet\u202f; **{fmt.euro_short(last.level)} projetés au {fmt.day(end)}**, entre "
        f"{fmt.euro_short(last.low)} et {fmt.euro_short(last.high)} (intervalle à "
        f"{fmt.percent(LEVEL)}). {_method(found)} {_coverage(found)}"
    )
    if found.late_count:
        told += f" Rien de complet depuis {fmt.plural(found.late_count, 'mois', 'mois')}."
    return told


def _method(found: Projection) -> str:
    ratio = fmt.number(found.ratio, 2)
    if found.method == SMOOTHING:
        return f"Par lissage\u00a0: ses erreurs passées valent {ratio} fois celles de la dérive."
    return (
        "Par la dérive naïve, le rythme moyen\u00a0: les erreurs passées du lissage valent "
        f"{ratio} fois les siennes."
    )


def _coverage(found: Projection) -> str:
    count, held = found.judged_count, found.held_count
    if not count:
        return "Aucun intervalle passé ne peut encore être jugé."
    share = held / count
    verdict = (
        "\u00a0: **trop étroits**, prudence"
        if share < LEVEL - TOLERANCE
        else "\u00a0: trop larges"
        if share > LEVEL + TOLERANCE
        else ""
    )
    return (
        f"Des {fmt.plural(count, 'intervalle passé', 'intervalles passés')}, "
        f"{fmt.percent(share, 0)} ont contenu la suite, pour {fmt.percent(LEVEL)} visés{verdict}."
    )


# Keyed by what the series comes from (`scope` holds the perimeter and every filter).
@st.cache_resource(max_entries=200, show_spinner="Calcul de la projection…")
def _projected(
    jeu: str, version: str, scope: tuple[Any, ...], _series: Result
) -> tuple[dict[str, Projection], pd.DataFrame]:
    frame = _series.frame.copy()
    found = {}
    for etape, part in frame.groupby("etape", sort=False):
        told = projection.project(points(Result(_series.query, part)))
        found[str(etape)] = told
        at = dict(zip(part["horizon_count"], part.index, strict=True))
        for one in told.horizons:
            for name, read in _COLUMNS.items():
                frame.at[at[one.months], name] = read(told, one)
    return found, frame


_COLUMNS: dict[str, Callable[[Projection, Horizon], object]] = {
    "methode": lambda told, _: DRIFT if told.method == DRIFT else f"{SMOOTHING} ({_library()})",
    "projete_eur": lambda _, one: one.level,
    "low_eur": lambda _, one: one.low,
    "high_eur": lambda _, one: one.high,
    "erreur_count": lambda _, one: one.trial_count,
    "erreur_eur": lambda _, one: one.errors[SMOOTHING],
    "derive_eur": lambda _, one: one.errors[DRIFT],
    "juge_count": lambda _, one: one.judged_count,
    "couvert_count": lambda _, one: one.held_count,
}


def points(rows: Result) -> list[Point]:
    """Return the statements of one stage and perimeter of `pilotage/projection`, in order."""
    return [
        Point(
            month=row["snapshot_date"].year * 12 + row["snapshot_date"].month,
            level=float(row["amount_eur"]),
            is_complete=bool(row["is_complet"]),
            run=int(row["suite_rank"]),
            definition=int(row["definition_rank"]),
        )
        for row in _rows(rows, _is_fact).records()
    ]


def _rows(result: Result, kept: Callable[[pd.DataFrame], Any]) -> Result:
    return Result(result.query, result.frame.loc[kept], result.filters)


def _is_fact(frame: pd.DataFrame) -> Any:
    return frame["horizon_count"].isna()


def _library() -> str:
    return f"{LIBRARY} {version(LIBRARY)}"
