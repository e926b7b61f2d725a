"""What was publicly known on a day: the snapshots of the public set, and the rows of each.

A fact enters the first snapshot made on or after the day its document came out; a fact whose
document bears no date enters the last one only. Nothing is known before its publication.
"""

import csv
from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa

from etl import references
from etl.inputs import Inputs
from etl.public import LAST

# Announcements, committees, lists and reports of the programme: a reader can go back to any.
# The committee of November 2020 has no known day: the snapshot is that of the end of the month.
LISTED = (
    date(2018, 11, 22),
    date(2019, 3, 5),
    date(2019, 9, 24),
    date(2020, 2, 14),
    date(2020, 11, 30),
    date(2021, 5, 31),
    date(2021, 10, 11),
    date(2022, 12, 31),
    date(2023, 11, 9),
    date(2024, 11, 21),
)
# The territoires of phase 2 were announced: before that day, nothing could be attributed to them.
PHASE2 = date(2023, 11, 9)
# Column that dates the publication of a row; other tables come out whole, with their source.
_DATED_BY = {
    "financements": "reported_date",
    "mobilisation": "reported_date",
    "contrats": "contrat_date",
}
_SOURCE_OF = {"laureats": "france-relance", "fonds_vert": "fonds-vert-2023", "fa2it": "fa2it"}

Row = dict[str, Any]


def days(facts: dict[str, pa.Table], lists: dict[str, pa.Table], inputs: Inputs) -> list[date]:
    """Return the dates of the snapshots: those listed, and each day something came out.

    What came out before the programme was announced enters the first one.
    """
    came_out = {
        known for table, rows in facts.items() for known in _known(table, rows, inputs) if known
    }
    came_out |= references.came_out(lists)
    return sorted({day for day in came_out if LISTED[0] <= day <= LAST} | set(LISTED) | {LAST})


def known_on(table: str, rows: pa.Table, day: date, inputs: Inputs) -> pa.Table:
    """Return the rows of a table that were public on `day`."""
    known = [(found or LAST) <= day for found in _known(table, rows, inputs)]
    kept = rows.filter(pa.array(known, pa.bool_()))
    if "phase2_attribution" in kept.column_names and day < PHASE2:
        kept = _without_phase2(kept)
    return _without_answered(kept) if table == "financements" else kept


def _known(table: str, rows: pa.Table, inputs: Inputs) -> Iterable[date | None]:
    """Yield the day each row came out; None when its document bears no date."""
    if table in _DATED_BY:
        return rows[_DATED_BY[table]].to_pylist()
    published = _dates(inputs, "sources.csv", "source_id", "published_date")
    if table == "mesures_indicateur":
        source = _column(inputs, "indicateurs.csv", "indicateur_id", "source_id")
        return [published[source[one]] for one in rows["indicateur_id"].to_pylist()]
    return [published[_SOURCE_OF[table]]] * rows.num_rows if rows.num_rows else []


def _without_answered(amounts: pa.Table) -> pa.Table:
    """Drop what was not communicated and has been since, at the same stage of the same measure."""

    def of(row: Row) -> tuple[Any, ...]:
        return tuple(row[name] for name in ("cadre", "dispositif", "maille", "zone_code", "etape"))

    rows = amounts.to_pylist()
    answered = {of(row) for row in rows if row["etat"] != "Non communiqué"}
    kept = [row["etat"] != "Non communiqué" or of(row) not in answered for row in rows]
    return amounts.filter(pa.array(kept, pa.bool_()))


def _without_phase2(rows: pa.Table) -> pa.Table:
    """Attribute nothing to territoires that were still to be announced, and say so."""
    for name, value in (
        ("phase2_territoire_id", None),
        ("phase2_attribution", "phase 2 pas encore annoncée"),
    ):
        values = pa.array([value] * rows.num_rows, pa.string())
        rows = rows.set_column(rows.column_names.index(name), name, values)
    return rows


def _column(inputs: Inputs, file: str, key: str, value: str) -> dict[str, str]:
    with (inputs.curated / file).open(encoding="utf-8", newline="") as stream:
        return {row[key]: row[value] for row in csv.DictReader(stream)}


def _dates(inputs: Inputs, file: str, key: str, value: str) -> dict[str, date | None]:
    read = _column(inputs, file, key, value)
    return {name: date.fromisoformat(day) if day else None for name, day in read.items()}
