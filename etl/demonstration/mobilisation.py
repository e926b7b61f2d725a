"""The table `mobilisation` of a month: who uses the engagements, and how fast they answer."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from etl.demonstration import modele, perimetre, registre, releves, repartition, rythme, simulation
from etl.demonstration.modele import lignes

VTE, VTE_CLAIM, VTE_TARGET = "eng-02", "chiffre-109", "chiffre-110"
# Engagements whose follow-up is « one per territoire », and how many make it whole.
PER_TERRITOIRE = {"eng-09": 1, "eng-13": 1, "eng-15": 4}
Row = dict[str, Any]


def rows(month: int) -> list[Row]:
    """Return the follow-up of the engagements at the end of a month."""
    return [*_files(month), *_vte(month), *_services(month), *_targets(month)]


def _row(month: int, engagement_id: str, zone: str, mesure: str, value: float, unit: str) -> Row:
    operateur_id = _operators()[engagement_id]
    since = releves.late("mobilisation", operateur_id, engagement_id, month)
    return {
        "engagement_id": engagement_id,
        "operateur_id": operateur_id,
        "maille": perimetre.maille(zone),
        "zone_code": zone,
        "mesure": mesure,
        "value": None if since else float(value),
        "unit": unit,
        "etat": "Non communiqué" if since else "Renseigné",
        "due_date": since or releves.due(month),
        "reported_date": None if since else releves.reported(operateur_id, month),
        "source_id": f"demo-releve-{operateur_id}",
    }


@lru_cache(maxsize=1)
def _operators() -> dict[str, str]:
    services = modele.parameters()["services"]
    return services | {ligne.engagement_id: ligne.operateur_id for ligne in lignes()}


def _files(month: int) -> Iterator[Row]:
    """Files by région, from the money committed: asked, examined, granted, refused, and days."""
    settings = modele.parameters()["recours"]
    for engagement_id, start in settings["delai_depart"].items():
        for place, code in enumerate(perimetre.regions()):
            granted = int(_granted(engagement_id)[month, place])
            refused = int(granted * settings["part_refusee"])
            examined = granted + refused
            asked = examined + int(examined * settings["part_en_attente"]) + 1
            days = round(start * _slowness(engagement_id)[place] * (1 - 0.004 * month))
            yield _row(month, engagement_id, code, "Demandes", asked, "dossiers")
            yield _row(month, engagement_id, code, "Instruites", examined, "dossiers")
            yield _row(month, engagement_id, code, "Accordées", granted, "dossiers")
            yield _row(month, engagement_id, code, "Refusées", refused, "dossiers")
            yield _row(month, engagement_id, code, "Délai", days, "jours")


@lru_cache(maxsize=32)
def _granted(engagement_id: str) -> np.ndarray:
    """Return the files granted, by month and région (territoires by their main one)."""
    story, codes = simulation.run(), [one.region_code for one in perimetre.territoires()]
    starts = [codes.index(code) for code in perimetre.regions()]
    places = [p for p, x in enumerate(lignes()) if x.engagement_id == engagement_id]
    total = np.zeros((len(modele.months()), len(starts)))
    for place in places:
        local = np.array([now[place, : len(codes)] for now in story.committed])
        total += np.add.reduceat(local, starts, axis=1) * 100 / lignes()[place].dossier
    return np.ceil(total).astype(int)


@lru_cache(maxsize=32)
def _slowness(engagement_id: str) -> np.ndarray:
    keen = modele.parameters()["allant"]
    draws = modele.random(f"délai {engagement_id}").random(len(perimetre.regions()))
    own = np.array([keen[code] for code in perimetre.regions()])
    return (1.15 - 0.2 * own) * (0.85 + 0.3 * draws)


@lru_cache(maxsize=1)
def _vte_signed() -> np.ndarray:
    """Return the VTE signed, by month and territoire; the published number is met at its date."""
    claim, points = registre.read()[VTE_CLAIM], modele.parameters()["recours"]["vte"]
    known = {modele.rank(month): value for month, value in points.items()}
    known[modele.rank(claim.day)] = round(claim.value)
    curve = rythme.between([(-1, 0), (3, 0), *sorted(known.items())], rythme.season())
    codes = [one.region_code for one in perimetre.territoires()]
    weight = np.array([modele.parameters()["allant"][code] for code in codes])
    weight *= modele.random("vte").random(len(codes)) ** 2
    dormant = {
        flaw["territoire"]: modele.rank(flaw["depuis"]) for flaw in releves.flaws("dormants")
    }
    stop = np.array([dormant.get(x.territoire_id, len(curve)) for x in perimetre.territoires()])
    signed = np.zeros((len(curve), len(codes)), dtype=np.int64)
    for month, step in enumerate(np.diff(curve, prepend=0)):
        present = (perimetre.entry_ranks() <= month) & (month < stop)
        seasonal = weight * (modele.random(f"vte {month}").random(len(codes)) < 0.4)
        given = repartition.fill(int(step), np.where(present, 9, 0), seasonal)
        signed[month] = (signed[month - 1] if month else 0) + given
    return signed


def _vte(month: int) -> Iterator[Row]:
    shown = _vte_signed()[month].copy()
    index = perimetre.index()
    for gone, absorber in perimetre.absorbed(modele.months()[month]).items():
        shown[index[absorber]] += shown[index[gone]]
    for one in perimetre.present(modele.months()[month]):
        value = int(shown[index[one.territoire_id]])
        yield _row(month, VTE, one.territoire_id, "Accordées", value, "VTE")


def _services(month: int) -> Iterator[Row]:
    """Advisers and correspondents named: none, then some, then all."""
    for engagement_id, whole in PER_TERRITOIRE.items():
        starts = modele.random(f"service {engagement_id}").random(len(perimetre.territoires()))
        for place, one in enumerate(perimetre.territoires()):
            if one in perimetre.present(modele.months()[month]):
                first = max(perimetre.entry_ranks()[place], 2) + int(14 * starts[place] ** 2)
                done = min(whole, max(0, month - first + 1))
                yield _row(month, engagement_id, one.territoire_id, "Réalisées", done, "personnes")


def _targets(month: int) -> Iterator[Row]:
    count = len(perimetre.present(modele.months()[month]))
    for engagement_id, whole in PER_TERRITOIRE.items():
        target = whole * count
        yield _row(month, engagement_id, perimetre.FRANCE, "Objectif", target, "personnes")
    claim = registre.read()[VTE_TARGET]
    if month >= modele.rank(claim.day):
        yield _row(month, VTE, perimetre.FRANCE, "Objectif", claim.value, "VTE")
