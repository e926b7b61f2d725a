-- L’enveloppe annoncée : un montant, sa date et sa source.
--
-- @grain  enveloppe_id
-- @source dossier-2018
-- @column enveloppe_id   | code   | Identifiant
-- @column enveloppe_name | texte  | Enveloppe
-- @column phase          | nombre | Phase
-- @column amount_eur     | €      | Montant annoncé
-- @column announced_date | date   | Date de l’annonce
-- @column definition     | texte  | Définition
-- @column source_id      | code   | Source (identifiant)
-- @column source_url     | url    | Source

select
    enveloppe_id,
    enveloppe_name,
    phase,
    amount_eur,
    announced_date,
    definition,
    source_id,
    source_url
from read_parquet(getvariable('fichiers'))
