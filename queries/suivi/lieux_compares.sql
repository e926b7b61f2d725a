-- Lieux de la phase, y compris les territoires sortis de la liste entre les instantanés comparés.
--
-- @grain  zone_code
-- @with   suivi/mouvements
-- @compare ceux des instantanés comparés
-- @source manifestes, decoupage-2026
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @param  phase         | 1 ou 2 ; en phase 2, les seuls territoires
-- @column zone_code     | code  | Zone
-- @column zone_name     | texte | Lieu
-- @column maille        | texte | Maille
-- @column region_codes  | code  | Régions (codes) | Celles où le lieu est compté : un territoire interrégional l’est dans chacune, un territoire sorti de la liste dans sa région principale d’alors.

with rattachements as (
    select
        territoire_id,
        list(region_code order by region_code) as region_codes
    from territoire_regions
    group by territoire_id
),

territoires_compares as (
    select
        territoires.territoire_id as zone_code,
        territoires.territoire_name as zone_name,
        rattachements.region_codes
    from territoires
    inner join rattachements using (territoire_id)
    where territoires.phase = $phase
    union all
    select
        territoire_id as zone_code,
        max_by(territoire_name, snapshot_date) as zone_name,
        [max_by(region_code, snapshot_date)] as region_codes
    from mouvements
    where territoire_id not in (select territoires.territoire_id from territoires)
    group by territoire_id
),

lieux as (
    select
        *,
        'Territoire' as maille
    from territoires_compares
    union all by name
    select
        region_code as zone_code,
        region_name as zone_name,
        [region_code] as region_codes,
        'Région' as maille
    from regions
    where $phase = 1
    union all by name
    select
        'FR' as zone_code,
        'France' as zone_name,
        [] as region_codes,
        'France' as maille
    where $phase = 1
)

select
    zone_code,
    zone_name,
    maille,
    region_codes
from lieux
order by zone_code
