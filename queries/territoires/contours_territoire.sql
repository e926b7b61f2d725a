-- Contours du territoire choisi et de ses membres.
--
-- @grain  niveau, code
-- @source ign-admin-express
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  phase         | 1 ou 2 : la phase du territoire
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
    where territoire_id = $territoire_id and phase = $phase
    union all
    select
        'membre' as niveau,
        territoire_membres.membre_code as code,
        territoire_membres.membre_name as label
    from territoire_membres
    inner join territoires using (territoire_id)
    where territoires.territoire_id = $territoire_id and territoires.phase = $phase
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
