-- Les quatre enjeux du programme.
--
-- @grain  enjeu_id
-- @source dossier-2018
-- @column enjeu_id   | code   | Identifiant
-- @column rank       | nombre | Ordre
-- @column enjeu_name | texte  | Enjeu
-- @column question   | texte  | Question
-- @column definition | texte  | Définition

select
    enjeu_id,
    rank,
    enjeu_name,
    question,
    definition
from 'enjeux.parquet'
