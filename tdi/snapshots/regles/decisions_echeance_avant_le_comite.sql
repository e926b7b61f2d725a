-- Échéance antérieure à la décision.
--
-- @gravite avertissement
-- @table   decisions
-- @attendu une date égale ou postérieure à celle du comité

select
    feuille,
    ligne,
    'due_date' as colonne,
    due_date_ecrit as valeur,
    null as message
from decisions
where due_date < decision_date
