-- Toutes les valeurs connues de chaque indicateur, avec son départ et sa cible.
--
-- @grain  indicateur_id, zone_code, measure_type, measure_date
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané ; aucune valeur n’est plus récente
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire : sans région choisie, celles où il se trouve
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour tous les indicateurs
-- @column indicateur_id   | code       | Identifiant
-- @column zone_code       | code       | Zone (code)
-- @column indicateur_name | texte      | Indicateur
-- @column zone_name       | texte      | Zone
-- @column measure_type    | texte      | Type | Départ, Valeur ou Cible.
-- @column measure_date    | mois civil | Situation de
-- @column value           | nombre     | Valeur | Une part de 1 pour un pourcentage.
-- @column unit_name       | texte      | Unité
-- @column cumul_year      | texte      | Année du cumul | Le compteur repart chaque mois de janvier : deux années ne se joignent pas. Absente quand la série est continue.
-- @column source_ids      | code       | Sources | Celles de la ligne, en plus de celles de tout le tableau.

select
    measures.indicateur_id,
    measures.zone_code,
    indicateurs.indicateur_name,
    coalesce(regions.region_name, 'France') as zone_name,
    measures.measure_type,
    measures.measure_date,
    measures.value,
    case indicateurs.unit when '%' then 'part de 1' else indicateurs.unit end as unit_name,
    case
        when indicateurs.is_cumul_annuel
            then cast(extract(year from measures.measure_date) as varchar)
    end as cumul_year,
    [indicateurs.source_id] as source_ids
from mesures_indicateur as measures
inner join indicateurs using (indicateur_id)
left join regions on measures.zone_code = regions.region_code
where
    measures.snapshot_date = cast($snapshot_date as date)
    and measures.value is not null
    and (measures.measure_type = 'Cible' or measures.measure_date <= measures.snapshot_date)
    -- The 0 that opens an annual counter is no starting point.
    and not (indicateurs.is_cumul_annuel and measures.measure_type = 'Départ' and measures.value = 0)
    and ($enjeu_id is null or indicateurs.enjeu_id = $enjeu_id)
    and case
        when $region_code is not null then measures.zone_code = $region_code
        when $territoire_id is null then measures.zone_code = 'FR'
        else measures.zone_code in (
            select territoire_regions.region_code
            from territoire_regions
            where territoire_regions.territoire_id = $territoire_id
        )
    end
order by
    measures.indicateur_id, measures.zone_code, measures.measure_type, measures.measure_date
