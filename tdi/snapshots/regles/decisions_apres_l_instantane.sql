-- Comité daté d’après l’instantané.
--
-- @gravite bloquant
-- @table   decisions
-- @attendu une date au plus égale à celle de l’instantané

select
    feuille,
    ligne,
    'decision_date' as colonne,
    decision_date_ecrit as valeur,
    null as message
from decisions
where decision_date > $date
