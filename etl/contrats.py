"""The contracts whose signature a public text dates, territoire by territoire."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    territoire_id,
    statut,
    cast(contrat_date as date) as contrat_date,
    cast(fiche_count as integer) as fiche_count,
    cast(fiche_ferme_count as integer) as fiche_ferme_count,
    etat,
    source_id,
    source_url,
    note,
from csv
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per dated contract."""
    return select(SQL, csv=inputs.curated / "contrats.csv")
