-- Transmis après la date de l’instantané : ce n’était pas connu.
--
-- @gravite bloquant
-- @table   financements
-- @attendu une date au plus égale à celle de l’instantané

select
    feuille,
    ligne,
    'reported_date' as colonne,
    reported_date_ecrit as valeur,
    null as message
from financements
where reported_date > $date
