"""The table `contrats` of a month: one row per dated step of each territoire of the perimeter."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from etl.demonstration import modele, perimetre, registre, simulation
from etl.demonstration.fiches import FIRST_CONTRACT, all_fiches

FIRM_CLAIM = "chiffre-016"


@lru_cache(maxsize=1)
def signatures() -> dict[str, dict[str, date]]:
    """Return the dates of signature by territoire and step; they meet the published counts."""
    settings, draws = modele.toml("perimetre.toml")["signatures"], modele.random("signatures")
    signed: dict[str, dict[str, date]] = {one.territoire_id: {} for one in perimetre.territoires()}
    for zone, day in settings["contrats"].items():
        signed[zone]["Contrat signé"] = day
    for group in settings["groupes"]:
        for zone in group["territoires"]:
            signed[zone][group["statut"]] = _within(group, draws.random())
    others = settings["autres"]
    for one in perimetre.territoires():
        steps, after = signed[one.territoire_id], one.entry + timedelta(days=120)
        if not steps:
            steps["Protocole signé"] = max(after, _within(others["protocole"], draws.random()))
        if "Contrat signé" not in steps and one.territoire_id not in others["sans_contrat"]:
            protocol = steps["Protocole signé"] + timedelta(days=60)
            steps["Contrat signé"] = max(
                protocol, _within(others["contrat"], draws.random() ** 1.6)
            )
        if "Contrat signé" in steps and draws.random() < 0.3:
            delay = 400 + int(300 * draws.random())
            steps["Avenant signé"] = steps["Contrat signé"] + timedelta(days=delay)
    return signed


def _within(window: dict[str, date], draw: float) -> date:
    return window["debut"] + timedelta(
        days=int(draw * ((window["fin"] - window["debut"]).days + 1))
    )


def rows(month: int) -> list[dict[str, Any]]:
    """Return the steps reached by the end of a month by the territoires of the programme."""
    last = modele.months()[month]
    found = []
    for one in perimetre.present(last):
        found.append(_row(one.territoire_id, "Identifié", one.entry, last))
        for statut, day in signatures()[one.territoire_id].items():
            if day <= last:
                found.append(_row(one.territoire_id, statut, day, last))
    for fusion in perimetre.fusions():
        for day, text in ((fusion.start, "s’étend à"), (fusion.end, "n’a plus")):
            if day <= last:
                row = _row(fusion.absorber_id, "Avenant signé", day, last)
                row["note"] = (
                    f"Fiction : le territoire {text} {perimetre.name(fusion.territoire_id)}."
                )
                found.append(row)
    return found


def _row(zone: str, statut: str, day: date, last: date) -> dict[str, Any]:
    row: dict[str, Any] = {
        "territoire_id": zone,
        "statut": statut,
        "contrat_date": day,
        "etat": "Renseigné",
        "source_id": "demo-contrats",
    }
    if statut == "Identifié":
        return row
    ranks = [
        rank
        for rank, fiche in enumerate(all_fiches())
        if zone in fiche.territoire_ids and fiche.start <= day
    ]
    row["fiche_count"] = len(ranks)
    row["fiche_ferme_count"] = _firm(zone, statut, day, ranks)
    return row


def _firm(zone: str, statut: str, day: date, ranks: list[int]) -> int:
    """Return how many of the fiches are firm: financed by then, or soon; the first is published."""
    if (zone, statut) == (FIRST_CONTRACT, "Contrat signé"):
        return round(registre.read()[FIRM_CLAIM].value)
    soon = min(len(modele.months()) - 1, modele.rank(day) + 4)
    return sum(int(simulation.run().fiches_committed[soon][rank]) > 0 for rank in ranks)
