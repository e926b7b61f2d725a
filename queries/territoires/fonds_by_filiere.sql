-- Projets lauréats du fonds « Soutien à l’investissement industriel dans les territoires », par filière (hors enveloppe).
--
-- @grain  filiere
-- @source france-relance
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 : de quelle phase est le territoire où tombe le point
-- @param  region_code   | code région ; sans effet quand un territoire est choisi
-- @param  territoire_id | identifiant du territoire : les projets dont le point tombe dans son contour
-- @column filiere                  | texte   | Filière | Non renseignée quand la source la laisse vide.
-- @column laureat_count            | projets | Projets lauréats
-- @column laureat_territoire_count | projets | Dont dans un territoire | Projets dont le point tombe dans un territoire de la phase choisie.

with placed as (
    select
        coalesce(filiere, 'Non renseignée') as filiere,
        region_code,
        case when $phase = 1 then phase1_territoire_id else phase2_territoire_id end
            as territoire_id
    from laureats
    where snapshot_date = cast($snapshot_date as date) and is_fonds_territoires
)

select
    filiere,
    count(*) as laureat_count,
    count(territoire_id) as laureat_territoire_count
from placed
where
    case
        when $territoire_id is not null then territoire_id = $territoire_id
        else $region_code is null or region_code = $region_code
    end
group by filiere
order by laureat_count desc, filiere asc
