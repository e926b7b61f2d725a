"""The envelope that was announced, as one sourced amount."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    enveloppe_id,
    enveloppe_name,
    cast(phase as integer) as phase,
    cast(amount_eur as decimal(18, 2)) as amount_eur,
    cast(announced_date as date) as announced_date,
    definition,
    source_id,
    source_url,
from csv
order by enveloppe_id
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per envelope."""
    return select(SQL, csv=inputs.curated / "enveloppes.csv")
