-- Contours à dessiner : régions, territoires de la phase, cadres des encarts d’outre-mer.
--
-- @grain  niveau, code
-- @source ign-admin-express
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  phase       | 1 ou 2
-- @param  region_code | code région ; null pour la France entière, outre-mer en encart
-- @column niveau  | texte     | Niveau | region, territoire, ou cadre d’un encart.
-- @column code    | code      | Code
-- @column label   | texte     | Nom
-- @column geojson | géométrie | Forme
-- @column west    | géométrie | Ouest
-- @column south   | géométrie | Sud
-- @column east    | géométrie | Est
-- @column north   | géométrie | Nord

with wanted as (
    select
        'region' as niveau,
        region_code as code,
        region_name as label
    from regions
    where $region_code is null or region_code = $region_code
    union all
    select
        'cadre' as niveau,
        region_code as code,
        region_name as label
    from regions
    where is_outre_mer and $region_code is null
    union all
    select
        'territoire' as niveau,
        territoires.territoire_id as code,
        territoires.territoire_name as label
    from territoires
    where
        territoires.phase = $phase
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

insets as (
    select
        niveau,
        code,
        vue
    from contours
    where vue = 'encart' and $region_code is null
)

select
    wanted.niveau,
    wanted.code,
    wanted.label,
    contours.geojson,
    contours.west,
    contours.south,
    contours.east,
    contours.north
from wanted
left join insets using (niveau, code)
inner join contours
    on
        wanted.niveau = contours.niveau
        and wanted.code = contours.code
        and contours.vue = coalesce(insets.vue, 'reel')
order by wanted.niveau, wanted.code
