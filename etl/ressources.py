"""The programme's documents and schemes, each with where its existence is attested.

A place is tagged by the SIREN of a member: perimeters give its territoire in each phase.
An address that was not found stays null.
"""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    ressource_id,
    cast(rank as integer) as rank,
    ressource_type,
    origine,
    title,
    publisher,
    cast(published_date as date) as published_date,
    date_text,
    description,
    enjeu_id,
    membre_code,
    url,
    attestation,
    attestation_url,
    note,
from csv
order by rank
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per document or scheme."""
    return select(SQL, csv=inputs.curated / "ressources.csv")
