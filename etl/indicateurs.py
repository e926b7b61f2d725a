"""The official indicators published near each enjeu, and what each one does not say."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    indicateur_id,
    cast(rank as integer) as rank,
    indicateur_name,
    enjeu_id,
    unit,
    cast(decimals as integer) as decimals,
    direction,
    aggregation,
    periodicity_note,
    cast(is_cumul_annuel as boolean) as is_cumul_annuel,
    definition,
    publisher,
    source_id,
    known_gaps,
from csv
order by indicateur_id
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per indicator."""
    return select(SQL, csv=inputs.curated / "indicateurs.csv")
