-- Comment chaque indicateur se répartit entre les régions : médiane, plus basse et plus haute valeurs, régions inconnues.
--
-- @grain  indicateur_id
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @source decoupage-2026
-- @param  snapshot_date | instantané ; aucune valeur n’est plus récente
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour tous les indicateurs
-- @column indicateur_id    | code       | Identifiant
-- @column enjeu_name       | texte      | Enjeu | Non précisé quand aucune source ne dit sous quel enjeu.
-- @column indicateur_name  | texte      | Indicateur
-- @column unit             | texte      | Unité | « % » : les valeurs sont des parts, de 0 à 1.
-- @column measure_date     | mois civil | Situation de | La plus récente que l’on connaît d’au moins une région.
-- @column is_cumul_annuel  | booléen    | Cumul annuel | Le compteur repart chaque mois de janvier.
-- @column region_count     | régions    | Régions
-- @column connue_count     | régions    | Régions connues | Celles qui ont une valeur à cette date.
-- @column inconnue_names   | liste      | Non communiqué | Régions sans valeur à cette date.
-- @column mediane          | nombre     | Médiane | Autant de régions connues au-dessus qu’au-dessous ; chaque région compte pour une, quelle que soit sa taille.
-- @column min_value        | nombre     | Plus basse valeur
-- @column max_value        | nombre     | Plus haute valeur
-- @column cible            | nombre     | Cible nationale | Donnée ici quand elle peut se lire région par région : non pour ce qui s’additionne, dont la cible est celle de la somme.
-- @column cible_date       | mois civil | Cible pour
-- @column is_cible_somme  | booléen    | Cible du total | La cible nationale est une somme : aucune région ne se lit contre elle.
-- @column source_ids       | code       | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with known as (
    select
        indicateur_id,
        zone_code,
        maille,
        measure_type,
        measure_date,
        value,
        max(measure_date) filter (where measure_type = 'Valeur' and maille = 'Région')
            over (partition by indicateur_id) as common_date
    from mesures_indicateur
    where
        snapshot_date = cast($snapshot_date as date)
        and value is not null
        and (measure_type = 'Cible' or measure_date <= snapshot_date)
),

at_date as (
    select
        indicateur_id,
        zone_code as region_code,
        measure_date,
        value
    from known
    where maille = 'Région' and measure_type = 'Valeur' and measure_date = common_date
),

targets as (
    select
        indicateur_id,
        max(value) as cible,
        max(measure_date) as cible_date
    from known
    where zone_code = 'FR' and measure_type = 'Cible'
    group by indicateur_id
)

select
    indicateurs.indicateur_id,
    coalesce(enjeux.enjeu_name, 'Non précisé') as enjeu_name,
    indicateurs.indicateur_name,
    indicateurs.unit,
    max(at_date.measure_date) as measure_date,
    indicateurs.is_cumul_annuel,
    count(*) as region_count,
    count(at_date.value) as connue_count,
    list(regions.region_name order by strip_accents(regions.region_name))
    filter (where at_date.value is null) as inconnue_names,
    median(at_date.value) as mediane,
    min(at_date.value) as min_value,
    max(at_date.value) as max_value,
    case when indicateurs.aggregation = 'non additif' then targets.cible end as cible,
    case when indicateurs.aggregation = 'non additif' then targets.cible_date end as cible_date,
    indicateurs.aggregation = 'additif' and targets.cible is not null as is_cible_somme,
    case when count(at_date.value) > 0 then [indicateurs.source_id] end as source_ids
from indicateurs
cross join regions
left join enjeux using (enjeu_id)
left join targets on indicateurs.indicateur_id = targets.indicateur_id
left join at_date
    on
        indicateurs.indicateur_id = at_date.indicateur_id
        and regions.region_code = at_date.region_code
where $enjeu_id is null or indicateurs.enjeu_id = $enjeu_id
group by
    indicateurs.indicateur_id, enjeux.enjeu_name, enjeux.rank, indicateurs.indicateur_name,
    indicateurs.unit, indicateurs.is_cumul_annuel, indicateurs.aggregation, indicateurs.rank,
    indicateurs.source_id, targets.cible, targets.cible_date
order by enjeux.rank nulls last, indicateurs.rank, indicateurs.indicateur_id
