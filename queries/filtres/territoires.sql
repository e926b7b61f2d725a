-- Territoires que le filtre propose, dans la phase et la région choisies.
--
-- @grain  territoire_id
-- @within territoire_id
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  phase       | 1 ou 2
-- @param  region_code | code région ; null pour la France entière
-- @column territoire_id   | code  | Identifiant
-- @column territoire_name | texte | Territoire

select
    territoires.territoire_id,
    territoires.territoire_name
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
order by strip_accents(territoires.territoire_name)
