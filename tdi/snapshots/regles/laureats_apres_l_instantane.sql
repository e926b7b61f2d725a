-- Lauréat mis à jour après la date de l’instantané : ce n’était pas connu.
--
-- @gravite bloquant
-- @table   laureats
-- @attendu une date au plus égale à celle de l’instantané

select
    feuille,
    ligne,
    'update_date' as colonne,
    update_date_ecrit as valeur,
    null as message
from laureats
where update_date > $date
