"""A published snapshot as files in the form of the contract: what an officer starts again from.

A workbook is the template, filled; CSV and Parquet are one file per table. Imported again, each
gives back the rows that were published. Each row of a fiction says so (R11).
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tdi import manifest, mots
from tdi.errors import DataError, UsageError
from tdi.manifest import Snapshot
from tdi.snapshots import contract, known, perimeter, template, written
from tdi.snapshots.contract import Table
from tdi.snapshots.known import Known
from tdi.snapshots.lists import SEPARATOR
from tdi.snapshots.perimeter import Perimeter
from tdi.snapshots.publishing import open_depot

# A sheet holds 1 048 576 rows, the titles and the empty rows of the template included.
_MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class Statement:
    """What is exported: the rows kept of each table, and how many the snapshot has of them."""

    snapshot: Snapshot
    known: Known
    chosen: Perimeter
    operateur: str | None
    tables: dict[str, pa.Table]
    row_count: int
    published_count: int


def load(
    jeu: str,
    day: date | None = None,
    *,
    phase: int = 1,
    region: str | None = None,
    territoires: Iterable[str] = (),
    operateur: str | None = None,
    open_data: bool = False,
) -> Statement:
    """Return the rows asked for of a visible snapshot, the last one unless `day` is given.

    Nothing is read before its fingerprint is checked: DataError says what cannot be, or that no row
    is left; UsageError names what is unknown.
    """
    snapshot = _snapshot(jeu, day)
    facts = known.listed(jeu, snapshot.references, phase)
    chosen = perimeter.find(facts, region, list(territoires))
    code = perimeter.find_id(facts, "operateurs", operateur) if operateur else None
    if open_data and (code or chosen.zone_codes is not None):
        raise UsageError("Les données ouvertes s’exportent entières : sans région ni opérateur.")
    tables, published_count = {}, 0
    for table in contract.load().tables:
        if open_data or not table.complementary:
            path = open_depot(jeu).local(manifest.fact_path(table.name, snapshot.date))
            rows = pq.ParquetFile(path).read(columns=table.schema.names)
            published_count += rows.num_rows
            tables[table.name] = _kept(table, rows, chosen.zone_codes, code)
    row_count = sum(rows.num_rows for rows in tables.values())
    if not row_count:
        raise DataError(
            f"Aucune ligne de l’instantané du {snapshot.date:%d/%m/%Y} ne répond à cette demande : "
            "rien n’est écrit. Un classeur vide s’obtient par « gabarit »."
        )
    name = facts.names["operateurs"].labels[code] if code else None
    return Statement(snapshot, facts, chosen, name, tables, row_count, published_count)


def _snapshot(jeu: str, day: date | None) -> Snapshot:
    depot = open_depot(jeu)
    _, index = manifest.read_index(depot)
    found = [one for one in index.instantanes if day in (None, one.date)]
    if not found:
        told = f"L’instantané du {day:%d/%m/%Y} n’est pas publié" if day else "Aucun instantané"
        raise DataError(f"{told} dans le jeu « {jeu} » (« lister » donne ceux qui le sont).")
    snapshot = manifest.check_snapshot(depot, max(found, key=lambda one: one.date))
    current = contract.load().version
    if snapshot.contrat != current:
        raise DataError(
            f"L’instantané du {snapshot.date:%d/%m/%Y} suit le contrat {snapshot.contrat} ; "
            f"le contrat en vigueur est le {current} : ses colonnes ne sont plus celles du gabarit."
        )
    return snapshot


def _kept(
    table: Table, rows: pa.Table, zones: frozenset[str] | None, operateur: str | None
) -> pa.Table:
    """Rows about these zones and this operator; none of a table that knows no operator."""
    names = {column.name for column in table.columns}
    if operateur and "operateur_id" not in names:
        return rows.slice(0, 0)
    if operateur:
        rows = rows.filter(pc.field("operateur_id") == operateur)
    if zones is None:
        return rows
    [column] = [name for name in ("zone_code", "territoire_id", "territoire_ids") if name in names]
    places = (value.split(SEPARATOR) for value in rows[column].to_pylist())
    return rows.filter(pa.array([not zones.isdisjoint(ids) for ids in places], pa.bool_()))


def write_workbook(path: Path, statement: Statement) -> None:
    """Write the template, filled; DataError when a table is too long for a sheet."""
    longest = max(rows.num_rows for rows in statement.tables.values())
    if longest > _MOST_ROWS:
        raise DataError("Trop de lignes pour un classeur : choisir --format csv ou parquet.")
    rows = {
        table.name: [
            {one.name: written.cell(one, row[one.name], statement.known) for one in table.columns}
            for row in statement.tables[table.name].to_pylist()
        ]
        for table in _tables(statement)
    }
    notes = {
        "Lignes inscrites": f"{_origin(statement)} Changer ce qui a changé, ajouter ce qui manque."
    }
    filled = written.Filled(rows, notes, is_prefilled=not statement.operateur)
    template.write(path, statement.known, statement.chosen, filled)


def write_csv(folder: Path, statement: Statement) -> None:
    """Write one CSV per table, as a French spreadsheet opens it."""
    fiction = mots.of(statement.snapshot.jeu).avertissement
    heading, mark = ([mots.FICTION], [mots.FICTION_VALUE]) if fiction else ([], [])
    for table in _tables(statement):
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            lines = csv.writer(stream, delimiter=";")
            lines.writerow([*heading, *(column.label for column in table.columns)])
            for row in statement.tables[table.name].to_pylist():
                told = (written.text(one, row[one.name], statement.known) for one in table.columns)
                lines.writerow([*mark, *told])


def write_parquet(folder: Path, statement: Statement) -> None:
    """Write one Parquet file per table: the published rows as they are."""
    fiction = mots.of(statement.snapshot.jeu).avertissement
    for table in _tables(statement):
        rows = statement.tables[table.name]
        told = {"origine": _origin(statement)}
        if fiction:
            marks = pa.array([mots.FICTION_VALUE] * rows.num_rows, pa.string())
            rows = rows.add_column(0, mots.FICTION.lower(), marks)
            told |= {"fiction": fiction}
        path = folder / f"{table.name}.parquet"
        pq.write_table(rows.replace_schema_metadata(told), path, compression="zstd")


def file_names() -> set[str]:
    """Every name a file of an export may have in its folder."""
    return {f"{one.name}.{kind}" for one in contract.load().tables for kind in ("csv", "parquet")}


def _tables(statement: Statement) -> Iterator[Table]:
    return (table for table in contract.load().tables if table.name in statement.tables)


def _origin(statement: Statement) -> str:
    snapshot = statement.snapshot
    about = f", pour {statement.operateur}" if statement.operateur else ""
    return f"Celles de l’instantané du {snapshot.date:%d/%m/%Y} du jeu « {snapshot.jeu} »{about}."
