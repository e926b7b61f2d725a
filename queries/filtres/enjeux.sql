-- Enjeux que le filtre propose, dans l’ordre du programme.
--
-- @grain  enjeu_id
-- @source dossier-2018
-- @column enjeu_id   | code  | Identifiant
-- @column enjeu_name | texte | Enjeu

select
    enjeu_id,
    enjeu_name
from enjeux
order by rank
