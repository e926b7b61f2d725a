"""The rows behind a card as files: CSV, XLSX, Parquet; all of them, with what they are made of.

One typed table feeds the three, so that they cannot differ. An unknown value is an empty cell,
never 0 (R1). A fiction says so in every file (R11).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from tdi.exports import archive, classeur, parquet
from tdi.exports.notice import Fetch, Notice, notice
from tdi.exports.typed import table
from tdi.filters import JEUX
from tdi.mots import FICTION
from tdi.queries import Query
from tdi.results import Result, compute

# A long territoire would make a name that some systems refuse.
_SELECTION_LENGTH = 60


@dataclass(frozen=True)
class Format:
    """A kind of file: what a reader calls it, its suffix and type, and what writes it."""

    label: str
    suffix: str
    mime: str
    write: Callable[[pa.Table, Query, Notice], bytes]


FORMATS = (
    Format("Excel", ".xlsx", classeur.MIME, classeur.write),
    Format("CSV", ".csv.zip", "application/zip", archive.write),
    Format("Parquet", ".parquet", "application/vnd.apache.parquet", parquet.write),
)


def content(result: Result, kind: Format, fetch: Fetch = compute) -> bytes:
    """Return the rows of `result` as a file of that kind; `fetch` may be the cached one."""
    return kind.write(table(result), result.query, notice(result, fetch))


def file_name(result: Result, kind: Format, fetch: Fetch = compute) -> str:
    """Name a file after its query, data set, selection and snapshot, in plain letters."""
    filters = result.filters
    names = fetch("filtres/selection", filters)
    place = names.value("territoire_name") or names.value("region_name") or "France"
    chosen = f"{place} phase {filters.phase} {names.value('enjeu_name') or ''}"
    jeu = JEUX.get(filters.jeu, filters.jeu)
    parts = (
        result.query.name,
        jeu if filters.jeu == "public" else f"{FICTION} {jeu}",
        chosen[:_SELECTION_LENGTH],
        str(filters.snapshot_date),
    )
    return "_".join(_slug(part) for part in parts) + kind.suffix


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
