"""The pieces of a page on indicators, drawn: the overview, one indicator in detail."""

import streamlit as st

from tdi import cards, charts, dossier, findings, fmt, provenance, situations, sorties, tables
from tdi.data import fetch
from tdi.results import Result
from tdi.situations import UNKNOWN, Row, situation


def overview(title: str, result: Result) -> None:
    """Draw one line per indicator that has a national target: from where, to where, against it.

    Expects `pilotage/indicateurs`. The others are named under the table.
    """
    if result.is_empty:
        sorties.empty_state(
            result.filters,
            situations.proxies(result),
            lambda other: fetch("pilotage/indicateurs", other).rows,
        )
        provenance.footer(result, title)
        return
    zones = set(result.frame["zone_name"])
    named = ["zone_name"] if len(zones) > 1 else []
    national = ["national_value"] if zones != {"France"} else []
    dates = {
        "depart": "depart_date",
        "value": "measure_date",
        "cible": "cible_date",
        "national_value": "national_date",
    }
    shown = result.only(has_cible=True)
    written = {
        name: [
            situation(
                row[name], row[date], row, missing=UNKNOWN if name == "value" else fmt.MISSING
            )
            for row in shown.records()
        ]
        for name, date in dates.items()
    }
    with st.container(border=True):
        st.header(title, anchor=False)
        st.markdown(situations.proxies(result))
        tables.text(
            Result(result.query, shown.frame.assign(**written), result.filters),
            ["indicateur_name", "value"],
            details={
                "indicateur_name": [*named, "enjeu_name", "direction"],
                "value": ["depart", "cible", *national],
            },
            called=title,
        )
        has_dash = any(fmt.MISSING in written[name] for name in ("depart", "cible", *national))
        left_out = situations.left_out(result, has_dash=has_dash)
        if left_out:
            st.caption(left_out)
        provenance.footer(result, title)


def choose(readings: Result) -> None:
    """Draw the choice of an indicator of the selection, then it in detail."""
    filters = readings.filters
    measured = situations.names(readings)
    chosen = dossier.choose(
        "Indicateur à détailler",
        measured,
        key="indicateur",
        what="un indicateur de la sélection",
        default=measured[0],
    )
    detail(
        readings.only(indicateur_name=chosen),
        series=fetch("pilotage/indicateurs_series", filters).only(indicateur_name=chosen),
        by_region=fetch("pilotage/indicateurs_by_region", filters).only(indicateur_name=chosen),
        # Definitions are the same everywhere.
        definitions=fetch(
            "pilotage/indicateurs_definitions",
            filters.without("phase", "region_code", "territoire_id"),
        ).only(indicateur_name=chosen),
    )


def detail(readings: Result, *, series: Result, by_region: Result, definitions: Result) -> None:
    """Draw one indicator: its path in each zone of the selection, its definition, its spread."""
    name, owed_by = definitions.value("indicateur_name"), definitions.value("publisher")
    unit = definitions.value("unit")
    left, right = st.columns(2)
    with left:
        for row in readings.records():
            path = series.only(zone_code=row["zone_code"])
            _path(row, situations.in_unit(path, unit), owed_by)
    with right.container(border=True):
        st.header("Ce qu’il mesure, ce qu’il ne dit pas", anchor=False)
        for column in ("definition", "periodicity_note", "known_gaps"):
            told = fmt.spaced(str(definitions.value(column)))
            st.markdown(f"**{definitions.column(column).label}.** {told}")
        provenance.footer(definitions, name)
    if by_region.only(etat="Renseigné").is_empty:
        everyone = f"aucune des {len(by_region.frame)} régions"
        told = f"{name}, par région\u00a0: {everyone}."
        sorties.unknown(told, owed_by, by_region, sorties.SOURCES)
    else:
        annual = definitions.value("is_cumul_annuel")
        _spread(name, situations.in_unit(by_region, unit), is_cumul_annuel=annual)


# An indicator is of a région or of France, never a sum of territoires.
_PERIMETRE = "Périmètre constant\u00a0: celui de la région ou de la France, sans territoires."


def _path(row: Row, series: Result, owed_by: str) -> None:
    name = f"{row['indicateur_name']}, {row['zone_name']}"
    if row["etat"] == UNKNOWN:
        sorties.unknown(f"{name}\u00a0: aucune valeur.", owed_by, series, sorties.SOURCES)
        return
    cards.chart_card(
        name,
        charts.trajectory(
            series, x="measure_date", y="value", series="measure_type", run="cumul_year"
        ),
        series,
        finding=findings.path(row),
        takeaway=(
            "Compteur annuel, qui repart chaque mois de janvier\u00a0: une ligne par année. "
            if row["is_cumul_annuel"]
            else ""
        )
        + _PERIMETRE,
    )


def _spread(name: str, result: Result, *, is_cumul_annuel: bool) -> None:
    coverage = situations.coverage(result, is_cumul_annuel=is_cumul_annuel)
    cards.chart_card(
        f"{name}, par région",
        charts.ranked_bars(result, y="region_name", x="value"),
        result,
        finding=findings.span(result, "value", "region_name", "région", what=name),
        takeaway=f"{coverage} Ce n’est pas un classement\u00a0: les régions diffèrent par leur "
        "taille et par le nombre de cas mesurés.",
    )
