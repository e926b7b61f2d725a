-- Départements français : une ligne par département.
--
-- @grain  departement_code
-- @source decoupage-2026
-- @column departement_code | code  | Code département | Code officiel géographique (Insee).
-- @column departement_name | texte | Département
-- @column region_code      | code  | Code région

select
    departement_code,
    departement_name,
    region_code
from read_parquet(getvariable('fichiers'))
