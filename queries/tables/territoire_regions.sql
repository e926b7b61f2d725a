-- Régions de chaque territoire : un territoire interrégional a plusieurs lignes.
--
-- @grain  territoire_id, region_code
-- @source anct-phase1, anct-phase2
-- @column territoire_id | code    | Identifiant du territoire
-- @column region_code   | code    | Code région
-- @column is_main       | booléen | Région principale

select
    territoire_id,
    region_code,
    is_main
from read_parquet(getvariable('fichiers'))
