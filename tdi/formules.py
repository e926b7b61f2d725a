"""How each figure is computed, as fingerprints: what a publication records, to be compared later.

The fingerprint is that of the statement alone, with the thresholds of a rule: rewording a header or
laying a query out otherwise changes no figure.
"""

import hashlib
import json

from tdi import criteres, queries, regles
from tdi.manifest import Formule

# Lists of the filters: they hold no figure.
_LISTS = "filtres/"
_WEIGHTS = "donnees/criteres.toml"


def in_force() -> tuple[Formule, ...]:
    """Return the formula of every figure, of every reading of a table, and the weights of notes."""
    found = [
        Formule(nom=name, titre=queries.load(name).title, sha256=_statement(name))
        for name in queries.names()
        if not name.startswith(_LISTS)
    ]
    weights = {
        name: (one.poids, one.seuil and one.seuil.valeur) for name, one in criteres.load().items()
    }
    said = _sha256(json.dumps(weights, sort_keys=True))
    return (*found, Formule(nom=_WEIGHTS, titre="Poids des critères de qualité.", sha256=said))


def _statement(name: str) -> str:
    lines = (line.strip() for line in queries.load(name).sql.splitlines())
    said = " ".join(line for line in lines if line and not line.startswith("--"))
    return _sha256(said + json.dumps(regles.seuils(name), sort_keys=True))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
