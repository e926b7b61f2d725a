-- Décision faite sans date.
--
-- @gravite avertissement
-- @table   decisions
-- @attendu la date à laquelle elle a été faite

select
    feuille,
    ligne,
    'done_date' as colonne,
    null as valeur,
    null as message
from decisions
where statut = 'Faite' and done_date_ecrit is null
