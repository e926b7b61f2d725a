-- Appréciation datée d’après l’instantané.
--
-- @gravite bloquant
-- @table   appreciations
-- @attendu une date au plus égale à celle de l’instantané

select
    feuille,
    ligne,
    'appreciation_date' as colonne,
    appreciation_date_ecrit as valeur,
    null as message
from appreciations
where appreciation_date > $date
