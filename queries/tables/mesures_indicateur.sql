-- Valeurs publiées des indicateurs, pour la France et les régions : départ, valeurs datées, cible.
--
-- @grain  snapshot_date, indicateur_id, zone_code, measure_date, measure_type
-- @source ditp-barometre, relance-barometre
-- @column snapshot_date | date        | Instantané | Ce qui était connu à cette date.
-- @column indicateur_id | code        | Indicateur (identifiant)
-- @column maille        | texte       | Maille | France ou Région.
-- @column zone_code     | code        | Zone (code) | « FR » ou code de la région.
-- @column measure_date  | mois civil  | Situation de | Absente quand rien n’est communiqué.
-- @column measure_type  | texte       | Type | Départ, Valeur ou Cible.
-- @column value         | nombre      | Valeur | Dans l’unité de l’indicateur ; absente quand elle n’est pas communiquée.
-- @column etat          | texte       | État | Renseigné ou non communiqué.

select
    snapshot as snapshot_date,
    indicateur_id,
    maille,
    zone_code,
    measure_date,
    measure_type,
    value,
    etat
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
