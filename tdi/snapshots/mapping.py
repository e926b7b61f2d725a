"""The mapping file: how a producer names its sheets, columns and values (« correspondance »).

TOML or JSON, the same content. `[colonnes]` and `[valeurs]` hold for every sheet; `[feuilles."X"]`
says which table a sheet (or a CSV, by its file name) is, and adds its own.
"""

import json
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tdi.errors import UsageError
from tdi.snapshots import contract
from tdi.snapshots.faults import quoted
from tdi.snapshots.names import key
from tdi.snapshots.sheets import Sheet

_LARGEST = 1_000_000
_PROBLEMS = {
    "missing": "il manque",
    "extra_forbidden": "ce nom n’est pas prévu",
    "string_type": "un texte est attendu",
    "dict_type": "des lignes « leur nom = notre nom » sont attendues",
    "model_type": "des lignes « nom = valeur » sont attendues",
    "list_type": "une liste est attendue",
    "tuple_type": "une liste est attendue",
}


class Wording(BaseModel):
    """Their names → ours: columns, values by column, columns to leave out, values that go without
    saying (`constantes`: a column that the sheet does not have)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    colonnes: dict[str, str] = {}
    valeurs: dict[str, dict[str, str]] = {}
    ignorer: tuple[str, ...] = ()
    constantes: dict[str, str] = {}


class SheetWording(Wording):
    """What is said of one sheet only."""

    table: str


class Mapping(Wording):
    """A whole mapping file."""

    feuilles: dict[str, SheetWording] = Field(default_factory=dict)

    def of(self, sheet: Sheet) -> SheetWording | None:
        """Return what the file says of a sheet, known by its name or the name of its file."""
        wanted = {key(name) for name in (sheet.sheet_name, Path(sheet.file_name).stem) if name}
        return next((said for name, said in self.feuilles.items() if key(name) in wanted), None)

    def labels(self) -> set[str]:
        """Return every column name of theirs."""
        parts = (self, *self.feuilles.values())
        return {label for part in parts for label in (*part.colonnes, *part.ignorer)}


def read(path: Path) -> Mapping:
    """Return the mapping in `path`; UsageError, in French, when it cannot be understood."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST)
        text = content.decode("utf-8-sig")
        raw = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
        mapping = Mapping.model_validate(raw)
    except OSError:
        raise UsageError(f"La correspondance « {path} » ne peut pas être lue.") from None
    except ValidationError as error:
        raise UsageError(f"La correspondance « {path} » : {_explained(error)}.") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"La correspondance « {path} » est mal écrite : {error}.") from None
    _check_targets(path, mapping)
    return mapping


def _explained(error: ValidationError) -> str:
    return " ; ".join(
        f"{quoted('.'.join(str(part) for part in problem['loc']))}, "
        f"{_PROBLEMS.get(problem['type'], 'valeur refusée')}"
        for problem in error.errors()
    )


def _check_targets(path: Path, mapping: Mapping) -> None:
    """Raise UsageError unless every name of ours is in the contract."""
    tables = {table.name: {column.name for column in table.columns} for table in _tables()}
    unknown = [said.table for said in mapping.feuilles.values() if said.table not in tables]
    every = set().union(*tables.values())
    for part in (mapping, *mapping.feuilles.values()):
        known = tables.get(part.table, every) if isinstance(part, SheetWording) else every
        targets = (*part.colonnes.values(), *part.valeurs, *part.constantes)
        unknown += [target for target in targets if target not in known]
    if unknown:
        names = ", ".join(quoted(name) for name in dict.fromkeys(unknown))
        raise UsageError(f"La correspondance « {path} » cite des noms hors du contrat : {names}.")


def _tables() -> tuple[contract.Table, ...]:
    return contract.load().tables
