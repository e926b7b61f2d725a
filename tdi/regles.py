"""The rules of the alerts: `queries/alertes/regles.toml`, each with the query of the same name.

A threshold lives in that file only: it is a parameter of the query. One that is missing, or that no
query takes, is refused with its name.
"""

import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from tdi import fmt, queries
from tdi.errors import QueryError
from tdi.settings import QUERIES

FOLDER = "alertes"
FILE = "regles.toml"
# A rule examines the whole programme: what a selection leaves out of it is for who reads its rows.
WHOLE = {
    "base_date": None,
    "pas_a_pas": False,
    "phase": 1,
    "region_code": None,
    "territoire_id": None,
    "enjeu_id": None,
}
GRAVITES = {1: "Majeure", 2: "Importante", 3: "À surveiller"}
_SAID = {
    "missing": "il manque",
    "extra_forbidden": "n’est pas un champ de règle",
    "literal_error": "n’est pas une valeur permise",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Seuil(_Strict):
    """A threshold: its value, its unit (those of the query headers), what it bounds."""

    valeur: float | int | str
    unite: str
    sens: str


class Regle(_Strict):
    """One rule: what it says, how grave it is, who must answer, where its rows are."""

    titre: str
    definition: str
    gravite: Literal[1, 2, 3]
    attendu: str
    page: str
    portee: Literal["lieux", "ensemble"]
    phases: list[Literal[1, 2]]
    incalculable: str
    seuils: dict[str, Seuil] = {}


def load() -> dict[str, Regle]:
    """Return the rules by their id, in the order of the file."""
    path = QUERIES / FOLDER / FILE
    return _loaded(path, path.stat().st_mtime_ns)


def seuils(name: str) -> dict[str, float | int | str]:
    """Return the thresholds that the query called `name` takes; none when it is no rule's."""
    folder, _, regle_id = name.partition("/")
    if folder != FOLDER:
        return {}
    return {key: seuil.valeur for key, seuil in load()[regle_id].seuils.items()}


def params(regle_id: str, day: str) -> dict[str, Any]:
    """Return what the query of a rule takes to examine everything at the date of a snapshot."""
    query = queries.load(f"{queries.RULES}{regle_id}")
    values = {"snapshot_date": day, **WHOLE, **seuils(query.name)}
    return {name: values[name] for name in query.params}


def as_json() -> str:
    """Return the rules as the staging table `regles` reads them, thresholds in words."""
    rows = [
        {
            "regle_id": regle_id,
            "rank": rank,
            "gravite_name": GRAVITES[regle.gravite],
            "seuil_names": [
                f"{fmt.quantity(seuil.valeur, seuil.unite)}\u00a0: {seuil.sens}"
                for seuil in regle.seuils.values()
            ],
            **{
                name: fmt.spaced(value) if isinstance(value, str) else value
                for name, value in regle.model_dump(exclude={"seuils"}).items()
            },
        }
        for rank, (regle_id, regle) in enumerate(load().items(), start=1)
    ]
    return json.dumps(rows, ensure_ascii=False)


@lru_cache(maxsize=8)
def _loaded(path: Path, _modified: int) -> dict[str, Regle]:
    return parse(path.read_text("utf-8"))


def parse(text: str) -> dict[str, Regle]:
    """Read the rules and compare their thresholds with the parameters of their queries.

    Raises QueryError naming the rule and what is wrong.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QueryError(f"{_where()} : fichier illisible ({error}).") from error
    rules = {regle_id: _read(regle_id, fields) for regle_id, fields in found.items()}
    named = {name.partition("/")[2] for name in queries.names() if name.startswith(f"{FOLDER}/")}
    if alone := sorted(named ^ set(rules)):
        raise QueryError(
            f"{_where()} : une règle et sa requête vont ensemble ; seule : {', '.join(alone)}."
        )
    for regle_id, regle in rules.items():
        wanted = set(queries.load(f"{FOLDER}/{regle_id}").params) - {"snapshot_date", *WHOLE}
        for words, names in (
            ("il manque le seuil", wanted - set(regle.seuils)),
            ("la requête ne prend pas le seuil", set(regle.seuils) - wanted),
        ):
            if names:
                raise QueryError(
                    f"{_where()}, règle « {regle_id} » : {words} « {', '.join(sorted(names))} »."
                )
    return rules


def _read(regle_id: str, fields: object) -> Regle:
    try:
        return Regle.model_validate(fields)
    except ValidationError as error:
        [first, *_] = error.errors()
        place = ".".join(str(part) for part in first["loc"]) or regle_id
        said = _SAID.get(first["type"], "valeur illisible")
        raise QueryError(f"{_where()}, règle « {regle_id} » : « {place} », {said}.") from error


def _where() -> str:
    return f"queries/{FOLDER}/{FILE}"
