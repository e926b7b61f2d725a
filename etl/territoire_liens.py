"""How the territoires of phase 1 carry over to phase 2, through the members they share.

Ids cannot tell (they are reused): a link is a member present on both sides. Shares are of
population, so that one big agglomération kept counts more than several small ones lost.
"""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
with shared as (
    select
        'p1-' || p1.id_ti as phase1_territoire_id,
        'p2-' || p2.id_ti as phase2_territoire_id,
        count(*) as shared_membre_count,
        sum(cast(p1.population_2026 as integer)) as shared_population,
    from phase1 as p1
    inner join phase2 as p2 using (code_membre)
    group by all
),

populations as (
    select 'p1-' || id_ti as territoire_id, sum(cast(population_2026 as integer)) as population
    from phase1
    group by all
    union all
    select 'p2-' || id_ti, sum(cast(population_2026 as integer))
    from phase2
    group by all
)

select
    shared.phase1_territoire_id,
    shared.phase2_territoire_id,
    cast(shared.shared_membre_count as integer) as shared_membre_count,
    cast(shared.shared_population as integer) as shared_population,
    shared.shared_population / first_phase.population as phase1_population_share,
    shared.shared_population / second_phase.population as phase2_population_share,
from shared
inner join populations as first_phase on first_phase.territoire_id = shared.phase1_territoire_id
inner join populations as second_phase on second_phase.territoire_id = shared.phase2_territoire_id
order by shared.phase1_territoire_id, shared.phase2_territoire_id
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per pair of territoires that share a member."""
    folder = inputs.sources / "territoires"
    return select(
        SQL,
        phase1=folder / "ti_phase1_149_membres.csv",
        phase2=folder / "ti_phase2_183_membres.csv",
    )
