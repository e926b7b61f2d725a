"""Parquet: types kept, definitions in the schema, the notice in the metadata of the file."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from tdi.exports.notice import Notice
from tdi.mots import FICTION_VALUE
from tdi.queries import Query


def write(rows: pa.Table, query: Query, facts: Notice) -> bytes:
    """Return the typed rows; under a fiction, a first column says so on each row."""
    fields = []
    for field in rows.schema:
        column = query.columns[field.name]
        told = {"libelle": column.label, "unite": column.unit, "definition": column.definition}
        fields.append(field.with_metadata(told))
    described = rows.cast(pa.schema(fields))
    if facts.fiction:
        marks = pa.array([FICTION_VALUE] * rows.num_rows, pa.string())
        described = described.add_column(0, "fiction", marks)
    told = {
        "titre": facts.title,
        "fiction": facts.fiction,
        "lisez-moi": json.dumps(facts.rows, ensure_ascii=False),
        "requete": facts.sql,
    }
    written = io.BytesIO()
    pq.write_table(described.replace_schema_metadata(told), written, compression="zstd")
    return written.getvalue()
