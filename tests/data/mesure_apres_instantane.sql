-- Aucune valeur, aucun départ n’est daté d’après l’instantané qui le publie.
select
    indicateur_id,
    zone_code,
    measure_date
from mesures_indicateur
where measure_type <> 'Cible' and measure_date > snapshot_date
