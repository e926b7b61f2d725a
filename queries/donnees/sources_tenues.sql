-- Sources dont l’instantané tient au moins un fait, table par table : là où l’on a cherché quand rien n’est trouvé.
--
-- @grain  table_name
-- @source presse-2018, convention-2019, dossier-2018, cour-2024, banque-des-territoires-ingenierie, presse-fonds, assemblee-vte, dreets-contrat, saint-nazaire-contrat, france-relance, fonds-vert-2023, fa2it | selon les lignes
-- @param  snapshot_date | instantané
-- @column table_name | code | Table
-- @column source_ids | code | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with told as (
    select
        'financements' as table_name,
        source_id
    from financements
    where snapshot_date = cast($snapshot_date as date)
    union all
    select
        'mobilisation' as table_name,
        source_id
    from mobilisation
    where snapshot_date = cast($snapshot_date as date)
    union all
    select
        'contrats' as table_name,
        source_id
    from contrats
    where snapshot_date = cast($snapshot_date as date)
    union all
    select
        'fiches_action' as table_name,
        source_id
    from fiches_action
    where snapshot_date = cast($snapshot_date as date)
    union all
    select
        'laureats' as table_name,
        'france-relance' as source_id
    from laureats
    where snapshot_date = cast($snapshot_date as date)
    union all
    select
        'fonds_vert' as table_name,
        'fonds-vert-2023' as source_id
    from fonds_vert
    where snapshot_date = cast($snapshot_date as date)
    union all
    select
        'fa2it' as table_name,
        'fa2it' as source_id
    from fa2it
    where snapshot_date = cast($snapshot_date as date)
)

select
    table_name,
    list(distinct source_id order by source_id) as source_ids
from told
group by table_name
order by table_name
