-- Territoires de l’autre phase qui partagent un membre avec le territoire choisi.
--
-- @grain  autre_territoire_id
-- @source anct-phase1, anct-phase2
-- @param  phase         | 1 ou 2
-- @param  territoire_id | identifiant du territoire ; aucune ligne sans lui
-- @column autre_territoire_id    | code      | Identifiant
-- @column autre_territoire_name  | texte     | Territoire de l’autre phase
-- @column autre_phase            | nombre    | Phase
-- @column shared_membre_count    | membres   | Membres communs
-- @column shared_membre_names    | liste     | Lesquels
-- @column shared_population      | habitants | Population commune
-- @column population_share       | %         | Part de ce territoire | Population commune rapportée à celle du territoire choisi.
-- @column autre_population_share | %         | Part de l’autre | Population commune rapportée à celle du territoire de l’autre phase.

with links as (
    select
        shared_membre_count,
        shared_population,
        case when $phase = 1 then phase1_territoire_id else phase2_territoire_id end
            as territoire_id,
        case when $phase = 1 then phase2_territoire_id else phase1_territoire_id end
            as autre_territoire_id,
        case when $phase = 1 then phase1_population_share else phase2_population_share end
            as population_share,
        case when $phase = 1 then phase2_population_share else phase1_population_share end
            as autre_population_share
    from territoire_liens
),

names as (
    select
        others.territoire_id as autre_territoire_id,
        list(others.membre_name order by others.population desc, others.membre_code asc)
            as shared_membre_names
    from territoire_membres as mine
    inner join territoire_membres as others using (membre_code)
    where mine.territoire_id = $territoire_id
    group by others.territoire_id
)

select
    links.autre_territoire_id,
    territoires.territoire_name as autre_territoire_name,
    territoires.phase as autre_phase,
    links.shared_membre_count,
    names.shared_membre_names,
    links.shared_population,
    links.population_share,
    links.autre_population_share
from links
inner join territoires on links.autre_territoire_id = territoires.territoire_id
left join names on links.autre_territoire_id = names.autre_territoire_id
where links.territoire_id = $territoire_id
order by links.shared_population desc, links.autre_territoire_id asc
