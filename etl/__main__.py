"""Build the public data set: `python -m etl [--sources DIR] [--check] [TABLE…]`."""

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl import instantanes, public, references
from etl.inputs import ROOT, Inputs
from etl.public import FACTS, REFERENCES
from tdi.errors import DataError
from tdi.snapshots import contract, importing, lot, publishing
from tdi.snapshots.faults import BLOCKING
from tdi.snapshots.references import publish_references

# The contract asks for them; no public text gives a single row.
UNKNOWN = ("fiches_action", "appreciations", "decisions")
PRODUCER = "Ce tableau de bord, d’après des textes et données publics"
# Fixed, so that a rebuild gives the same bytes: the day the sources were read.
PUBLISHED_AT = datetime(2026, 11, 24, tzinfo=UTC)
# Read from our own files, which cost nothing to read again.
CURATED = ("financements", "mobilisation", "contrats")


def build(table: str, inputs: Inputs) -> pa.Table:
    """Return the table that its script makes from the inputs; facts have the contract's form."""
    if table in UNKNOWN:
        return contract.load().table(table).schema.empty_table()
    rows = import_module(f"etl.{table}").build(inputs)
    return lot.sorted_rows(contract.load().table(table), rows) if table in FACTS else rows


def same(table: str, rows: pa.Table, inputs: Inputs) -> bool:
    """Whether the published file holds exactly these rows, as known at the last snapshot."""
    if table in FACTS:
        rows = instantanes.known_on(table, rows, public.LAST, inputs)
    return public.rows(table).equals(rows.replace_schema_metadata(None))


def publish(built: dict[str, pa.Table], inputs: Inputs) -> None:
    """Publish the data set anew: the tables just built, the others as they are.

    A published snapshot never changes: the whole set is made aside, by the ordinary import and
    publication, and takes the place of the former one.
    """
    facts = {table: built[table] if table in built else _as_it_is(table, inputs) for table in FACTS}
    lists = {table: built[table] if table in built else public.rows(table) for table in REFERENCES}
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="public-") as scratch:
        os.environ["TDI_DATA"] = str(Path(scratch) / "parquet")
        for day in instantanes.days(facts, lists, inputs):
            _publish_lists(Path(scratch), references.known_on(lists, day, public.LAST))
            known = {
                table: instantanes.known_on(table, rows, day, inputs)
                for table, rows in facts.items()
            }
            _publish(Path(scratch), day, known)
        shutil.rmtree(public.FOLDER, ignore_errors=True)
        shutil.move(Path(scratch) / "parquet" / public.JEU, public.FOLDER)


def _as_it_is(table: str, inputs: Inputs) -> pa.Table:
    return build(table, inputs) if table in CURATED else public.rows(table)


def _publish_lists(scratch: Path, lists: dict[str, pa.Table]) -> None:
    """Publish the reference tables that the next snapshot is read with."""
    folder = scratch / "references"
    folder.mkdir(exist_ok=True)
    for table, rows in lists.items():
        kept = rows.replace_schema_metadata(None)
        pq.write_table(kept, folder / f"{table}.parquet", compression="zstd")
    publish_references(public.JEU, folder)


def _publish(scratch: Path, day: date, known: dict[str, pa.Table]) -> None:
    """Import and publish one snapshot from files in the contract's form.

    Raises DataError when the import refuses one of them.
    """
    folder = scratch / day.isoformat()
    folder.mkdir()
    for table, rows in known.items():
        pq.write_table(rows, folder / f"{table}.parquet", compression="zstd")
    imported = importing.read_files(
        sorted(folder.glob("*.parquet")),
        jeu=public.JEU,
        day=day,
        producer=PRODUCER,
        isolated=False,  # Written a moment ago, by us: nothing to hold at a distance.
    )
    if imported.write(scratch / "lot") is None:
        refused = [fault for fault in imported.faults if fault.severity == BLOCKING]
        raise DataError(f"{day} : {len(refused)} fautes bloquantes, dont {refused[0]}")
    publishing.publish(scratch / "lot", published_at=PUBLISHED_AT)
    print(f"{day}: {sum(rows.num_rows for rows in known.values())} rows", flush=True)


def main() -> int:
    """Build, or with `--check` only compare; return 1 when a table differs from its file."""
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="all of them by default")
    parser.add_argument("--sources", type=Path, default=Inputs.sources)
    parser.add_argument("--packages", type=Path, default=Inputs.packages)
    parser.add_argument(
        "--check", action="store_true", help="compare with the files, write nothing"
    )
    options = parser.parse_args()
    inputs = replace(Inputs(), sources=options.sources, packages=options.packages)
    differing = 0
    built: dict[str, pa.Table] = {}
    for table in options.tables or REFERENCES + FACTS:
        rows = build(table, inputs)
        if options.check:
            unchanged = same(table, rows, inputs)
            differing += not unchanged
            print(f"{table}: {'identical' if unchanged else 'DIFFERS'}")
        else:
            built[table] = rows
            print(f"{table}: {rows.num_rows} rows")
    if not options.check:
        publish(built, inputs)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
