"""The ranking of territoires by what is paid of what is engaged, drawn with its bounds (C5)."""

from collections import Counter

from tdi import cards, charts, findings, fmt, gardes, sidebar, sorties, ui
from tdi.comparaison import OWERS, Comparaison, Row
from tdi.data import fetch
from tdi.dossier import choose
from tdi.results import Result


def draw(compared: Comparaison, judged: Result) -> None:
    """Draw the ranking by what is paid of what is engaged: bounds, ranks, ex æquo (C5)."""
    if gardes.has_no_envelope(compared):
        return
    every = fetch("territoires/classement", compared.filters)
    natures = list(dict.fromkeys(every.frame["nature"]))
    if not natures:
        # Of no territoire in particular, the ranking answers for the selection of the page.
        asked = compared.filters if compared.ids else sidebar.current_filters()
        sorties.amounts(
            "Aucun montant engagé ni payé n’est connu par territoire\u00a0: rien ne permet de les "
            "classer.",
            OWERS,
            every,
            asked,
        )
        return
    nature = choose(
        "Nature", natures, key="nature", what="une nature de montant", default="Subvention"
    )
    if not gardes.allows(judged, "Part de l’engagé payée"):
        return
    rows = every.only(nature=nature)
    ranked = Result(rows.query, rows.frame.dropna(subset=["rank_min"]), rows.filters)
    cards.chart_card(
        "Part de l’engagé déjà payée",
        charts.ranked_intervals(
            ranked,
            label="territoire_name",
            low="consommation_min_share",
            high="consommation_max_share",
            number="compare_rank",
            title="consommation_share",
        ),
        rows,
        finding=findings.ranking(rows),
        takeaway="Chaque trait va de la borne basse à la borne haute, selon ce que vaudraient les "
        "montants non communiqués ou contestés\u202f; quand tout est connu, c’est un point. "
        "Deux traits qui se touchent sont ex æquo, où qu’ils soient placés."
        f"{unranked(rows)}",
        selects=not compared.ids,
    )
    if ranked.is_empty:
        ui.links([sorties.DEMANDES])
    if not compared.ids:
        return
    frame = rows.frame.dropna(subset=["compare_rank"]).sort_values("compare_rank")
    picked = Result(rows.query, frame, rows.filters)
    cards.table_card(
        "Rang de chacun",
        picked,
        columns=["territoire_name", "rank_min", "rank_max"],
        details={
            "territoire_name": (
                "consommation_min_share",
                "consommation_max_share",
                "attendu_count",
                "inconnu_count",
            )
        },
        takeaway="\n".join(f"- {standing(row)}" for row in picked.records()),
    )


def standing(row: Row) -> str:
    """Say where a territoire stands in the ranking, or why it is not in it.

    Expects a row of `territoires/classement`.
    """
    number = row["compare_rank"]
    name = f"**{row['territoire_name']}**"
    if not fmt.is_missing(number):
        # Not « 1. », which would begin a list within the list.
        name = f"{fmt.number(number)}\u00a0· {name}"
    if not fmt.is_missing(row["motif"]):
        return f"{name}\u00a0: non classé – {row['motif']}."
    low, high = (fmt.percent(row[f"consommation_{side}_share"]) for side in ("min", "max"))
    share = low if low == high else f"entre {low} et {high}"
    best, worst = int(row["rank_min"]), int(row["rank_max"])
    place = _nth(best) if best == worst else f"entre le {_nth(best)} et le {_nth(worst)} rang"
    shared = row["ex_aequo_count"]
    equals = f", ex æquo avec {fmt.number(shared)}" if shared else ""
    place = f"{place} rang" if best == worst else place
    return (
        f"{name}\u00a0: {share} payés\u202f; {place} sur {fmt.number(row['classe_count'])}{equals}."
    )


def unranked(rows: Result) -> str:
    """Count the territoires that the ranking leaves out, by reason; empty when there are none."""
    counts = Counter(rows.frame["motif"].dropna())
    if not counts:
        return ""
    told = [f"{motif} ({fmt.number(count)})" for motif, count in counts.most_common()]
    words = "\u202f; ".join(told)
    return f" Non classés\u00a0: {words}."


def _nth(rank: int) -> str:
    return "1er" if rank == 1 else f"{fmt.number(rank)}e"
