"""Communes, EPCI, EPT, départements and régions of France, code officiel géographique 2026."""

import json
import tarfile
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.inputs import Inputs
from etl.paquets import DECOUPAGE

COG_YEAR = 2026
# The package also lists the collectivités d'outre-mer, which have no territoire.
ZONES = {"metro", "drom"}


@dataclass(frozen=True)
class Commune:
    """A commune of today, with the codes of those it absorbed."""

    code: str
    name: str
    siren: str
    departement_code: str
    region_code: str
    former_codes: tuple[str, ...]


@dataclass(frozen=True)
class Groupement:
    """An EPCI or an EPT and the communes that make it up."""

    siren: str
    name: str
    commune_codes: tuple[str, ...]


@cache
def _entries(inputs: Inputs, name: str) -> tuple[dict[str, Any], ...]:
    with tarfile.open(DECOUPAGE.path(inputs)) as archive:
        member = archive.extractfile(f"package/data/{name}.json")
        if member is None:
            raise FileNotFoundError(f"{DECOUPAGE.file_name} : fichier {name}.json absent")
        return tuple(json.load(member))


@cache
def communes(inputs: Inputs) -> dict[str, Commune]:
    """Return the communes of métropole and the five overseas départements, by code."""
    return {
        entry["code"]: Commune(
            code=entry["code"],
            name=entry["nom"],
            siren=entry["siren"],
            departement_code=entry["departement"],
            region_code=entry["region"],
            former_codes=tuple(entry.get("anciensCodes", ())),
        )
        for entry in _entries(inputs, "communes")
        if entry["type"] == "commune-actuelle" and entry["zone"] in ZONES
    }


@cache
def former_communes(inputs: Inputs) -> dict[str, tuple[str, ...]]:
    """Return, by commune, the codes of its communes déléguées and associées (its own included)."""
    codes: dict[str, list[str]] = {}
    for entry in _entries(inputs, "communes"):
        if entry["type"] in {"commune-deleguee", "commune-associee"}:
            codes.setdefault(entry["chefLieu"], []).append(entry["code"])
    return {commune: tuple(parts) for commune, parts in codes.items()}


@cache
def successors(inputs: Inputs) -> dict[str, str]:
    """Return the commune of today that absorbed each code that no longer exists."""
    current = communes(inputs)
    return {
        former: commune.code
        for commune in current.values()
        for former in commune.former_codes
        if former not in current
    }


def _groupements(inputs: Inputs, name: str) -> dict[str, Groupement]:
    known = communes(inputs)
    return {
        entry["code"]: Groupement(
            siren=entry["code"],
            name=entry["nom"],
            commune_codes=tuple(
                sorted(member["code"] for member in entry["membres"] if member["code"] in known)
            ),
        )
        for entry in _entries(inputs, name)
    }


@cache
def epci(inputs: Inputs) -> dict[str, Groupement]:
    """Return the EPCI à fiscalité propre, by SIREN."""
    return _groupements(inputs, "epci")


@cache
def ept(inputs: Inputs) -> dict[str, Groupement]:
    """Return the établissements publics territoriaux of Greater Paris, by SIREN."""
    return _groupements(inputs, "ept")


def _names(inputs: Inputs, name: str) -> dict[str, str]:
    return {e["code"]: e["nom"] for e in _entries(inputs, name) if e["zone"] in ZONES}


@cache
def departements(inputs: Inputs) -> dict[str, str]:
    """Return the names of the 101 départements, by code."""
    return _names(inputs, "departements")


@cache
def regions(inputs: Inputs) -> dict[str, str]:
    """Return the names of the 18 régions, by code."""
    return _names(inputs, "regions")
