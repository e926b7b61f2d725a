"""Write the tables of a month as an operator would: CSV, French headings, names and numbers.

The import has real work to do: names to recognise, amounts with a comma, dates day first.
"""

import csv
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl import public
from etl.demonstration import modele, perimetre
from tdi.snapshots import contract
from tdi.snapshots.contract import REFERENCES, Column

PERCENT = {"mesures_indicateur": "indicateur_id"}


def write(folder: Path, tables: dict[str, pa.Table]) -> list[Path]:
    """Write one CSV a table in `folder`, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, rows in tables.items():
        columns = contract.load().table(name).columns
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            lines = csv.writer(stream, delimiter=";", lineterminator="\r\n")
            lines.writerow([column.label for column in columns])
            for row in rows.to_pylist():
                percent = _is_percent(name, row)
                lines.writerow([written(column, row[column.name], percent) for column in columns])
        paths.append(path)
    return paths


def _is_percent(table: str, row: dict[str, Any]) -> bool:
    return table in PERCENT and row[PERCENT[table]] in _percents()


@lru_cache(maxsize=1)
def _percents() -> frozenset[str]:
    entries = modele.parameters()["indicateurs"]
    return frozenset(entry["indicateur_id"] for entry in entries if entry["unit"] == "%")


def written(column: Column, value: Any, percent: bool = False) -> str:
    """Return a value as a French spreadsheet shows it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value:,.2f}".replace(",", " ").replace(".", ",")
    if isinstance(value, float):
        number = Decimal(repr(value)) * (100 if percent else 1)
        text = f"{number:f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.0f}"
        return text.replace(".", ",") + (" %" if percent else "")
    if column.kind == "zone":
        return _zones()[value]
    if column.kind == "reference" and column.reference:
        return _names(column.reference)[value]
    if column.kind == "territoires":
        return " ; ".join(_zones()[zone] for zone in value.split(";"))
    if column.kind == "parts":
        return " ; ".join(f"{float(part):.0%}".replace("%", " %") for part in value.split(";"))
    return str(value)


@lru_cache(maxsize=8)
def _names(reference: str) -> dict[str, str]:
    """Return the name of each identifier; indicators keep theirs, known to this data set only."""
    if reference == "indicateurs":
        entries = modele.parameters()["indicateurs"]
        return {entry["indicateur_id"]: entry["indicateur_name"] for entry in entries}
    key, name = REFERENCES[reference]
    rows = public.rows(reference)
    return dict(zip(rows[key].to_pylist(), rows[name].to_pylist(), strict=True))


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {perimetre.FRANCE: "France"} | _names("regions") | _names("territoires")
