"""The small map of a note: where its subject is, or what is known of it place by place."""

from collections import Counter
from typing import Any

import pandas as pd

from tdi import maps, situations, theme
from tdi.notes import enjeux, recours
from tdi.notes.dessin import Drawing
from tdi.notes.sujet import ENGAGEMENT, ENJEU, REGION, TERRITOIRE, Sujet
from tdi.traces import Carnet, Row

CONTOURS = "territoires/contours"
_BY_REGION, _SPREAD = "pilotage/indicateurs_by_region", "pilotage/indicateurs_repartition"
_PALE = theme.SEQUENTIAL[0]
_PERIMETRE = "pilotage/perimetre"
# One entry of the legend: its colour, whether it is hatched, its words.
Entry = dict[str, Any]
Bloc = dict[str, Any]


def bloc(carnet: Carnet, sujet: Sujet) -> Bloc:
    """Return the map (`svg`), what it finds and shows (`constat`, `alt`), its height for a width of
    one, its legend.
    """
    everywhere = sujet.filters.without("region_code", "territoire_id")
    rows = carnet.rows(CONTOURS, everywhere)
    regions, places, frames = (
        [row for row in rows if row["niveau"] == niveau]
        for niveau in ("region", "territoire", "cadre")
    )
    drawing = Drawing(rows)
    drawing.fill(regions, "#FFFFFF", "none", 0)
    legend = _DRAWN.get(sujet.kind, _nation)(carnet, sujet, drawing, regions, places)
    drawing.fill(regions, "none", theme.GREY, 1.0)
    drawing.fill(frames, "none", theme.GREY, 1.0)
    told = "\u202f; ".join(entry["texte"] for entry in legend)
    mapped = _mapped(carnet, sujet)
    return {
        "constat": str(carnet.say("indicateur par région", _BY_REGION, **mapped)) if mapped else "",
        "svg": drawing.text(),
        "alt": f"Carte de France, outre-mer en encarts. {told}.",
        "encarts": f"Encarts, de haut en bas\u00a0: {', '.join(_downwards(frames))}.",
        "hauteur": drawing.height_share,
        "legende": legend,
    }


def _downwards(frames: list[Row]) -> list[str]:
    return [row["label"] for row in sorted(frames, key=lambda row: (-row["north"], row["west"]))]


def _entry(color: str, text: str, *, hatched: bool = False) -> Entry:
    return {"couleur": color, "hachure": hatched, "texte": text}


def _nation(
    carnet: Carnet, sujet: Sujet, drawing: Drawing, _regions: list[Row], places: list[Row]
) -> list[Entry]:
    drawing.fill(places, theme.NAVY, "#FFFFFF", 0.5)
    filters = sujet.filters.without("region_code", "territoire_id")
    count = carnet.cite(_PERIMETRE, "territoire_count", filters=filters)
    return [_entry(theme.NAVY, f"{count} de la phase {sujet.filters.phase}")]


def _region(
    carnet: Carnet, sujet: Sujet, drawing: Drawing, regions: list[Row], places: list[Row]
) -> list[Entry]:
    own = {row["territoire_id"] for row in carnet.rows("territoires/territoires")}
    drawing.fill([row for row in places if row["code"] not in own], _PALE, "#FFFFFF", 0.5)
    drawing.fill([row for row in places if row["code"] in own], theme.NAVY, "#FFFFFF", 0.5)
    chosen = [row for row in regions if row["code"] == sujet.filters.region_code]
    drawing.over(chosen, theme.ORANGE, 4.5)
    count = carnet.cite(_PERIMETRE, "territoire_count")
    inside = [_entry(theme.NAVY, f"{count} de la phase {sujet.filters.phase}")]
    return [
        _entry(theme.ORANGE, f"contour\u00a0: {sujet.name}"),
        *(inside if count.valeur else []),
        _entry(_PALE, "ailleurs"),
    ]


def _territoire(
    carnet: Carnet, sujet: Sujet, drawing: Drawing, _regions: list[Row], places: list[Row]
) -> list[Entry]:
    drawing.fill(places, _PALE, "#FFFFFF", 0.5)
    chosen = [row for row in places if row["code"] == sujet.filters.territoire_id]
    drawing.fill(chosen, theme.ORANGE, theme.INK, 1.0)
    for row in chosen:
        drawing.circle(row)
    return [
        _entry(theme.ORANGE, f"cerclé\u00a0: {carnet.name(sujet.name)}"),
        _entry(_PALE, f"autres territoires de la phase {sujet.filters.phase}"),
    ]


def _engagement(
    carnet: Carnet, sujet: Sujet, drawing: Drawing, _regions: list[Row], places: list[Row]
) -> list[Entry]:
    pick: dict[str, Any] = {"engagement_id": sujet.engagement_id, "maille": "Territoire"}
    states = {row["zone_code"]: row["etat"] for row in carnet.rows(recours.ZONES, **pick)}
    counts = Counter(states.values())
    legend = []
    for etat, (color, _) in theme.ETAT_STYLES.items():
        shown = [row for row in places if states.get(row["code"]) == etat]
        hatched = etat == "Non communiqué"
        drawing.fill(shown, color, "#FFFFFF", 0.5)
        if hatched:
            drawing.hatch(shown)
        if counts[etat]:
            count = carnet.count(recours.ZONES, etat=etat, **pick)
            words = recours.GROUPS[etat].lower()
            legend.append(_entry(color, f"{words}\u00a0: {count}", hatched=hatched))
    return legend


def _enjeu(
    carnet: Carnet, sujet: Sujet, drawing: Drawing, regions: list[Row], _places: list[Row]
) -> list[Entry]:
    pick = _mapped(carnet, sujet)
    if not pick:
        drawing.fill(regions, theme.UNKNOWN, theme.GREY, 0.75)
        drawing.hatch(regions)
        return [_entry(theme.UNKNOWN, "aucune région connue", hatched=True)]
    values = carnet.read(_BY_REGION).only(**pick)
    ranks = maps.classes(pd.Series(values.frame["value"]))
    shades = {
        code: theme.SEQUENTIAL[int(rank)]
        for code, rank in zip(values.frame["region_code"], ranks, strict=True)
        if rank == rank  # null is not equal to itself
    }
    for row in regions:
        drawing.fill([row], shades.get(row["code"], theme.UNKNOWN), theme.GREY, 0.75)
    silent = [row for row in regions if row["code"] not in shades]
    drawing.hatch(silent)
    name = values.records()[0]["indicateur_name"]
    low, high = (carnet.cite(_SPREAD, column, **pick) for column in ("min_value", "max_value"))
    legend = [
        _entry(theme.SEQUENTIAL[0], f"{carnet.name(name)}\u00a0: de {low}"),
        _entry(theme.SEQUENTIAL[-1], f"à {high} par région"),
    ]
    if silent:
        legend.append(_entry(theme.UNKNOWN, situations.UNKNOWN.lower(), hatched=True))
    return legend


def _mapped(carnet: Carnet, sujet: Sujet) -> Row:
    """Pick the indicator of an enjeu that the map shows: the first that some région has."""
    if sujet.kind != ENJEU:
        return {}
    known = {row["indicateur_id"] for row in carnet.rows(_SPREAD) if row["connue_count"]}
    for row in enjeux.rows(carnet, sujet):
        if row["zone_name"] == "France" and row["indicateur_id"] in known:
            return {"indicateur_id": row["indicateur_id"]}
    return {}


_DRAWN = {REGION: _region, TERRITOIRE: _territoire, ENGAGEMENT: _engagement, ENJEU: _enjeu}
