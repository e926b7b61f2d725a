"""The four enjeux of the programme (announcement of 22 November 2018)."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select enjeu_id, cast(rank as integer) as rank, enjeu_name, question, definition, known_gaps
from csv
order by rank
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per enjeu."""
    return select(SQL, csv=inputs.curated / "enjeux.csv")
