"""What a snapshot must contain: `contrat.toml`, read once and checked.

The template workbook, the checks of an import and the published documentation are made from it, so
that what is asked, what is verified and what is explained cannot differ.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, model_validator

FILE = Path(__file__).with_name("contrat.toml")

Kind = Literal[
    "texte",
    "code",
    "choix",
    "montant",
    "nombre",
    "entier",
    "date",
    "booléen",
    "reference",
    "zone",
    "territoires",
    "parts",
]
# Reference tables a column may point to, and the columns that hold their key and their name.
REFERENCES = {
    "engagements": ("engagement_id", "short_name"),
    "operateurs": ("operateur_id", "operateur_name"),
    "enjeux": ("enjeu_id", "enjeu_name"),
    "indicateurs": ("indicateur_id", "indicateur_name"),
    "territoires": ("territoire_id", "territoire_name"),
    "regions": ("region_code", "region_name"),
}
_ARROW_TYPES: dict[str, pa.DataType] = {
    "montant": pa.decimal128(18, 2),
    "nombre": pa.float64(),
    "entier": pa.int32(),
    "date": pa.date32(),
    "booléen": pa.bool_(),
}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Strict):
    """One column: what it is called on a sheet (`label`), what it may hold, how to fill it."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    reference: str | None = None
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    help: str = ""

    @property
    def arrow_type(self) -> pa.DataType:
        """Type of the published Parquet column; identifiers and lists are text."""
        return _ARROW_TYPES.get(self.kind, pa.string())

    @model_validator(mode="after")
    def _consistent(self) -> "Column":
        if (self.kind == "choix") != bool(self.choices):
            raise ValueError(f"{self.name} : « choices » va avec le type « choix »")
        if (self.kind == "reference") != (self.reference in REFERENCES):
            raise ValueError(f"{self.name} : référence inconnue « {self.reference} »")
        return self


class Table(_Strict):
    """One table: its grain (`key`) and its columns, in order."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    complementary: bool = False

    @property
    def schema(self) -> pa.Schema:  # type: ignore[override]  # pydantic's own is long deprecated
        """Schema of the published Parquet file."""
        return pa.schema([pa.field(column.name, column.arrow_type) for column in self.columns])

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]

    @model_validator(mode="after")
    def _key_exists(self) -> "Table":
        missing = set(self.key) - {column.name for column in self.columns}
        if missing:
            raise ValueError(f"{self.name} : clé sans colonne : {', '.join(sorted(missing))}")
        return self


class Contract(_Strict):
    """Every table of a snapshot, and the version of the contract that says so."""

    version: str
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        """Return the table called `name`; KeyError when there is none."""
        return {table.name: table for table in self.tables}[name]


@lru_cache(maxsize=1)
def load() -> Contract:
    """Return the contract; pydantic.ValidationError when the file breaks its own rules."""
    return Contract.model_validate(tomllib.loads(FILE.read_text("utf-8")))
