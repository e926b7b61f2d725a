-- Recours aux engagements : une ligne par mesure publiée.
--
-- @grain  snapshot_date, mobilisation_id
-- @source assemblee-vte
-- @column snapshot_date   | date   | Instantané | Ce qui était connu à cette date.
-- @column mobilisation_id | code   | Identifiant | Engagement, opérateur, zone et mesure.
-- @column engagement_id   | code   | Engagement (identifiant)
-- @column operateur_id    | code   | Opérateur (identifiant) | Absent : la source ne le dit pas.
-- @column maille          | texte  | Maille
-- @column zone_code       | code   | Zone
-- @column mesure          | texte  | Mesure | Demandes, instruites, accordées, refusées, réalisées, délai ou objectif.
-- @column value           | nombre | Valeur
-- @column unit            | texte  | Unité
-- @column etat            | texte  | État
-- @column due_date        | date   | Échéance
-- @column reported_date   | date   | Date de la publication
-- @column source_id       | code   | Source (identifiant)
-- @column source_url      | url    | Source
-- @column note            | texte  | Remarque

select
    snapshot as snapshot_date,
    concat_ws(
        ' · ', engagement_id, coalesce(operateur_id, '—'), zone_code, mesure
    ) as mobilisation_id,
    engagement_id,
    operateur_id,
    maille,
    zone_code,
    mesure,
    value,
    unit,
    etat,
    due_date,
    reported_date,
    source_id,
    source_url,
    note
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
