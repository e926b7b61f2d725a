"""Indicators in words: where each stands, since when, against what; never a rate of progress.

What is near an enjeu does not measure the programme (R10); what is not published is said (R1).
"""

from dataclasses import replace
from typing import Any

from tdi import fmt, mots
from tdi.results import Result

Row = dict[str, Any]

UNKNOWN = "Non communiqué"


def period(date: Any, *, is_cumul_annuel: bool) -> str:
    """« déc. 2023 »; for a counter that restarts each January, « 2023 » once it is full."""
    if not is_cumul_annuel:
        return fmt.month(date)
    return str(date.year) if date.month == 12 else f"cumul annuel, {fmt.month(date)}"


def proxies(result: Result) -> str:
    """Say that what is near an enjeu does not measure the programme, or that nothing was there."""
    if result.is_empty:
        return "Aucun indicateur proche de l’enjeu n’était publié à cette date."
    kind = mots.of(result.filters.jeu).indicateurs
    return f"{kind} proches de l’enjeu\u00a0: ils ne mesurent pas le programme."


def situation(value: Any, date: Any, row: Row, *, missing: str = fmt.MISSING) -> str:
    """« 386 sites (déc. 2023) », « 83 619 personnes (2023) »; `missing` when not published.

    `row` is one of `pilotage/indicateurs`.
    """
    if fmt.is_missing(value):
        return missing
    when = period(date, is_cumul_annuel=row["is_cumul_annuel"])
    return f"{fmt.quantity(value, row['unit'])} ({when})"


def reading(row: Row) -> str:
    """Word one indicator in one zone as a card: its value first, then its start and target."""
    start = situation(row["depart"], row["depart_date"], row, missing="non donné")
    target = situation(row["cible"], row["cible_date"], row, missing="non donnée")
    parts = [
        f"**{row['indicateur_name']}**, {row['zone_name']}",
        f"### {situation(row['value'], row['measure_date'], row, missing=UNKNOWN)}",
        f"Départ\u00a0: {start} · Cible\u00a0: {target} · "
        f"Sens\u00a0voulu\u00a0:\u00a0{row['direction']}",
    ]
    if row["is_cumul_annuel"] and row["annuel_date"] < row["measure_date"]:
        year = situation(row["annuel_value"], row["annuel_date"], row)
        parts.append(f"Dernière année entière\u00a0: {year}")
    parts.append(f":small[Source\u00a0: {row['source_name']}]")
    return "\n\n".join(parts)


def headline(row: Row, *, is_local: bool = False) -> str:
    """Word one indicator as a line that starts with its enjeu: where it is, against what.

    France is named only where a place is chosen (`is_local`).
    """
    zone = f" ({row['zone_name']})" if is_local or row["zone_name"] != "France" else ""
    value = situation(row["value"], row["measure_date"], row, missing=UNKNOWN.lower())
    target = situation(row["cible"], row["cible_date"], row)
    told = "" if target == fmt.MISSING else f", cible {target}"
    return f"**{row['enjeu_name']}** – {row['indicateur_name']}{zone}\u00a0: **{value}**{told}"


def measured(one: Result) -> str:
    """Say how many indicators an enjeu has, and with a target (a row of `pilotage/enjeux`)."""
    kind = mots.of(one.filters.jeu).indicateurs
    return (
        f"{kind}\u00a0: {fmt.number(one.value('indicateur_count'))}\u202f; avec une "
        f"cible nationale\u00a0: {fmt.number(one.value('cible_count'))}."
    )


def left_out(result: Result, *, has_dash: bool) -> str:
    """Say what a dash means when one is drawn, and name the indicators without national target."""
    others = dict.fromkeys(result.only(has_cible=False).frame["indicateur_name"])
    listed = "\u202f; ".join(others)
    parts = ["«\u00a0—\u00a0»\u00a0: non donné pour cette zone."] if has_dash else []
    parts += [f"Sans départ ni cible\u00a0: {listed}."] if others else []
    return " ".join(parts)


def coverage(result: Result, *, is_cumul_annuel: bool) -> str:
    """Say when the regions were measured, how many are known, and which are not.

    Expects the rows of one indicator in `pilotage/indicateurs_by_region`.
    """
    known, missing = result.only(etat="Renseigné"), result.only(etat=UNKNOWN)
    when = period(result.frame["measure_date"].iloc[0], is_cumul_annuel=is_cumul_annuel)
    told = (
        f"{when.capitalize()}\u00a0: {fmt.number(len(known.frame))} régions sur "
        f"{fmt.number(len(result.frame))}."
    )
    if missing.is_empty:
        return told
    unit = result.column("value").unit
    listed = ", ".join(
        row["region_name"]
        if fmt.is_missing(row["last_value"])
        else f"{row['region_name']} ({fmt.quantity(row['last_value'], unit)} en "
        f"{fmt.month(row['last_date'])})"
        for row in missing.records()
    )
    return f"{told} Non communiqué à cette date\u00a0: {listed}."


def spread(row: Row, by_region: Result) -> str:
    """Say how one indicator spreads over the régions, and which nobody gives.

    `row` is one of `pilotage/indicateurs_repartition`, `by_region` its values with their unit.
    """
    unit = row["unit"]
    known = by_region.frame.dropna(subset=["value"]).sort_values("value")
    low, high = (f"{known['region_name'].iloc[rank]}" for rank in (0, -1))
    parts = [
        f"De {fmt.quantity(row['min_value'], unit)} ({low}) à "
        f"{fmt.quantity(row['max_value'], unit)} ({high}).",
        beside(row, by_region),
    ]
    chosen = known.loc[known["region_code"] == by_region.filters.region_code]
    if not chosen.empty:
        place = chosen.iloc[0]
        parts.insert(0, f"**{place['region_name']}\u00a0: {fmt.quantity(place['value'], unit)}.**")
    return " ".join(parts)


def beside(row: Row, by_region: Result) -> str:
    """Say which régions nobody gives, and when no target can be read région by région.

    What to know beside the spread of an indicator; expects what `spread` does.
    """
    told = coverage(by_region, is_cumul_annuel=row["is_cumul_annuel"])
    if row["is_cible_somme"]:
        told += " La cible nationale est celle du total\u00a0: aucune région ne s’y compare."
    return told


def unmeasured(one: Result, readings: Result, spreads: Result) -> str:
    """State what no indicator of an enjeu measures, or only in part.

    Expects its row of `pilotage/enjeux`, and its rows of `pilotage/indicateurs` and
    `pilotage/indicateurs_repartition`.
    """
    lines = [
        f"- **Sans aucun indicateur**\u00a0: {one.value('known_gaps')}",
        "- **L’effet du programme**\u00a0: aucun indicateur ne le sépare du reste. Aucune note "
        "d’ensemble n’en est tirée\u00a0: des indicateurs différents ne s’additionnent pas.",
        "- **Les territoires**\u00a0: aucun indicateur n’est donné par territoire.",
    ]
    partial = {
        "Sans valeur pour la sélection": _listed(readings.only(etat=UNKNOWN)),
        "Sans cible nationale": _listed(readings.only(has_cible=False)),
        "Sans valeur par région": _listed(spreads.only(connue_count=0)),
    }
    lines += [f"- **{label}**\u00a0: {told}." for label, told in partial.items() if told]
    return "\n".join(["**Ce qui n’est pas mesuré**\n", *lines])


def _listed(result: Result) -> str:
    return "\u202f; ".join(dict.fromkeys(result.frame["indicateur_name"]))


def names(result: Result) -> list[str]:
    """Return the indicators to choose from, those that have a value in the selection first."""
    known = result.only(etat="Renseigné").frame["indicateur_name"]
    return list(dict.fromkeys([*known, *result.frame["indicateur_name"]]))


def zones(result: Result) -> str:
    """Return the names of the zones that the values are those of."""
    return ", ".join(dict.fromkeys(result.frame["zone_name"]))


def in_unit(result: Result, unit: str) -> Result:
    """Return the rows of one indicator with its own unit on its values, for axes and labels."""
    documented = result.query.columns | {"value": replace(result.column("value"), unit=unit)}
    return Result(replace(result.query, columns=documented), result.frame, result.filters)
