-- Appréciations (météo) : jugement humain, daté et signé, tenu à part des chiffres calculés.
--
-- @grain  snapshot_date, appreciation_id
-- @source comites
-- @column snapshot_date     | date  | Instantané | Ce qui était connu à cette date.
-- @column appreciation_id   | code  | Identifiant | Zone, engagement et date.
-- @column maille            | texte | Maille | France, Région ou Territoire.
-- @column zone_code         | code  | Zone
-- @column engagement_id     | code  | Engagement (identifiant) | Absent : l’appréciation porte sur toute la zone.
-- @column meteo             | texte | Météo | Sécurisé, atteignable, appuis nécessaires ou compromis.
-- @column synthese          | texte | Synthèse
-- @column author            | texte | Auteur
-- @column appreciation_date | date  | Date de l’appréciation

select
    snapshot as snapshot_date,
    concat_ws(
        ' · ', zone_code, coalesce(engagement_id, '—'), strftime(appreciation_date, '%Y-%m-%d')
    ) as appreciation_id,
    maille,
    zone_code,
    engagement_id,
    meteo,
    synthese,
    author,
    appreciation_date
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
