"""Published values of the indicators, France and régions.

Left out: départements, and the source's « taux d’avancement » (a share of the way to a target says
nothing of the programme).
"""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

DITP = ("306", "313", "334", "335", "337", "719", "905")

SQL = """
with ditp_files as (
    select * from ind_306
    union all
    select * from ind_313
    union all
    select * from ind_334
    union all
    select * from ind_335
    union all
    select * from ind_337
    union all
    select * from ind_719
    union all
    select * from ind_905
),

ditp as (
    select
        lower(replace(indic_id, 'IND-', 'ditp-')) as indicateur_id,
        if(maille = 'NAT', 'France', 'Région') as maille,
        if(maille = 'NAT', 'FR', substr(enforce_zone_id, 2)) as zone_code,
        cast(metric_enforce_date as date) as measure_date,
        unnest([
            {measure_type: 'Départ', published: indic_vi},
            {measure_type: 'Valeur', published: indic_va},
            {measure_type: 'Cible', published: indic_vc}
        ], recursive := true),
        case
            -- Published in percent; shares run from 0 to 1 here.
            when indic_id = 'IND-306' then 0.01
            -- The régions are published in euros, France in billions.
            when indic_id = 'IND-905' and maille = 'REG' then 0.000000001
            else 1
        end as scale,
    from ditp_files
    where maille in ('NAT', 'REG')
),

relance_series as (
    select id_indicateur, 'France' as maille, 'FR' as zone_code, date, valeur
    from relance_national
    union all
    select id_indicateur, 'Région' as maille, code_region as zone_code, date, valeur
    from relance_regional
),

relance as (
    select
        case id_indicateur
            when 'nb-entreprises-industrielles-agricoles' then 'relance-industrie'
            when 'nombre-contrats-apprentissage' then 'relance-apprentissage'
            when 'nb-formation-pic' then 'relance-pic'
            when 'nb-diagnostics-individualises' then 'relance-diagnostics'
        end as indicateur_id,
        maille,
        zone_code,
        cast(date as date) as measure_date,
        'Valeur' as measure_type,
        valeur as published,
        1 as scale,
    from relance_series
),

measures as (
    select *, from ditp
    -- A zone without any date says that nothing was communicated: kept, once, as a value.
    where published is not null or (measure_date is null and measure_type = 'Valeur')
    union all by name
    select *, from relance
    where indicateur_id is not null
)

select
    indicateur_id,
    maille,
    zone_code,
    measure_date,
    measure_type,
    -- Decimal first, so that a conversion leaves no binary noise.
    cast(cast(published as decimal(20, 4)) * cast(scale as decimal(10, 9)) as double) as value,
    if(published is null, 'Non communiqué', 'Renseigné') as etat,
from measures
order by indicateur_id, maille, zone_code, measure_date nulls last, measure_type
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per indicator, zone, date and type of measure."""
    folder = inputs.sources / "indicateurs"
    return select(
        SQL,
        **{f"ind_{number}": folder / f"ditp_ind-{number}.csv" for number in DITP},
        relance_national=folder / "barometre_relance_emploi_economie_detail_national.csv",
        relance_regional=folder / "barometre_relance_emploi_economie_detail_regional.csv",
    )
