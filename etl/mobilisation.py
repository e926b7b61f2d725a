"""The published use of the engagements: one row per measure that a public text gives."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    engagement_id,
    -- The sources do not say who answers for it.
    cast(null as varchar) as operateur_id,
    maille,
    zone_code,
    mesure,
    cast(value as double) as value,
    unit,
    etat,
    cast(due_date as date) as due_date,
    cast(reported_date as date) as reported_date,
    source_id,
    source_url,
    note,
from csv
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per published measure."""
    return select(SQL, csv=inputs.curated / "mobilisation.csv")
