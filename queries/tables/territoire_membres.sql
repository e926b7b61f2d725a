-- Membres de chaque territoire : intercommunalités, établissements publics territoriaux, communes.
--
-- @grain  territoire_id, membre_code
-- @source anct-phase1, anct-phase2
-- @column territoire_id | code      | Identifiant du territoire
-- @column membre_code   | code      | Code du membre | SIREN d’une intercommunalité, code Insee d’une commune.
-- @column membre_name   | texte     | Membre
-- @column membre_type   | texte     | Type
-- @column commune_count | communes  | Communes
-- @column population    | habitants | Population

select
    territoire_id,
    membre_code,
    membre_name,
    membre_type,
    commune_count,
    population
from read_parquet(getvariable('fichiers'))
