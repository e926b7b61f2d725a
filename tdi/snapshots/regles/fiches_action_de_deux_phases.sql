-- Territoires de deux phases dans une même fiche : les périmètres se recouvrent.
--
-- @gravite bloquant
-- @table   fiches_action
-- @attendu des territoires d’une seule phase

select
    feuille,
    ligne,
    'territoire_ids' as colonne,
    territoire_ids_ecrit as valeur,
    null as message
from fiches_action
where territoire_ids like '%p1-%' and territoire_ids like '%p2-%'
