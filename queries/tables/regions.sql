-- Régions françaises : une ligne par région, outre-mer comprises.
--
-- @grain  region_code
-- @source decoupage-2026
-- @column region_code   | code    | Code région | Code officiel géographique (Insee).
-- @column region_name   | texte   | Région
-- @column is_outre_mer  | booléen | Outre-mer

select
    region_code,
    region_name,
    is_outre_mer
from read_parquet(getvariable('fichiers'))
