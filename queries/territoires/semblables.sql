-- Territoires de la phase, du plus semblable au moins semblable à celui qui est choisi, et en quoi.
--
-- @grain  territoire_id
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source decoupage-2026
-- @param  phase         | 1 ou 2
-- @param  territoire_id | identifiant du territoire à qui l’on compare ; aucune ligne sans lui
-- @column territoire_id      | code         | Identifiant
-- @column territoire_name    | texte        | Territoire
-- @column proximite_rank     | nombre       | Rang de proximité | 0 pour le territoire choisi, 1 pour le plus semblable.
-- @column distance           | nombre       | Distance | Racine de la somme des carrés des écarts, un par critère. Un écart est la différence des logarithmes (de un plus la valeur), divisée par l’écart interquartile de la phase, ou par son écart-type quand l’interquartile est nul.
-- @column proche_names       | liste        | Proche par | Critères dont l’écart est d’un quart au plus, le plus petit en premier.
-- @column different_names    | liste        | Différent par | Critères dont l’écart passe trois quarts, le plus grand en premier.
-- @column region_name        | texte        | Région principale | Montrée, sans compter dans la distance.
-- @column population         | habitants    | Population | Population des membres, au découpage de 2026.
-- @column membre_count       | membres      | Membres
-- @column commune_count      | communes     | Communes | Au découpage de 2026.
-- @column population_moyenne | habitants    | Habitants par commune | Arrondi à l’habitant.
-- @column departement_count  | départements | Départements
-- @column autre_region_count | régions      | Autres régions | Régions du territoire en plus de la principale.
-- @column is_outre_mer       | booléen      | Outre-mer

with described as (
    select
        territoires.territoire_id,
        territoires.territoire_name,
        regions.region_name,
        territoires.population,
        territoires.membre_count,
        territoires.commune_count,
        round(territoires.population / nullif(territoires.commune_count, 0)) as population_moyenne,
        len(territoires.departement_codes) as departement_count,
        (
            select count(*) - 1 from territoire_regions
            where territoire_regions.territoire_id = territoires.territoire_id)
            as autre_region_count,
        regions.is_outre_mer
    from territoires
    inner join regions using (region_code)
    where territoires.phase = $phase
),

criteres as (
    select
        territoire_id,
        unnest([
            'population', 'membres', 'communes', 'habitants par commune', 'départements',
            'régions', 'outre-mer'
        ]) as critere,
        unnest([
            ln(1 + population), ln(1 + membre_count), ln(1 + commune_count),
            ln(1 + population_moyenne), ln(1 + departement_count), ln(1 + autre_region_count),
            ln(1 + cast(is_outre_mer as integer))
        ]) as valeur
    from described
),

etendues as (
    select
        critere,
        coalesce(
            nullif(
                percentile_cont(0.75) within group (order by valeur)
                - percentile_cont(0.25) within group (order by valeur), 0
            ),
            nullif(stddev_pop(valeur), 0), 1
        ) as etendue
    from criteres
    group by critere
),

ecarts as (
    select
        criteres.territoire_id,
        criteres.critere,
        -- What neither has (overseas, a second région) tells no reader why they are alike.
        abs(criteres.valeur - choisi.valeur) / etendues.etendue as ecart,
        greatest(criteres.valeur, choisi.valeur) > 0 as is_dit
    from criteres
    inner join criteres as choisi using (critere)
    inner join etendues using (critere)
    where choisi.territoire_id = $territoire_id
),

distances as (
    select
        territoire_id,
        sqrt(sum(ecart * ecart order by critere)) as distance,
        list(critere order by ecart asc, critere asc) filter (where ecart <= 0.25 and is_dit)
            as proche_names,
        list(critere order by ecart desc, critere asc) filter (where ecart > 0.75)
            as different_names
    from ecarts
    group by territoire_id
    -- A territoire that a source does not describe in full is not placed.
    having count(ecart) = count(*)
)

select
    described.territoire_id,
    described.territoire_name,
    row_number() over (
        order by described.territoire_id <> $territoire_id, distances.distance, described.territoire_id
    ) - 1 as proximite_rank,
    distances.distance,
    coalesce(distances.proche_names, []) as proche_names,
    coalesce(distances.different_names, []) as different_names,
    described.region_name,
    described.population,
    described.membre_count,
    described.commune_count,
    described.population_moyenne,
    described.departement_count,
    described.autre_region_count,
    described.is_outre_mer
from described
inner join distances using (territoire_id)
order by proximite_rank
