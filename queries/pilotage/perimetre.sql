-- Le périmètre choisi : combien de territoires, de membres, de communes et d’habitants.
--
-- @grain  une seule ligne
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @column territoire_count    | territoires | Territoires | Un territoire sur deux régions compte une fois pour la France et une fois dans chacune de ses régions.
-- @column interregional_count | territoires | Interrégionaux | Territoires dont les membres sont dans plusieurs régions.
-- @column membre_count        | membres     | Membres | Intercommunalités, établissements publics territoriaux et communes.
-- @column commune_count       | communes    | Communes | Au découpage de 2026.
-- @column population          | habitants   | Population | Population des membres, au découpage de 2026.

select
    count(*) as territoire_count,
    count(*) filter (where is_interregional) as interregional_count,
    sum(membre_count) as membre_count,
    sum(commune_count) as commune_count,
    sum(population) as population
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
