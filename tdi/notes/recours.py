"""The uptake of a note: who uses which engagement, who never does, of whom nobody speaks.

Its heading, and all that is said of one engagement, are the sentences of the page « Engagements ».
"""

from typing import Any

from tdi.notes.sujet import ENGAGEMENT, TERRITOIRE, Sujet
from tdi.traces import Carnet, Row

ZONES = "pilotage/recours_by_zone"
MESURES = "pilotage/recours_mesures"
OBJECTIFS = "pilotage/recours_objectifs"
GROUPS = {
    "Renseigné": "Y ont recours",
    "Zéro": "Jamais",
    "Contesté": "Contesté",
    "En retard": "En retard",
    "Non communiqué": "Non communiqué",
    "Sans objet": "Sans objet",
}
_KNOWN = ("Renseigné", "Zéro")
Bloc = dict[str, Any]


def bloc(carnet: Carnet, sujet: Sujet) -> Bloc:
    """Return a table of engagements, or the lines of one of them, or why there is none."""
    if not carnet.rows(ZONES):
        told = "Sans objet\u00a0: les engagements de 2018 sont ceux de la phase 1."
        if sujet.filters.phase == 1:
            told = f"Sans objet\u00a0: aucun territoire de la phase 1 {sujet.within}."
        return {"constat": "", "lignes": [], "notes": [told]}
    if sujet.kind == ENGAGEMENT:
        return {"constat": "", "lignes": [], "notes": _one(carnet, sujet)}
    rows = carnet.rows(ZONES, maille="Ensemble")
    found = str(carnet.say("engagements", ZONES, maille="Ensemble"))
    if sujet.kind == TERRITOIRE:
        return {"constat": found, "lignes": [], "notes": _grouped(carnet, rows, GROUPS)}
    known = [row for row in rows if row["etat"] in _KNOWN]
    others = {etat: title for etat, title in GROUPS.items() if etat not in _KNOWN}
    return {
        "constat": found,
        "lignes": [_line(carnet, row) for row in known],
        "notes": _grouped(carnet, rows, others),
    }


def _line(carnet: Carnet, row: Row) -> list[str]:
    """Name, users among those expected, those that never use it, those of whom nothing is known."""
    pick: dict[str, Any] = {"engagement_id": row["engagement_id"], "maille": "Ensemble"}
    counts = [
        str(carnet.cite(ZONES, column, style="nombre", **pick))
        for column in ("utilisateur_count", "attendu_count", "jamais_count", "inconnu_count")
    ]
    users, expected, never, unknown = counts
    return [carnet.name(row["engagement_name"]), f"{users} sur {expected}", never, unknown]


def _grouped(carnet: Carnet, rows: list[Row], groups: dict[str, str]) -> list[str]:
    """Name the engagements in each state, with their number; all of them are not named."""
    told = []
    for etat, title in groups.items():
        names = [carnet.name(row["engagement_name"]) for row in rows if row["etat"] == etat]
        if not names:
            continue
        count = carnet.count(ZONES, maille="Ensemble", etat=etat)
        if len(names) == len(rows) > 1:
            told.append(f"{title}\u00a0: les {count}\u00a0engagements.")
        else:
            told.append(f"{title} ({count})\u00a0: {', '.join(names)}.")
    return told


def _one(carnet: Carnet, sujet: Sujet) -> list[str]:
    """Say how far one engagement goes: its users, its requests step by step, its objective."""
    own: dict[str, Any] = {"engagement_id": sujet.engagement_id}
    whole = {**own, "maille": "Ensemble"}
    told = [
        users(carnet, own),
        carnet.say("parcours", MESURES, **whole),
        carnet.say("refus", MESURES, **whole),
        carnet.say("délai", MESURES, **whole),
        *(objective(carnet, target) for target in carnet.rows(OBJECTIFS, **own)),
        carnet.say("manques", MESURES, **whole),
    ]
    return [str(line) for line in told if str(line)]


def users(carnet: Carnet, own: Row) -> str:
    """Say how many territoires use the engagement that `own` picks, and what is not known."""
    return str(carnet.say("recours", ZONES, **own, maille="Ensemble"))


def objective(carnet: Carnet, target: Row) -> str:
    """Say what is reached of a published objective, a row of its query."""
    pick = {name: target[name] for name in ("engagement_id", "unit")}
    return str(carnet.say("objectif", OBJECTIFS, **pick))
