-- Communes de chaque territoire.
--
-- @grain  territoire_id, commune_code
-- @source anct-phase1, anct-phase2, decoupage-2026
-- @column territoire_id | code   | Identifiant du territoire
-- @column commune_code  | code   | Code commune
-- @column commune_name  | texte  | Commune
-- @column cog_year      | nombre | Millésime | Année du code officiel géographique.

select
    territoire_id,
    commune_code,
    commune_name,
    cog_year
from read_parquet(getvariable('fichiers'))
