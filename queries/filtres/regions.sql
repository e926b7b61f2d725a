-- Régions que le filtre propose.
--
-- @grain  region_code
-- @source decoupage-2026
-- @column region_code | code  | Code région
-- @column region_name | texte | Région

select
    region_code,
    region_name
from regions
order by strip_accents(region_name)
