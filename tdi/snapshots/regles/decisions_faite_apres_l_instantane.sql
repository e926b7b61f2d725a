-- Décision faite après la date de l’instantané.
--
-- @gravite bloquant
-- @table   decisions
-- @attendu une date au plus égale à celle de l’instantané

select
    feuille,
    ligne,
    'done_date' as colonne,
    done_date_ecrit as valeur,
    null as message
from decisions
where done_date > $date
