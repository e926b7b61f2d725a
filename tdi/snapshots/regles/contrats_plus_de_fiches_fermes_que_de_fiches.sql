-- Plus de fiches à engagement ferme que de fiches.
--
-- @gravite bloquant
-- @table   contrats
-- @attendu au plus le nombre de fiches-actions

select
    feuille,
    ligne,
    'fiche_ferme_count' as colonne,
    fiche_ferme_count_ecrit as valeur,
    fiche_ferme_count || ' fiches à engagement ferme pour ' || fiche_count || ' fiches.'
        as message
from contrats
where fiche_ferme_count > fiche_count
