-- Toute mesure est celle d’un indicateur, d’une source et d’une zone qui existent (R7).
select
    mesures_indicateur.indicateur_id,
    mesures_indicateur.zone_code
from mesures_indicateur
left join indicateurs using (indicateur_id)
left join sources on indicateurs.source_id = sources.source_id
left join regions on mesures_indicateur.zone_code = regions.region_code
where
    sources.source_id is null
    or (mesures_indicateur.maille = 'France') <> (mesures_indicateur.zone_code = 'FR')
    or (mesures_indicateur.maille = 'Région') <> (regions.region_code is not null)
