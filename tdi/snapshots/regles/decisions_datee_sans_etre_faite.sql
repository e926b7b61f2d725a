-- Date d’exécution d’une décision qui n’est pas faite.
--
-- @gravite bloquant
-- @table   decisions
-- @attendu le statut « Faite », ou pas de date

select
    feuille,
    ligne,
    'done_date' as colonne,
    done_date_ecrit as valeur,
    'Date d’exécution alors que le statut est « ' || statut || ' ».' as message
from decisions
where statut != 'Faite' and done_date_ecrit is not null
