-- Où tombent les points des lauréats de la zone : dans un territoire, en dehors, ou nulle part.
--
-- @grain  attribution
-- @source france-relance
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source ign-admin-express
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; sans effet quand un territoire est choisi
-- @param  territoire_id | identifiant du territoire : la zone est alors celle de ses départements
-- @column rank                | code    | Ordre
-- @column attribution         | texte   | Attribution | Un point incohérent avec le département publié, ou absent, n’est attribué à aucun territoire.
-- @column fonds_laureat_count | projets | Lauréats du fonds
-- @column laureat_count       | projets | Toutes mesures

with placed as (
    select
        is_fonds_territoires,
        departement_code,
        region_code,
        case when $phase = 1 then phase1_territoire_id else phase2_territoire_id end
            as territoire_id,
        case when $phase = 1 then phase1_attribution else phase2_attribution end as reason
    from laureats
    where snapshot_date = cast($snapshot_date as date)
),

zone as (
    select
        is_fonds_territoires,
        case
            when reason <> 'attribué' then reason
            when $territoire_id is null then 'dans un territoire'
            when territoire_id = $territoire_id then 'dans ce territoire'
            else 'dans un autre territoire'
        end as attribution
    from placed
    where case
        when $territoire_id is not null
            then
                territoire_id = $territoire_id
                or departement_code in (
                    select unnest(departement_codes)
                    from territoires
                    where territoire_id = $territoire_id
                )
        else $region_code is null or region_code = $region_code
    end
)

select
    case attribution
        when 'dans ce territoire' then 1
        when 'dans un territoire' then 1
        when 'dans un autre territoire' then 2
        when 'hors territoire' then 3
        when 'position incohérente' then 4
        else 5
    end as rank,
    attribution,
    count(*) filter (where is_fonds_territoires) as fonds_laureat_count,
    count(*) as laureat_count
from zone
group by attribution
order by rank, attribution
