-- Contours du territoire choisi et de ses membres.
--
-- @grain  niveau, code
-- @source ign-admin-express, anct-phase1, anct-phase2
-- @param  territoire_id | identifiant du territoire ; aucune ligne sans lui
-- @column niveau  | texte     | Niveau | territoire ou membre.
-- @column code    | code      | Code
-- @column label   | texte     | Nom
-- @column geojson | géométrie | Forme
-- @column west    | géométrie | Ouest
-- @column south   | géométrie | Sud
-- @column east    | géométrie | Est
-- @column north   | géométrie | Nord

with wanted as (
    select
        'territoire' as niveau,
        territoire_id as code,
        territoire_name as label
    from territoires
    where territoire_id = $territoire_id
    union all
    select
        'membre' as niveau,
        membre_code as code,
        membre_name as label
    from territoire_membres
    where territoire_id = $territoire_id
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
inner join contours
    on
        wanted.code = contours.code
        and (
            wanted.niveau = contours.niveau
            or (wanted.niveau = 'membre' and contours.niveau in ('epci', 'ept', 'commune'))
        )
where contours.vue = 'reel'
order by wanted.niveau, wanted.code
