"""The criteria of the quality of data and their weights: `queries/donnees/criteres.toml`.

The weights live in that file only; the queries read them as the staging table `criteres`. A file
that is wrong is refused with the criterion and what is wrong with it.
"""

import json
import tomllib

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tdi import fmt
from tdi.errors import QueryError
from tdi.regles import Seuil
from tdi.settings import QUERIES

FILE = "donnees/criteres.toml"
# What `donnees/qualite` computes; the second alone depends on a threshold.
NAMES = ("completude", "fraicheur", "coherence", "tracabilite")
_DATED = "fraicheur"


class Critere(BaseModel):
    """One criterion: what share it is, among what, and what it weighs in a note."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titre: str
    definition: str
    parmi: str
    poids: float = Field(ge=0, le=1)
    seuil: Seuil | None = None


def load() -> dict[str, Critere]:
    """Return the criteria by their id, in the order of the file."""
    return parse((QUERIES / FILE).read_text("utf-8"))


def as_json() -> str:
    """Return the criteria as the staging table `criteres` reads them, the threshold in words."""
    rows = [
        {
            "critere_id": critere_id,
            "rank": rank,
            "seuil_value": critere.seuil and critere.seuil.valeur,
            "seuil_name": critere.seuil
            and f"{fmt.quantity(critere.seuil.valeur, critere.seuil.unite)}\u00a0: "
            f"{critere.seuil.sens}",
            **critere.model_dump(exclude={"seuil"}),
        }
        for rank, (critere_id, critere) in enumerate(load().items(), start=1)
    ]
    return json.dumps(rows, ensure_ascii=False)


def parse(text: str) -> dict[str, Critere]:
    """Read the criteria. Raises QueryError naming the criterion and what is wrong."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refusal(f"fichier illisible ({error})") from error
    if set(found) != set(NAMES):
        raise _refusal(f"les critères sont {', '.join(NAMES)} ; trouvés : {', '.join(found)}")
    criteres = {critere_id: _read(critere_id, fields) for critere_id, fields in found.items()}
    for critere_id, critere in criteres.items():
        if (critere.seuil is not None) != (critere_id == _DATED):
            raise _refusal(f"un seuil, et un seul, celui de « {_DATED} » ; voir « {critere_id} »")
    seuil = criteres[_DATED].seuil
    if seuil and not (isinstance(seuil.valeur, int) and seuil.valeur > 0):
        raise _refusal(f"« {_DATED} » : le seuil est un nombre entier de mois, au moins 1")
    total = sum(critere.poids for critere in criteres.values())
    if round(total, 9) != 1:
        raise _refusal(f"la somme des poids fait {fmt.number(total, 3)}, et non 1")
    return criteres


def _read(critere_id: str, fields: object) -> Critere:
    try:
        return Critere.model_validate(fields)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or critere_id
        raise _refusal(
            f"critère « {critere_id} » : « {place} » manque, est de trop ou hors de ses bornes"
        ) from error


def _refusal(what: str) -> QueryError:
    return QueryError(f"queries/{FILE} : {what}.")
