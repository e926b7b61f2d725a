"""Build the public data set: `python -m etl [--sources DIR] [--check] [TABLE…]`."""

import argparse
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.inputs import ROOT, Inputs
from tdi import manifest

OUTPUT = ROOT / "data" / "parquet" / "public"

REFERENCES = (
    "regions",
    "departements",
    "territoires",
    "territoire_regions",
    "territoire_membres",
    "territoire_communes",
    "territoire_liens",
    "attestations",
    "contours",
    "enjeux",
    "operateurs",
    "engagements",
    "enveloppes",
    "indicateurs",
    "annonces",
    "ressources",
    "sources",
)
FACTS = (
    "financements",
    "mobilisation",
    "contrats",
    "mesures_indicateur",
    "laureats",
    "fonds_vert",
    "fa2it",
)
# What was publicly known on that day: the report of the Cour des comptes is the latest fact held.
SNAPSHOT_DATE = "2024-11-21"


def relative_path(table: str) -> str:
    """Path of a table's file inside the data set: facts lie under the date of their snapshot."""
    if table in FACTS:
        return f"{table}/snapshot={SNAPSHOT_DATE}/{table}.parquet"
    return f"{table}.parquet"


def build(table: str, inputs: Inputs) -> pa.Table:
    """Return the table that its script makes from the inputs."""
    return import_module(f"etl.{table}").build(inputs)


def write(table: str, rows: pa.Table) -> None:
    """Write one table to its place, compressed."""
    path = OUTPUT / relative_path(table)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows.replace_schema_metadata(None), path, compression="zstd")


def same(table: str, rows: pa.Table) -> bool:
    """Whether the published file holds exactly these rows."""
    path = OUTPUT / relative_path(table)
    # ParquetFile, not read_table: the latter would add the folder's snapshot as a column.
    return path.is_file() and pq.ParquetFile(path).read().equals(rows.replace_schema_metadata(None))


def write_manifest() -> None:
    """Record the fingerprint and row count of every file of the data set."""
    files = sorted(OUTPUT.rglob("*.parquet"))
    rows = {
        path.relative_to(OUTPUT).as_posix(): pq.ParquetFile(path).metadata.num_rows
        for path in files
    }
    manifest.write(OUTPUT, rows)


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
    for table in options.tables or REFERENCES + FACTS:
        rows = build(table, inputs)
        if options.check:
            unchanged = same(table, rows)
            differing += not unchanged
            print(f"{table}: {'identical' if unchanged else 'DIFFERS'}")
        else:
            write(table, rows)
            print(f"{table}: {rows.num_rows} rows")
    if not options.check:
        write_manifest()
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
