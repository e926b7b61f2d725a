-- Régions de chaque territoire des deux phases.
--
-- @grain  territoire_id, region_code
-- @source anct-phase1, anct-phase2
-- @column territoire_id | code | Identifiant
-- @column region_code   | code | Code région

select
    territoire_id,
    region_code
from territoire_regions
order by territoire_id, region_code
