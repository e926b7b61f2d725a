-- Les indicateurs près de chaque enjeu : d’où ils partent, où ils en sont, face à quelle cible.
--
-- @grain  indicateur_id, zone_code
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @source dossier-2018
-- @param  snapshot_date | instantané ; aucune valeur n’est plus récente
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire : sans région choisie, celles où il se trouve
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour tous les indicateurs
-- @column indicateur_id    | code       | Identifiant
-- @column zone_code        | code       | Zone (code)
-- @column enjeu_name       | texte      | Enjeu | Non précisé quand aucune source ne dit sous quel enjeu.
-- @column indicateur_name  | texte      | Indicateur
-- @column zone_name        | texte      | Zone | France ou région ; aucun indicateur n’est donné par territoire.
-- @column is_phare         | booléen    | Indicateur phare | Premier de son enjeu : d’abord ceux qui ont un départ et une cible, les plus propres à l’industrie, les plus récents.
-- @column unit             | code       | Unité (code)
-- @column unit_name        | texte      | Unité
-- @column direction        | texte      | Sens voulu | Hausse ou baisse, tel que la source le donne.
-- @column depart           | nombre     | Départ | Valeur de départ que donne la source ; absente aussi quand la source publie la remise à zéro (0) d’un compteur annuel.
-- @column depart_date      | mois civil | Départ, situation de
-- @column value            | nombre     | Dernière valeur | Dernière valeur connue pour la zone ; absente si elle n’est pas communiquée.
-- @column measure_date     | mois civil | Dernière valeur, situation de
-- @column cible            | nombre     | Cible | Absente quand la source n’en donne pas pour la zone.
-- @column cible_date       | mois civil | Cible pour
-- @column has_cible        | booléen    | Cible nationale | La source donne une cible pour la France.
-- @column etat             | texte      | État | Renseigné ou non communiqué, pour la dernière valeur.
-- @column is_cumul_annuel  | booléen    | Cumul annuel | Le compteur repart chaque mois de janvier : une valeur d’avant décembre ne se compare ni au départ, ni à la cible.
-- @column annuel_value     | nombre     | Dernière année entière | Valeur du dernier mois de décembre, pour un cumul annuel.
-- @column annuel_date      | mois civil | Dernière année entière, situation de
-- @column national_value   | nombre     | France | Dernière valeur nationale.
-- @column national_date    | mois civil | France, situation de
-- @column source_name      | texte      | Source
-- @column source_ids       | code       | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with zones as (
    select
        'FR' as zone_code,
        'France' as zone_name
    where $region_code is null and $territoire_id is null
    union all
    select
        region_code as zone_code,
        region_name as zone_name
    from regions
    where
        region_code = $region_code
        or ($region_code is null and region_code in (
            select territoire_regions.region_code
            from territoire_regions
            where territoire_regions.territoire_id = $territoire_id
        ))
),

measures as (
    select
        indicateur_id,
        zone_code,
        max(value) filter (where measure_type = 'Départ') as depart,
        max(measure_date) filter (where measure_type = 'Départ') as depart_date,
        max_by(value, measure_date) filter (where measure_type = 'Valeur') as value,
        max(measure_date) filter (where measure_type = 'Valeur') as measure_date,
        max(value) filter (where measure_type = 'Cible') as cible,
        max(measure_date) filter (where measure_type = 'Cible') as cible_date,
        max_by(value, measure_date) filter (
            where measure_type = 'Valeur' and extract(month from measure_date) = 12
        ) as december_value,
        max(measure_date) filter (
            where measure_type = 'Valeur' and extract(month from measure_date) = 12
        ) as december_date
    from mesures_indicateur
    where
        snapshot_date = cast($snapshot_date as date)
        and value is not null
        and (measure_type = 'Cible' or measure_date <= snapshot_date)
    group by indicateur_id, zone_code
)

select
    indicateurs.indicateur_id,
    zones.zone_code,
    coalesce(enjeux.enjeu_name, 'Non précisé') as enjeu_name,
    indicateurs.indicateur_name,
    zones.zone_name,
    indicateurs.rank = 1 and indicateurs.enjeu_id is not null as is_phare,
    indicateurs.unit,
    case indicateurs.unit when '%' then 'part de 1' else indicateurs.unit end as unit_name,
    indicateurs.direction,
    -- The 0 that opens an annual counter is no starting point.
    case when indicateurs.is_cumul_annuel then nullif(measures.depart, 0) else measures.depart end
        as depart,
    case when measures.depart <> 0 or not indicateurs.is_cumul_annuel then measures.depart_date end
        as depart_date,
    measures.value,
    measures.measure_date,
    measures.cible,
    measures.cible_date,
    france.cible is not null as has_cible,
    case when measures.value is null then 'Non communiqué' else 'Renseigné' end as etat,
    indicateurs.is_cumul_annuel,
    case when indicateurs.is_cumul_annuel then measures.december_value end as annuel_value,
    case when indicateurs.is_cumul_annuel then measures.december_date end as annuel_date,
    france.value as national_value,
    france.measure_date as national_date,
    sources.short_name as source_name,
    case
        when measures.indicateur_id is not null or france.indicateur_id is not null
            then [indicateurs.source_id]
    end as source_ids
from indicateurs
cross join zones
inner join sources using (source_id)
left join enjeux using (enjeu_id)
left join measures
    on
        indicateurs.indicateur_id = measures.indicateur_id
        and zones.zone_code = measures.zone_code
left join measures as france
    on indicateurs.indicateur_id = france.indicateur_id and france.zone_code = 'FR'
where $enjeu_id is null or indicateurs.enjeu_id = $enjeu_id
order by enjeux.rank nulls last, indicateurs.rank, indicateurs.indicateur_id, zones.zone_name
