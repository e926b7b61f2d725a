"""The sentences that a one-page note shares with the pages, by name: rows in, words out.

A note cites a whole sentence under its name (`traces.Carnet.say`), so that whoever verifies the
note has it made again from the data, by the very function that words the page.
"""

from collections.abc import Callable

from tdi import argent, findings, fmt, matrice, recours, situations, usages
from tdi.results import Result


def _indicateur_by_region(values: Result) -> str:
    first = values.records()[0]
    # The header of the query has one unit for all indicators; a heading has that of its own.
    unit = "%" if first["unit_name"] == "part de 1" else first["unit_name"]
    shown = situations.in_unit(values, unit)
    return findings.span(
        shown, "value", "region_name", "région", what=str(first["indicateur_name"])
    )


def _delai(mesures: Result) -> str:
    rows = recours.by_mesure(mesures)
    return recours.delai(rows["Délai"], rows["Instruites"])


PHRASES: dict[str, Callable[[Result], str]] = {
    # `pilotage/entonnoir`, or the same by engagement: where the money stands.
    "étapes": lambda stages: findings.stages(stages, total="reference_eur"),
    # `pilotage/entonnoir`: what the stages close on.
    "fermeture": argent.entonnoir,
    # `pilotage/recours_by_zone`, the rows of the whole selection.
    "engagements": lambda zones: findings.matrix(matrice.RECOURS, zones),
    # One of them.
    "recours": lambda zones: usages.usage(zones.records()[0], []),
    # `pilotage/recours_mesures`, the rows of one engagement in the whole selection.
    "parcours": lambda mesures: recours.parcours(recours.by_mesure(mesures)),
    "refus": lambda mesures: recours.refus(recours.by_mesure(mesures)["Refusées"]),
    "délai": _delai,
    "manques": lambda mesures: recours.missing(recours.by_mesure(mesures)),
    # One row of `pilotage/recours_objectifs`.
    "objectif": recours.objectif,
    # One row of `pilotage/indicateurs`.
    "indicateur": lambda indicateurs: findings.path(indicateurs.records()[0]),
    # The rows of one indicator in `pilotage/indicateurs_by_region`.
    "indicateur par région": _indicateur_by_region,
}


def worded(name: str, rows: Result) -> str:
    """Return the sentence called `name` on its rows, without marks of bold.

    KeyError when no sentence has that name; rows that are not its own raise LookupError too.
    """
    return fmt.plain(PHRASES[name](rows))
