"""The members of each territoire: EPCI, établissements publics territoriaux, single communes."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
with lists as (
    select 1 as phase, *, from phase1
    union all by name
    select 2 as phase, *, from phase2
)

select
    'p' || phase || '-' || id_ti as territoire_id,
    code_membre as membre_code,
    replace(lib_membre, '''', '’') as membre_name,
    type_membre as membre_type,
    cast(nb_communes_2026 as integer) as commune_count,
    cast(population_2026 as integer) as population,
from lists
order by territoire_id, membre_code
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per territoire and member (588 and 641)."""
    folder = inputs.sources / "territoires"
    return select(
        SQL,
        phase1=folder / "ti_phase1_149_membres.csv",
        phase2=folder / "ti_phase2_183_membres.csv",
    )
