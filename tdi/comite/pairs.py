"""The region beside the others, and its territoires in the national ranking.

Only what can be compared is: shares, delays, euros per inhabitant, ranks between bounds (R10).
"""

from dataclasses import replace

import pandas as pd

from tdi import fmt, situations, theme
from tdi.adresse import Fetch
from tdi.comite.blocs import Barres, Row, Section, Serie, Vue, table
from tdi.filters import Filters
from tdi.results import Result

# The nature whose payments a rank compares: the others are not paid the same way.
_NATURE = "Subvention"


def pairs(filters: Filters, fetch: Fetch) -> Section:
    """What of the region reads beside other regions, and where its territoires stand."""
    spreads = fetch("pilotage/indicateurs_repartition", filters)
    by_region = fetch("pilotage/indicateurs_by_region", filters)
    sheets = {"Indicateurs régions": by_region}
    vues: list[Vue] = []
    if filters.phase == 1:
        ranks = fetch("territoires/classement", filters)
        here = fetch("pilotage/par_habitant", filters)
        france = fetch("pilotage/par_habitant", replace(filters, region_code=None))
        sheets |= {
            "Classement": ranks,
            "Par habitant, région": here,
            "Par habitant, France": france,
        }
        listed = fetch("territoires/territoires", filters)
        vues = [*_per_inhabitant(here, france), *_ranks(ranks, listed)]
    # A sum follows the size of a region: only what has a target of its own reads beside others.
    vues += [
        _indicator(row, spreads, by_region)
        for row in spreads.records()
        if row["connue_count"] and not fmt.is_missing(row["cible"])
    ]
    if not vues:
        told = "Rien de ce qui est connu ne permet de comparer la région ou ses territoires"
        vues = [Vue(told, (), (spreads,))]
    return Section("Pairs", tuple(vues), sheets)


def _per_inhabitant(here: Result, france: Result) -> list[Vue]:
    ours = {row["etape"]: row for row in here.records()}
    theirs = {row["etape"]: row for row in france.records()}
    known = [
        etape
        for etape in ours
        if etape in theirs
        and not fmt.is_missing(ours[etape]["par_habitant"])
        and not fmt.is_missing(theirs[etape]["par_habitant"])
    ]
    if not known:
        return []
    etape = "Engagé" if "Engagé" in known else known[-1]
    mine, other = (_euros(rows[etape]["par_habitant"]) for rows in (ours, theirs))
    unknown = ours[etape]["inconnu_count"]
    points = [
        "Montants connus des territoires, rapportés aux habitants des mêmes territoires, toutes "
        "natures ensemble.",
    ]
    if unknown:
        said = fmt.plural(unknown, "territoire de la région", "territoires de la région")
        points.append(f"Sans aucun montant connu à cette étape, hors du calcul\u00a0: {said}.")
    drawn = Barres(
        tuple(known),
        tuple(
            Serie(name, style, tuple(float(rows[one]["par_habitant"]) for one in known))
            for name, style, rows in (
                ("Territoires de la région", (theme.ORANGE, ""), ours),
                ("Territoires de France", (theme.NAVY, ""), theirs),
            )
        ),
        "euros",
        "Montants connus des territoires par habitant, dans la région et en France",
        is_stacked=False,
    )
    return [
        Vue(
            f"{etape}\u00a0: {mine} par habitant dans les territoires de la région, "
            f"{other} en France",
            tuple(points),
            (here, france),
            drawn,
        )
    ]


def _euros(value: float) -> str:
    return f"{fmt.number(value, 2)}{fmt.NARROW}€"


def _ranks(ranks: Result, listed: Result) -> list[Vue]:
    """Where the territoires of the region stand; nothing when none has a bound."""
    inside = {row["territoire_id"] for row in listed.records()}
    rows = [row for row in ranks.only(nature=_NATURE).records() if row["territoire_id"] in inside]
    if not rows:
        return []
    kept = Result(ranks.query, _frame(ranks, inside), ranks.filters)
    ranked = [row for row in rows if fmt.is_missing(row["motif"])]
    among = fmt.number(ranked[0]["classe_count"]) if ranked else ""
    title = (
        f"Subventions payées\u00a0: {fmt.plural(len(ranked), 'territoire')} de la région "
        f"{'est classé' if len(ranked) == 1 else 'sont classés'} parmi {among}, entre deux bornes"
        if ranked
        else "Subventions payées\u00a0: aucun territoire de la région ne peut être classé"
    )
    points = (
        "Part de l’engagé déjà payée. Les bornes disent ce que vaudraient les montants non "
        "communiqués ou contestés\u202f; "
        "deux territoires dont les bornes se touchent sont ex æquo.",
    )
    drawn = table(
        kept,
        ["territoire_name", "consommation_min_share", "consommation_max_share", "rank_min",
         "ex_aequo_count"],
        headings={"rank_min": "Rang"},
        words={"rank_min": _rank},
    )  # fmt: skip
    return [Vue(title, points, (ranks,), drawn)]


def _frame(ranks: Result, inside: set[str]) -> pd.DataFrame:
    frame = ranks.only(nature=_NATURE).frame
    return frame.loc[frame["territoire_id"].isin(sorted(inside))]


def _rank(row: Row) -> str:
    """« entre 3e et 41e », or why there is no rank."""
    if not fmt.is_missing(row["motif"]):
        return f"non classé\u00a0: {row['motif']}"
    best, worst = int(row["rank_min"]), int(row["rank_max"])
    return _nth(best) if best == worst else f"du {_nth(best)} au {_nth(worst)}"


def _nth(rank: int) -> str:
    return "1er" if rank == 1 else f"{fmt.number(rank)}e"


def _indicator(row: Row, spreads: Result, by_region: Result) -> Vue:
    """One indicator, region by region; this one apart in the colours."""
    values = by_region.only(indicateur_id=row["indicateur_id"])
    known = sorted(
        (one for one in values.records() if not fmt.is_missing(one["value"])),
        key=lambda one: one["value"],
        reverse=True,
    )
    unit, code = row["unit"], by_region.filters.region_code
    ours = next((one for one in known if one["region_code"] == code), None)
    said = "non communiqué" if ours is None else fmt.quantity(ours["value"], unit)
    drawn = Barres(
        tuple(one["region_name"] for one in known),
        tuple(
            Serie(name, (color, ""), _picked(known, code, is_ours=is_ours))
            for name, color, is_ours in (
                ("La région", theme.ORANGE, True),
                ("Autres régions", theme.NAVY, False),
            )
            if ours or not is_ours
        ),
        unit,
        f"{row['indicateur_name']}, région par région",
        is_stacked=False,
    )
    spread = situations.spread(row, situations.in_unit(values, unit))
    target = f"{fmt.quantity(row['cible'], unit)} ({fmt.month(row['cible_date'])})"
    return Vue(
        f"{row['indicateur_name']}\u00a0: {said} ici, médiane des régions "
        f"{fmt.quantity(row['mediane'], unit)}",
        (spread, f"Cible nationale\u00a0: {target}."),
        (by_region, spreads),
        drawn,
    )


def _picked(known: list[Row], code: str | None, *, is_ours: bool) -> tuple[float | None, ...]:
    return tuple(
        float(one["value"]) if (one["region_code"] == code) == is_ours else None for one in known
    )
