-- Fiches-actions des territoires comparés par statut, et pour cent mille habitants.
--
-- @grain  territoire_id, statut
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source registre | selon les lignes
-- @param  snapshot_date  | instantané
-- @param  phase          | 1 ou 2
-- @param  enjeu_id       | identifiant de l’enjeu ; null pour les quatre
-- @param  territoire_ids | identifiants des territoires comparés, dans l’ordre ; aucune ligne sans eux
-- @column territoire_id   | code    | Identifiant
-- @column territoire_name | texte   | Territoire
-- @column statut          | texte   | Statut | « Aucune fiche connue » quand le territoire n’en liste pas : ce n’est pas zéro.
-- @column fiche_count     | fiches  | Fiches-actions | Une fiche de plusieurs territoires compte dans chacun.
-- @column fiche_ratio     | fiches pour cent mille habitants | Fiches-actions pour cent mille habitants | Population des membres, au découpage de 2026.
-- @column source_ids      | code    | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with listed as (
    select
        unnest(territoire_ids) as territoire_id,
        statut,
        fiche_id,
        source_id
    from fiches_action
    where
        snapshot_date = cast($snapshot_date as date)
        and ($enjeu_id is null or enjeu_id = $enjeu_id)
)

select
    territoires.territoire_id,
    territoires.territoire_name,
    coalesce(listed.statut, 'Aucune fiche connue') as statut,
    nullif(count(listed.fiche_id), 0) as fiche_count,
    100000.0 * nullif(count(listed.fiche_id), 0) / nullif(territoires.population, 0) as fiche_ratio,
    list(distinct listed.source_id order by listed.source_id)
    filter (where listed.source_id is not null) as source_ids
from territoires
left join listed using (territoire_id)
left join (
    values (1, 'Identifiée'), (2, 'À l’étude'), (3, 'Engagée'), (4, 'En cours'), (5, 'Réalisée'), (6, 'Abandonnée')
) as statuts (statut_rank, statut)
    on listed.statut = statuts.statut
where territoires.phase = $phase and list_contains($territoire_ids, territoires.territoire_id)
group by
    territoires.territoire_id, territoires.territoire_name, territoires.population, listed.statut
order by
    list_position($territoire_ids, territoires.territoire_id), min(statuts.statut_rank), statut
