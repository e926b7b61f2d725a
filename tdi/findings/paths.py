"""Indicators near an enjeu: where one stands, and how a région stands among the others (R10)."""

from typing import Any

from tdi import fmt, situations
from tdi.findings.places import span
from tdi.results import Result

Row = dict[str, Any]


def path(row: Row) -> str:
    """« 386 sites (déc. 2023), sous la cible de 500 sites (déc. 2026) », or from where it comes.

    Expects a row of `pilotage/indicateurs`. A counter that restarts each January is compared only
    when its year is full.
    """
    if fmt.is_missing(row["value"]):
        return "Aucune valeur connue"
    told = situations.situation(row["value"], row["measure_date"], row)
    is_partial = row["is_cumul_annuel"] and row["measure_date"].month != 12
    if not fmt.is_missing(row["cible"]):
        target = situations.situation(row["cible"], row["cible_date"], row)
        if is_partial:
            return f"{told}\u202f; cible\u00a0: {target}"
        where = _against(row["value"], row["cible"], row["unit"])
        return f"{told}, {where} la cible de {target}"
    if is_partial or fmt.is_missing(row["depart"]):
        return f"{told}, dernière valeur connue"
    return f"{told}, départ\u00a0: {situations.situation(row['depart'], row['depart_date'], row)}"


def spread(row: Row, values: Result) -> str:
    """Say how the régions spread, or where the one chosen is against their median.

    `row` is one of `pilotage/indicateurs_repartition`, `values` its values with their unit.
    """
    region = _chosen(values)
    if region is None:
        return span(values, "value", "region_name", "région")
    unit = row["unit"]
    where = _against(region["value"], row["mediane"], unit)
    return (
        f"{region['region_name']}\u00a0: {fmt.quantity(region['value'], unit)}, {where} "
        f"la médiane des régions ({fmt.quantity(row['mediane'], unit)})"
    )


def around(row: Row, values: Result) -> str:
    """Say the rest of what `spread` says: the ends around the région chosen, who is not known."""
    told = situations.beside(row, values)
    ends = span(values, "value", "region_name", "région")
    return f"{ends}. {told}" if _chosen(values) else told


def _chosen(values: Result) -> Row | None:
    found = values.only(region_code=values.filters.region_code).records()
    return found[0] if found and not fmt.is_missing(found[0]["value"]) else None


def _against(value: Any, mark: Any, unit: str) -> str:
    """« sous », « à », « au-dessus de »: as they are written, so that the eye agrees."""
    if fmt.quantity(value, unit) == fmt.quantity(mark, unit):
        return "à"
    return "sous" if value < mark else "au-dessus de"
