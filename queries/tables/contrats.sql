-- Contrats de territoire : où ils en sont, et depuis quand.
--
-- @grain  snapshot_date, contrat_id
-- @source dreets-contrat, saint-nazaire-contrat
-- @column snapshot_date     | date   | Instantané | Ce qui était connu à cette date.
-- @column contrat_id        | code   | Identifiant | Territoire, statut et date.
-- @column territoire_id     | code   | Territoire (identifiant)
-- @column statut            | texte  | Statut du contrat
-- @column contrat_date      | date   | Date du contrat
-- @column fiche_count       | fiches | Fiches-actions
-- @column fiche_ferme_count | fiches | Fiches à engagement ferme
-- @column etat              | texte  | État
-- @column source_id         | code   | Source (identifiant)
-- @column source_url        | url    | Source
-- @column note              | texte  | Remarque

select
    snapshot as snapshot_date,
    concat_ws(
        ' · ', territoire_id, statut, coalesce(strftime(contrat_date, '%Y-%m-%d'), '—')
    ) as contrat_id,
    territoire_id,
    statut,
    contrat_date,
    fiche_count,
    fiche_ferme_count,
    etat,
    source_id,
    source_url,
    note
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
