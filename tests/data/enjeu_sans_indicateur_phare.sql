-- Tout enjeu a un seul indicateur phare, et celui-ci a un départ et une cible au niveau national.
select enjeux.enjeu_id
from enjeux
left join indicateurs on enjeux.enjeu_id = indicateurs.enjeu_id and indicateurs.rank = 1
left join mesures_indicateur
    on
        indicateurs.indicateur_id = mesures_indicateur.indicateur_id
        -- Older snapshots hold what was published by then, which may be no target yet.
        and mesures_indicateur.snapshot_date = (select max(mesures.snapshot_date) from mesures_indicateur as mesures)
        and mesures_indicateur.zone_code = 'FR'
        and mesures_indicateur.value is not null
group by enjeux.enjeu_id
having
    count(distinct indicateurs.indicateur_id) <> 1
    or count(*) filter (where mesures_indicateur.measure_type = 'Départ') <> 1
    or count(*) filter (where mesures_indicateur.measure_type = 'Cible') <> 1
