-- Fiche inscrite après la date de l’instantané.
--
-- @gravite bloquant
-- @table   fiches_action
-- @attendu une date au plus égale à celle de l’instantané

select
    feuille,
    ligne,
    'start_date' as colonne,
    start_date_ecrit as valeur,
    null as message
from fiches_action
where start_date > $date
