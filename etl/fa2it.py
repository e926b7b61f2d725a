"""Investment of the firms that the fund helps, by zone: what they invest, not what they receive."""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SOURCE = "fa2it_regions_2021-05-31_derive.csv"

SQL = """
select
    code_region as zone_code,
    case code_region
        when 'COM' then 'Collectivités d’outre-mer, sans précision'
        else replace(lib_region, '''', '’')
    end as zone_name,
    -- Régions have two-digit codes; the four other zones have three characters.
    case when length(code_region) = 2 then code_region end as region_code,
    cast(date as date) as measure_date,
    cast(montant_total_projets_eur as decimal(18, 2)) as investment_eur,
    cast(cast(nb_entreprises_beneficiaires as double) as integer) as entreprise_count,
from fa2it
order by zone_code
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per zone: the 18 régions and four zones that are not régions."""
    return select(SQL, fa2it=inputs.sources / "financement" / SOURCE)
