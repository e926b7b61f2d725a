"""The uptake of a note: who uses which engagement, who never does, of whom nobody speaks."""

from typing import Any

from tdi import fmt, langue
from tdi.notes.sujet import ENGAGEMENT, TERRITOIRE, Sujet
from tdi.recours import PARCOURS
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
        return {"lignes": [], "notes": [told]}
    if sujet.kind == ENGAGEMENT:
        return {"lignes": [], "notes": _one(carnet, sujet)}
    rows = carnet.rows(ZONES, maille="Ensemble")
    if sujet.kind == TERRITOIRE:
        return {"lignes": [], "notes": _grouped(carnet, rows, GROUPS)}
    known = [row for row in rows if row["etat"] in _KNOWN]
    others = {etat: title for etat, title in GROUPS.items() if etat not in _KNOWN}
    return {
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
    pick: dict[str, Any] = {"engagement_id": sujet.engagement_id}
    zones = {**pick, "maille": "Ensemble"}
    [row] = carnet.rows(ZONES, **zones)
    told = [users(carnet, row, zones)]
    steps = [
        _step(carnet, row)
        for row in carnet.rows(MESURES, **zones)
        if row["mesure"] in PARCOURS and not fmt.is_missing(row["value"])
    ]
    if steps:
        told.append(f"Demandes\u00a0: {' → '.join(steps)}.")
    told += _delay(carnet, zones)
    for target in carnet.rows(OBJECTIFS, **pick):
        told.append(objective(carnet, {**pick, "unit": target["unit"]}))
    missing = [
        mesure["mesure"].lower()
        for mesure in carnet.rows(MESURES, **zones)
        if mesure["etat"] in ("Non communiqué", "En retard") and mesure["mesure"] != "Objectif"
    ]
    if missing:
        told.append(f"Non communiqué\u00a0: {langue.enumerate_words(missing)}.")
    return told


def users(carnet: Carnet, row: Row, pick: Row) -> str:
    """Say how many territoires use one engagement, which `pick` picks, and what is not known."""
    expected = carnet.cite(ZONES, "attendu_count", **pick)
    if row["etat"] == "Sans objet":
        return "Sans objet\u00a0: tous les territoires attendus le déclarent."
    if row["etat"] not in _KNOWN:
        return f"Recours\u00a0: {row['etat'].lower()} pour {expected}."
    users = carnet.cite(ZONES, "utilisateur_count", style="nombre", **pick)
    verb = langue.agreed(row["utilisateur_count"], "y a", "y ont")
    told = [f"{users} sur {expected} {verb} recours"]
    for column, word in (
        ("jamais_count", "jamais"),
        ("conteste_count", "contesté"),
        ("inconnu_count", "non communiqué"),
    ):
        if row[column]:
            told.append(f"{word}\u00a0: {carnet.cite(ZONES, column, style='nombre', **pick)}")
    return "\u202f; ".join(told) + "."


def _step(carnet: Carnet, row: Row) -> str:
    pick: dict[str, Any] = {name: row[name] for name in ("mesure", "engagement_id", "maille")}
    cited = carnet.cite(MESURES, "value", style="nombre", **pick)
    word = row["mesure"].lower()
    return f"{cited}\u00a0{langue.agreed(row['value'], word.removesuffix('s'), word)}"


def _delay(carnet: Carnet, zones: Row) -> list[str]:
    rows = [row for row in carnet.rows(MESURES, **zones) if row["mesure"] == "Délai"]
    if not rows or fmt.is_missing(rows[0]["value"]):
        return []
    cited = carnet.cite(MESURES, "value", style="nombre", mesure="Délai", **zones)
    return [f"Délai médian\u00a0: {cited}\u00a0{langue.agreed(rows[0]['value'], 'jour')}."]


def objective(carnet: Carnet, pick: Row) -> str:
    """Say what is reached of a published objective, which `pick` picks."""
    target = carnet.cite(OBJECTIFS, "objectif", **pick)
    reached = carnet.cite(OBJECTIFS, "atteint", style="nombre", **pick)
    if reached.is_missing:
        return f"Objectif\u00a0: {target}\u202f; ce qui est atteint n’est pas communiqué."
    return f"Objectif\u00a0: {reached} sur {target}."
