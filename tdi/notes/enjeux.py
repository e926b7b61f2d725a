"""The enjeux of a note: where each indicator starts, where it is, where it should go."""

from typing import Any

from tdi import langue, situations
from tdi.filters import Filters
from tdi.notes.sujet import ENGAGEMENT, Sujet
from tdi.traces import Carnet, Row

INDICATEURS = "pilotage/indicateurs"
_NONE = "Aucun indicateur proche de l’enjeu n’était publié à cette date."
_APART = "Sans objet\u00a0: la source ne rattache cet engagement à aucun enjeu."
_UNNAMED = "Non précisé"
Bloc = dict[str, Any]


def rows(carnet: Carnet, sujet: Sujet) -> list[Row]:
    """Return the indicators of a note: the first of each enjeu; all of them when one is chosen.

    An engagement shows those of its own enjeu. A territoire has those of its régions: no indicator
    is given by territoire.
    """
    listed = carnet.rows(INDICATEURS)
    if sujet.kind == ENGAGEMENT:
        enjeu = _enjeu(carnet, sujet)
        return [row for row in listed if row["enjeu_name"] == enjeu != _UNNAMED]
    return listed if sujet.filters.enjeu_id else [row for row in listed if row["is_phare"]]


def bloc(carnet: Carnet, sujet: Sujet) -> Bloc:
    """Return the table of the indicators, with what is to be known of them."""
    kept = rows(carnet, sujet)
    if not kept:
        is_apart = sujet.kind == ENGAGEMENT and _enjeu(carnet, sujet) == _UNNAMED
        return {"lignes": [], "notes": [_APART if is_apart else _NONE]}
    told = [situations.proxies(carnet.read(INDICATEURS))]
    zones = list(dict.fromkeys(row["zone_name"] for row in kept))
    if sujet.filters.territoire_id:
        told.append("Aucun indicateur n’est donné par territoire.")
    if zones != ["France"]:
        told.append(f"Valeurs\u00a0: {langue.enumerate_words(zones)}.")
    lines = [_line(carnet, row, is_alone=len(zones) == 1) for row in kept]
    return {"lignes": lines, "notes": told}


def _enjeu(carnet: Carnet, sujet: Sujet) -> str:
    [row] = carnet.rows("pilotage/engagements", engagement_id=sujet.engagement_id)
    return row["enjeu_name"]


def _line(carnet: Carnet, row: Row, *, is_alone: bool) -> list[str]:
    zone = "" if is_alone else f" ({row['zone_name']})"
    return [
        row["enjeu_name"],
        f"{carnet.name(row['indicateur_name'])}{zone}",
        situation(carnet, row, "depart", "non donné"),
        situation(carnet, row, "value", "non communiqué"),
        situation(carnet, row, "cible", "non donnée"),
    ]


def situation(
    carnet: Carnet, row: Row, column: str, missing: str, filters: Filters | None = None
) -> str:
    """« 386 sites (déc. 2023) »: a value of an indicator and its date; `missing` without one."""
    pick = {"indicateur_id": row["indicateur_id"], "zone_code": row["zone_code"]}
    value = carnet.cite(INDICATEURS, column, filters=filters, **pick)
    if value.is_missing:
        return missing
    when = "measure_date" if column == "value" else f"{column}_date"
    # A counter that restarts each January is told by its year once it is full.
    style = "cumul" if row["is_cumul_annuel"] else "mois"
    return f"{value} ({carnet.cite(INDICATEURS, when, style=style, filters=filters, **pick)})"
