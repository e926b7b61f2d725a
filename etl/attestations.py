"""Names of territoires in dated public lists, matched by hand.

The list of the 124 of November 2018 was found only in part. A name is tied to a territoire only
when it is the same name, or when what it names is checked; otherwise `territoire_id` stays null.
"""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    attestation_id,
    cast(list_date as date) as list_date,
    list_date_text,
    cast(known_date as date) as known_date,
    list_name,
    published_name,
    region_code,
    territoire_id,
    match_status,
    note,
    string_split(source_url, ' ')[1] as source_url,
from csv
order by attestation_id
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per name and list."""
    return select(SQL, csv=inputs.curated / "attestations.csv")
