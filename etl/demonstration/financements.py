"""The table `financements` of a month: every cell, its amount and its state."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np

from etl.demonstration import fonds, modele, perimetre, releves
from etl.demonstration.modele import Ligne, lignes
from etl.demonstration.releves import STAGES, Mark, Releve

ENVELOPPE, HORS_ENVELOPPE = "Enveloppe 2018", "Hors enveloppe"
# Nobody knows the official list of the 17 engagements: these two are reported by nobody.
UNKNOWN_ENGAGEMENTS = ("eng-16", "eng-17")
Row = dict[str, Any]


def euros(units: int) -> Decimal:
    """Return an amount in euros from hundreds of euros."""
    return Decimal(int(units)) * 100


def rows(month: int) -> list[Row]:
    """Return the rows of the statement of a month."""
    releve = releves.read(month)
    found = [
        row
        for place, ligne in enumerate(lignes())
        for zone in _zones(ligne, releve)
        for row in _ligne_rows(releve, place, ligne, zone)
    ]
    found += _services(releve)
    found += _unknown(releve)
    if month >= modele.rank(fonds.START):
        found += _fonds(releve)
    return found


def _zones(ligne: Ligne, releve: Releve) -> Iterator[str]:
    yield from (one.territoire_id for one in perimetre.present(releve.day))
    if ligne.region:
        yield from perimetre.regions()
    yield perimetre.FRANCE


def _row(zone: str, etape: str, **values: Any) -> Row:
    return {
        "cadre": ENVELOPPE,
        "maille": perimetre.maille(zone),
        "zone_code": zone,
        "etape": etape,
        **values,
    }


def _ligne_rows(releve: Releve, place: int, ligne: Ligne, zone: str) -> Iterator[Row]:
    index = perimetre.index()[zone]
    without_object = _region_of(zone) in ligne.regions_sans_objet
    for stage, etape in enumerate(STAGES):
        mark = releve.marks.get((stage, place, index), Mark())
        etat = "Sans objet" if without_object else mark.etat or "Renseigné"
        known = etat in ("Renseigné", "Contesté")
        announced = etape == "Annoncé"
        sent = None if not known else mark.reported or _sent(ligne, announced, releve.month)
        yield _row(
            zone,
            etape,
            engagement_id=ligne.engagement_id,
            operateur_id=ligne.operateur_id,
            nature=ligne.nature,
            etat=etat,
            amount_eur=euros(releve.amounts[stage, place, index]) if known else None,
            due_date=mark.due if not known else None if announced else releves.due(releve.month),
            reported_date=sent,
            source_id="demo-annonce" if announced else f"demo-releve-{ligne.operateur_id}",
            note=mark.note,
        )


def _sent(ligne: Ligne, announced: bool, month: int) -> Any:
    return perimetre.LAUNCH if announced else releves.reported(ligne.operateur_id, month)


def _region_of(zone: str) -> str:
    return zone[6:8] if "-ti-" in zone else ""


def _services(releve: Releve) -> Iterator[Row]:
    """Engagements without money: the cell exists, and has no object."""
    for engagement_id, operateur_id in modele.parameters()["services"].items():
        for one in perimetre.present(releve.day):
            for etape in STAGES:
                yield _row(
                    one.territoire_id,
                    etape,
                    engagement_id=engagement_id,
                    operateur_id=operateur_id,
                    nature="Service non monétaire",
                    etat="Sans objet",
                    source_id=f"demo-releve-{operateur_id}",
                )


def _unknown(releve: Releve) -> Iterator[Row]:
    for engagement_id in UNKNOWN_ENGAGEMENTS:
        for one in perimetre.present(releve.day):
            for etape in STAGES:
                yield _row(
                    one.territoire_id,
                    etape,
                    engagement_id=engagement_id,
                    nature="Non précisée",
                    etat="Non communiqué",
                    source_id="demo-cellules",
                )


def _fonds(releve: Releve) -> Iterator[Row]:
    settings, month = modele.parameters()["fonds"], releve.month
    common = {
        "cadre": HORS_ENVELOPPE,
        "dispositif": settings["dispositif"],
        "operateur_id": settings["operateur_id"],
        "nature": "Subvention",
        "etat": "Renseigné",
        "source_id": "demo-fonds",
        "reported_date": releves.reported(settings["operateur_id"], month),
        "due_date": releves.due(month),
    }
    yield _row("FR", "Annoncé", amount_eur=euros(int(fonds.announced()[month])), **common)
    stages: dict[str, np.ndarray] = {
        "Fléché": fonds.earmarked(),
        "Engagé": fonds.committed(),
        "Payé": fonds.paid(),
    }
    for place, code in enumerate(perimetre.regions()):
        for etape, curve in stages.items():
            yield _row(code, etape, amount_eur=euros(int(curve[place, month])), **common)
