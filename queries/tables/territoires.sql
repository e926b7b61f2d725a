-- Territoires d’industrie des deux phases : une ligne par territoire et par phase.
--
-- @grain  territoire_id
-- @source anct-phase1, anct-phase2
-- @column territoire_id     | code        | Identifiant | Phase puis code publié ; les codes sont réutilisés d’une phase à l’autre pour d’autres lieux.
-- @column phase             | nombre      | Phase | 1 (2018–2022) ou 2 (depuis le 9 novembre 2023).
-- @column ti_code           | code        | Code publié
-- @column territoire_name   | texte       | Territoire
-- @column region_code       | code        | Région principale (code)
-- @column is_interregional  | booléen     | Interrégional | Membres dans plusieurs régions.
-- @column departement_codes | liste       | Départements
-- @column membre_count      | membres     | Membres | Intercommunalités, établissements publics territoriaux et communes.
-- @column commune_count     | communes    | Communes | Nombre de communes au découpage de 2026.
-- @column population        | habitants   | Population | Population des membres, au découpage de 2026.
-- @column longitude         | nombre      | Longitude
-- @column latitude          | nombre      | Latitude
-- @column perimeter_date    | date        | Date du périmètre | Date à laquelle la source décrit les membres.
-- @column valid_from        | date        | Valide depuis | Annonce de la phase 2 ; non publiée pour la phase 1.
-- @column valid_to          | date        | Valide jusqu’au | La phase 1 est remplacée par la liste du 9 novembre 2023.

select
    territoire_id,
    phase,
    ti_code,
    territoire_name,
    region_code,
    is_interregional,
    departement_codes,
    membre_count,
    commune_count,
    population,
    longitude,
    latitude,
    perimeter_date,
    valid_from,
    valid_to
from read_parquet(getvariable('fichiers'))
