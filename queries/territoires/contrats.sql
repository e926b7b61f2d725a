-- Contrats connus du territoire choisi.
--
-- @grain  contrat_id
-- @source dreets-contrat, saint-nazaire-contrat | selon les lignes
-- @param  snapshot_date | instantané
-- @param  territoire_id | identifiant du territoire ; aucune ligne sans lui
-- @column contrat_id        | code   | Identifiant
-- @column statut            | texte  | Statut
-- @column contrat_date      | date   | Date
-- @column fiche_count       | fiches | Fiches-actions
-- @column fiche_ferme_count | fiches | À engagement ferme
-- @column etat              | texte  | État
-- @column note              | texte  | Remarque
-- @column source_url        | url    | Source
-- @column source_ids        | code   | Sources | Celles de la ligne, en plus de celles de tout le tableau.

select
    contrat_id,
    statut,
    contrat_date,
    fiche_count,
    fiche_ferme_count,
    etat,
    note,
    source_url,
    [source_id] as source_ids
from contrats
where
    snapshot_date = cast($snapshot_date as date)
    and territoire_id = $territoire_id
order by contrat_date desc, contrat_id asc
