"""The territoires of both phases.

Codes are reused between phases for different places: the key is (phase, ti_code), carried by
`territoire_id`. Only the perimeter's own date is published; entry dates of single territoires are
in the attestations, as far as a dated list names them.
"""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
with lists as (
    select 1 as phase, date '2022-12-31' as perimeter_date, *, from phase1
    union all by name
    select 2 as phase, date '2024-07-01' as perimeter_date, *, from phase2
)

select
    'p' || phase || '-' || id_ti as territoire_id,
    phase,
    id_ti as ti_code,
    -- Typography only: the name stays the published one.
    regexp_replace(replace(lib_ti, '''', '’'), ' - ', ' – ', 'g') as territoire_name,
    code_region as region_code,
    interregional = 'True' as is_interregional,
    string_split(code_departements, ';') as departement_codes,
    cast(nb_groupements as integer) as membre_count,
    cast(nb_communes_2026 as integer) as commune_count,
    cast(population_2026 as integer) as population,
    cast(lon as double) as longitude,
    cast(lat as double) as latitude,
    perimeter_date,
    -- Phase 2 was announced as a whole on one day; no such date exists for the 149 of phase 1.
    case when phase = 2 then date '2023-11-09' end as valid_from,
    case when phase = 1 then date '2023-11-09' end as valid_to,
from lists
order by territoire_id
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per territoire and phase (149 and 183)."""
    folder = inputs.sources / "territoires"
    return select(
        SQL,
        phase1=folder / "ti_phase1_149_territoires.csv",
        phase2=folder / "ti_phase2_183_territoires.csv",
    )
