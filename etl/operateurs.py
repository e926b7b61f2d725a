"""The funders and operators that public texts name."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select operateur_id, operateur_name, operateur_type, definition
from csv
order by operateur_id
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per operateur."""
    return select(SQL, csv=inputs.curated / "operateurs.csv")
