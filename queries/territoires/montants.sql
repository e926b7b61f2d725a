-- Montants de l’enveloppe connus dans la région ou le territoire choisi, étape par étape.
--
-- @grain  une seule ligne
-- @source registre
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null quand un territoire est choisi
-- @param  territoire_id | identifiant du territoire ; null pour toute la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column annonce_eur    | €        | Annoncé | Somme des montants connus : ceux des territoires, interrégionaux compris en entier, et ceux de la région qui ne sont d’aucun territoire, toutes natures ensemble. Absent si aucun n’est connu.
-- @column fleche_eur     | €        | Fléché | Même somme à cette étape, toutes natures ensemble ; aucune étape ne se déduit d’une autre.
-- @column engage_eur     | €        | Engagé | Même somme à cette étape, toutes natures ensemble.
-- @column paye_eur       | €        | Payé | Même somme à cette étape, toutes natures ensemble.
-- @column conteste_count | montants | Contestés | Montants que deux sources contredisent ; ils sont dans les sommes.

with selected_zones as (
    select $region_code as zone_code
    where $region_code is not null and $territoire_id is null
    union all
    select territoire_id as zone_code
    from territoires
    where
        phase = $phase
        and (
            territoire_id = $territoire_id
            or ($territoire_id is null and territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            ))
        )
)

select
    sum(financements.amount_eur) filter (where financements.etape = 'Annoncé') as annonce_eur,
    sum(financements.amount_eur) filter (where financements.etape = 'Fléché') as fleche_eur,
    sum(financements.amount_eur) filter (where financements.etape = 'Engagé') as engage_eur,
    sum(financements.amount_eur) filter (where financements.etape = 'Payé') as paye_eur,
    count(*) filter (where financements.etat = 'Contesté') as conteste_count
from financements
inner join selected_zones using (zone_code)
left join engagements using (engagement_id)
where
    financements.snapshot_date = cast($snapshot_date as date)
    and financements.cadre = 'Enveloppe 2018'
    and $phase = 1
    and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
