-- Contrat daté d’après l’instantané.
--
-- @gravite bloquant
-- @table   contrats
-- @attendu une date au plus égale à celle de l’instantané

select
    feuille,
    ligne,
    'contrat_date' as colonne,
    contrat_date_ecrit as valeur,
    null as message
from contrats
where contrat_date > $date
