-- Météo de la sélection : la dernière appréciation de chaque zone, avec son auteur et sa date.
--
-- @grain  zone_code
-- @source comites
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @column zone_code         | code  | Zone (code)
-- @column zone_name         | texte | Zone
-- @column meteo             | texte | Météo | Jugement humain, à part des chiffres calculés ; « Non renseignée » quand personne n’a apprécié.
-- @column synthese          | texte | Synthèse
-- @column author            | texte | Auteur
-- @column appreciation_date | date  | Appréciée le

with zones as (
    select
        1 as zone_rank,
        region_code as zone_code,
        region_name as zone_name
    from regions
    where region_code = $region_code and $territoire_id is null
    union all
    select
        2 as zone_rank,
        territoire_id as zone_code,
        territoire_name as zone_name
    from territoires
    where
        phase = $phase
        and ($territoire_id is null or territoire_id = $territoire_id)
        and (
            $region_code is null
            or exists (
                select 1
                from territoire_regions
                where
                    territoire_regions.territoire_id = territoires.territoire_id
                    and territoire_regions.region_code = $region_code
            )
        )
),

latest as (
    select
        zone_code,
        meteo,
        synthese,
        author,
        appreciation_date,
        row_number() over (
            partition by zone_code order by appreciation_date desc, appreciation_id asc
        ) as recency
    from appreciations
    where snapshot_date = cast($snapshot_date as date) and engagement_id is null
)

select
    zones.zone_code,
    zones.zone_name,
    coalesce(latest.meteo, 'Non renseignée') as meteo,
    latest.synthese,
    latest.author,
    latest.appreciation_date
from zones
left join latest on zones.zone_code = latest.zone_code and latest.recency = 1
order by zones.zone_rank, zones.zone_name, zones.zone_code
