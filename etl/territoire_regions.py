"""Which regions each territoire lies in (many to many): 12 and 15 lie in several."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
with lists as (
    select 1 as phase, *, from phase1
    union all by name
    select 2 as phase, *, from phase2
),

pairs as (
    select
        'p' || phase || '-' || id_ti as territoire_id,
        code_region as main_region_code,
        unnest(string_split(code_regions_membres, ';')) as region_code,
    from lists
)

select territoire_id, region_code, region_code = main_region_code as is_main
from pairs
order by territoire_id, region_code
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per territoire and region."""
    folder = inputs.sources / "territoires"
    return select(
        SQL,
        phase1=folder / "ti_phase1_149_territoires.csv",
        phase2=folder / "ti_phase2_183_territoires.csv",
    )
