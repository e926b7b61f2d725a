"""Indicators near an enjeu: where one stands, and how a région stands among the others (R10)."""

from typing import Any

from tdi import fmt, langue, situations
from tdi.findings.places import extent, held, span
from tdi.results import Result

Row = dict[str, Any]


def path(row: Row) -> str:
    """« Sites nouveaux : 386 sites (déc. 2023), sous la cible de 500 sites (déc. 2026) ».

    Without target, where it comes from. Expects a row of `pilotage/indicateurs`. A counter that
    restarts each January is compared only when its year is full.
    """
    if fmt.is_missing(row["value"]):
        return f"{_subject(row['indicateur_name'], row['zone_name'])}\u00a0: aucune valeur connue"
    told = situations.situation(row["value"], row["measure_date"], row)
    is_partial = row["is_cumul_annuel"] and row["measure_date"].month != 12
    if not fmt.is_missing(row["cible"]):
        target = situations.situation(row["cible"], row["cible_date"], row)
        bare = fmt.quantity(row["cible"], row["unit"])
        where = _against(row["value"], row["cible"], row["unit"])
        rests = [f"\u202f; cible\u00a0: {target}", f"\u202f; cible\u00a0: {bare}"]
        if not is_partial:
            against = f", {where} la cible"
            rests = [f"{against} de {target}", f"{against} ({bare})", against]
    elif is_partial or fmt.is_missing(row["depart"]):
        rests = [", dernière valeur connue", ""]
    else:
        start = situations.situation(row["depart"], row["depart_date"], row)
        bare = fmt.quantity(row["depart"], row["unit"])
        rests = [f", départ\u00a0: {start}", f", départ\u00a0: {bare}"]
    subject = _subject(row["indicateur_name"], row["zone_name"])
    return held(*(f"{subject}\u00a0: {told}{rest}" for rest in rests))


def spread(row: Row, values: Result) -> str:
    """Say how the régions spread, or where the one chosen is against their median.

    Where a long name leaves no room for the median, `around` says it. `row` is one of
    `pilotage/indicateurs_repartition`, `values` its values with their unit.
    """
    region, name = _chosen(values), row["indicateur_name"]
    if region is None:
        return span(values, "value", "region_name", "région", what=name)
    unit = row["unit"]
    where = _against(region["value"], row["mediane"], unit)
    subject = _subject(name, region["region_name"])
    told = f"{fmt.quantity(region['value'], unit)}, {where} la médiane"
    median = fmt.quantity(row["mediane"], unit)
    return held(
        f"{subject}\u00a0: {told} des régions ({median})",
        f"{subject}\u00a0: {told} ({median})",
        f"{subject}\u00a0: {told}",
        f"{subject}\u00a0: {fmt.quantity(region['value'], unit)}",
    )


def _subject(name: str, zone: str) -> str:
    """« Locaux raccordables en Bretagne »: where an indicator is read; France goes without."""
    between = ", " if "," in name else " "
    return name if zone == "France" else f"{name}{between}{langue.within(zone)}"


def around(row: Row, values: Result) -> str:
    """Say the rest of what `spread` says: the ends around the région chosen, who is not known."""
    told, region = situations.beside(row, values), _chosen(values)
    if region is None:
        return told
    told = f"{extent(values, 'value', 'region_name', 'région')}. {told}"
    median = fmt.quantity(row["mediane"], row["unit"])
    if f"({median})" in spread(row, values):
        return told
    where = langue.capital(_against(region["value"], row["mediane"], row["unit"]))
    return f"{where} la médiane des régions ({median}). {told}"


def _chosen(values: Result) -> Row | None:
    found = values.only(region_code=values.filters.region_code).records()
    return found[0] if found and not fmt.is_missing(found[0]["value"]) else None


def _against(value: Any, mark: Any, unit: str) -> str:
    """« sous », « à », « au-dessus de »: as they are written, so that the eye agrees."""
    if fmt.quantity(value, unit) == fmt.quantity(mark, unit):
        return "à"
    return "sous" if value < mark else "au-dessus de"
