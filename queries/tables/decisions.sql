-- Décisions des comités de pilotage : une ligne par décision.
--
-- @grain  snapshot_date, decision_id
-- @source comites
-- @column snapshot_date | date  | Instantané | Ce qui était connu à cette date.
-- @column decision_id   | code  | Identifiant | Il ne change pas d’un comité à l’autre.
-- @column committee     | texte | Comité
-- @column maille        | texte | Maille | France, Région ou Territoire.
-- @column zone_code     | code  | Zone
-- @column decision_date | date  | Date du comité
-- @column intitule      | texte | Décision
-- @column owner         | texte | Responsable | Qui doit agir.
-- @column due_date      | date  | Échéance
-- @column statut        | texte | Statut de la décision | À faire, en cours, faite ou abandonnée.
-- @column done_date     | date  | Faite le

select
    snapshot as snapshot_date,
    decision_id,
    committee,
    maille,
    zone_code,
    decision_date,
    intitule,
    owner,
    due_date,
    statut,
    done_date
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
