"""The documents and data sets that figures come from, with licence, vintage and known gaps."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    source_id,
    short_name,
    title,
    publisher,
    licence,
    millesime,
    cast(published_date as date) as published_date,
    cast(read_date as date) as read_date,
    url,
    description,
    known_gaps,
from csv
order by source_id
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per source."""
    return select(SQL, csv=inputs.curated / "sources.csv")
