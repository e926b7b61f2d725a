-- Mesure postérieure à la date de l’instantané : ce n’était pas connu.
--
-- @gravite bloquant
-- @table   mesures_indicateur
-- @attendu une date au plus égale à celle de l’instantané, sauf pour une cible

select
    feuille,
    ligne,
    'measure_date' as colonne,
    measure_date_ecrit as valeur,
    null as message
from mesures_indicateur
where measure_date > $date and measure_type in ('Départ', 'Valeur')
