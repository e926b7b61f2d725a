"""The public data set as it is published: where its tables are, and their rows."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from etl.inputs import ROOT
from tdi import manifest
from tdi.snapshots.depot import Depot

JEU = "public"
FOLDER = ROOT / "data" / "parquet" / JEU
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
    "fiches_action",
    "appreciations",
    "decisions",
)
# The debate on the Senate's report is the latest fact held.
LAST = date(2025, 1, 14)


def path(table: str, day: date = LAST) -> str:
    """Return the path of a table as a snapshot reads it, inside the data set.

    Raises KeyError when that snapshot has no such table.
    """
    if table in FACTS:
        return manifest.fact_path(table, day)
    return manifest.reference_path(_references(day)[table])


def rows(table: str, day: date = LAST) -> pa.Table:
    """Return the rows of a published table."""
    # ParquetFile, not read_table: the latter would add the folder's snapshot as a column.
    return pq.ParquetFile(FOLDER / path(table, day)).read()


def _references(day: date) -> dict[str, manifest.TableFile]:
    depot = Depot(FOLDER)
    _, index = manifest.read_index(depot)
    listed = next(one for one in index.instantanes if one.date == day)
    return {file.table: file for file in manifest.read_snapshot(depot, listed).references}
