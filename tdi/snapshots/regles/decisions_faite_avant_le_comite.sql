-- Décision faite avant d’être prise.
--
-- @gravite bloquant
-- @table   decisions
-- @attendu une date égale ou postérieure à celle du comité

select
    feuille,
    ligne,
    'done_date' as colonne,
    done_date_ecrit as valeur,
    null as message
from decisions
where done_date < decision_date
