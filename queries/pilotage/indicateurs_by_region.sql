-- La dernière situation connue de chaque indicateur, région par région, à une même date.
--
-- @grain  indicateur_id, region_code
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @source decoupage-2026
-- @param  snapshot_date | instantané ; aucune valeur n’est plus récente
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour tous les indicateurs
-- @column indicateur_id   | code       | Identifiant
-- @column region_code     | code       | Région (code)
-- @column indicateur_name | texte      | Indicateur
-- @column region_name     | texte      | Région | Les 18 régions, pour chaque indicateur.
-- @column measure_date    | mois civil | Situation de | La même pour toutes : la plus récente que l’on connaît d’au moins une région.
-- @column value           | nombre     | Valeur | Une part de 1 pour un pourcentage ; absente si elle n’est pas communiquée à cette date.
-- @column unit_name       | texte      | Unité
-- @column etat            | texte      | État | Renseigné ou non communiqué, à cette date.
-- @column depart          | nombre     | Départ
-- @column cible           | nombre     | Cible
-- @column last_value      | nombre     | Valeur plus ancienne | Dernière valeur d’une région qui n’en a pas à la date commune.
-- @column last_date       | mois civil | Valeur plus ancienne, situation de
-- @column source_ids      | code       | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with known as (
    select
        indicateur_id,
        zone_code as region_code,
        measure_type,
        measure_date,
        value,
        max(measure_date) filter (where measure_type = 'Valeur')
            over (partition by indicateur_id) as common_date
    from mesures_indicateur
    where
        snapshot_date = cast($snapshot_date as date)
        and maille = 'Région'
        and value is not null
        and (measure_type = 'Cible' or measure_date <= snapshot_date)
),

situations as (
    select
        indicateur_id,
        region_code,
        max(value) filter (where measure_type = 'Valeur' and measure_date = common_date) as value,
        max(value) filter (where measure_type = 'Départ') as depart,
        max(value) filter (where measure_type = 'Cible') as cible,
        max_by(value, measure_date) filter (where measure_type = 'Valeur') as last_value,
        max(measure_date) filter (where measure_type = 'Valeur') as last_date
    from known
    group by indicateur_id, region_code
),

dates as (
    select
        indicateur_id,
        max(common_date) as measure_date
    from known
    group by indicateur_id
)

select
    indicateurs.indicateur_id,
    regions.region_code,
    indicateurs.indicateur_name,
    regions.region_name,
    dates.measure_date,
    situations.value,
    case indicateurs.unit when '%' then 'part de 1' else indicateurs.unit end as unit_name,
    case when situations.value is null then 'Non communiqué' else 'Renseigné' end as etat,
    case when indicateurs.is_cumul_annuel then nullif(situations.depart, 0) else situations.depart end
        as depart,
    situations.cible,
    case when situations.value is null then situations.last_value end as last_value,
    case when situations.value is null then situations.last_date end as last_date,
    case when dates.indicateur_id is not null then [indicateurs.source_id] end as source_ids
from indicateurs
cross join regions
left join situations
    on
        indicateurs.indicateur_id = situations.indicateur_id
        and regions.region_code = situations.region_code
left join dates on indicateurs.indicateur_id = dates.indicateur_id
where $enjeu_id is null or indicateurs.enjeu_id = $enjeu_id
order by indicateurs.indicateur_id, strip_accents(regions.region_name)
