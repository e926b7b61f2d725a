-- Situation postérieure à la date de l’instantané : ce n’était pas connu.
--
-- @gravite bloquant
-- @table   fa2it
-- @attendu une date au plus égale à celle de l’instantané

select
    feuille,
    ligne,
    'measure_date' as colonne,
    measure_date_ecrit as valeur,
    null as message
from fa2it
where measure_date > $date
