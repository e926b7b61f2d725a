-- Projets lauréats de France Relance, un par un (hors enveloppe ; la source ne donne aucun montant).
--
-- @grain  laureat_id
-- @source france-relance
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 : de quelle phase est le territoire où tombe le point
-- @param  region_code   | code région ; sans effet quand un territoire est choisi
-- @param  territoire_id | identifiant du territoire : les projets dont le point tombe dans son contour
-- @column laureat_id           | code    | Identifiant
-- @column entreprise_name      | texte   | Entreprise
-- @column entreprise_type      | texte   | Taille
-- @column mesure               | texte   | Mesure
-- @column is_fonds_territoires | booléen | Fonds des territoires
-- @column filiere              | texte   | Filière
-- @column departement_name     | texte   | Département
-- @column attribution          | texte   | Attribution | Attribué : le point publié tombe dans le contour du territoire.
-- @column update_date          | date    | Mise à jour | Date publiée avec le projet.

with placed as (
    select
        *,
        case when $phase = 1 then phase1_territoire_id else phase2_territoire_id end
            as territoire_id,
        case when $phase = 1 then phase1_attribution else phase2_attribution end as attribution
    from laureats
    where snapshot_date = cast($snapshot_date as date)
)

select
    laureat_id,
    entreprise_name,
    entreprise_type,
    mesure,
    is_fonds_territoires,
    filiere,
    departement_name,
    attribution,
    update_date
from placed
where
    case
        when $territoire_id is not null then territoire_id = $territoire_id
        else $region_code is null or region_code = $region_code
    end
order by is_fonds_territoires desc, entreprise_name asc, laureat_id asc
