-- Mesure sans date.
--
-- @gravite bloquant
-- @table   mesures_indicateur
-- @attendu une date, sauf avec l’état « Non communiqué » ou « Sans objet »

select
    feuille,
    ligne,
    'measure_date' as colonne,
    null as valeur,
    null as message
from mesures_indicateur
where measure_date_ecrit is null and etat in ('Renseigné', 'Contesté')
