"""Every published amount of the programme, one row each, never merged across stages or natures."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    cadre,
    dispositif,
    engagement_id,
    operateur_id,
    maille,
    zone_code,
    etape,
    nature,
    cast(amount_eur as decimal(18, 2)) as amount_eur,
    precision,
    etat,
    cast(due_date as date) as due_date,
    cast(reported_date as date) as reported_date,
    source_id,
    source_url,
    note,
from csv
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per published amount."""
    return select(SQL, csv=inputs.curated / "financements.csv")
