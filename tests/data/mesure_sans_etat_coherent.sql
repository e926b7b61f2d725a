-- Une mesure renseignée a une valeur et une date, une mesure non communiquée n’a ni l’une ni l’autre (R1).
select
    indicateur_id,
    zone_code,
    measure_type
from mesures_indicateur
where
    etat not in ('Renseigné', 'Non communiqué')
    or (etat = 'Renseigné') <> (value is not null)
    or (value is null) <> (measure_date is null)
    or measure_type not in ('Départ', 'Valeur', 'Cible')
