-- Fiche réalisée sans date de fin passée.
--
-- @gravite avertissement
-- @table   fiches_action
-- @attendu la date à laquelle la fiche a été réalisée

select
    feuille,
    ligne,
    'end_date' as colonne,
    end_date_ecrit as valeur,
    null as message
from fiches_action
where statut = 'Réalisée' and (end_date_ecrit is null or end_date > $date)
