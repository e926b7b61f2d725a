"""The 17 slots of the engagements: 15 attested components, 2 still unknown.

The official numbered list was not found: `rank` orders our table and is no official number.
"""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    engagement_id,
    cast(rank as integer) as rank,
    short_name,
    libelle,
    libelle_statut,
    cast(attested_date as date) as attested_date,
    enjeu_id,
    coalesce(string_split(operateur_ids, ';'), []) as operateur_ids,
    objectif,
    cast(objectif_date as date) as objectif_date,
    attestation,
    note,
    cast(note_date as date) as note_date,
    source_url,
from csv
order by rank
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per slot."""
    return select(SQL, csv=inputs.curated / "engagements.csv")
