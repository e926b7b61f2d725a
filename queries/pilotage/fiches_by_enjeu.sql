-- Fiches-actions de chaque enjeu par statut : combien, et pour quel budget.
--
-- @grain  enjeu_name, statut
-- @source registre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column enjeu_name        | texte  | Enjeu | Non précisé quand la fiche n’en nomme aucun.
-- @column statut            | texte  | Statut
-- @column fiche_count       | fiches | Fiches-actions | Une fiche de plusieurs territoires compte une fois.
-- @column budget_eur        | €      | Budget prévisionnel | Somme des budgets connus.
-- @column sans_budget_count | fiches | Dont budget non communiqué
-- @column source_ids        | code   | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with statuts as (
    select *
    from (
        values
        (1, 'Identifiée'), (2, 'À l’étude'), (3, 'Engagée'), (4, 'En cours'), (5, 'Réalisée'), (6, 'Abandonnée')
    ) as steps (statut_rank, statut)
),

selected_territoires as (
    select list(distinct territoires.territoire_id) as territoire_ids
    from territoires
    inner join territoire_regions using (territoire_id)
    where
        territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and ($region_code is null or territoire_regions.region_code = $region_code)
)

select
    coalesce(enjeux.enjeu_name, 'Non précisé') as enjeu_name,
    fiches_action.statut,
    count(*) as fiche_count,
    sum(fiches_action.budget_eur) as budget_eur,
    count(*) filter (where fiches_action.budget_eur is null) as sans_budget_count,
    list(distinct fiches_action.source_id order by fiches_action.source_id) as source_ids
from fiches_action
cross join selected_territoires
left join statuts using (statut)
left join enjeux using (enjeu_id)
where
    fiches_action.snapshot_date = cast($snapshot_date as date)
    and ($enjeu_id is null or fiches_action.enjeu_id = $enjeu_id)
    and list_has_any(fiches_action.territoire_ids, selected_territoires.territoire_ids)
group by enjeux.enjeu_name, enjeux.rank, fiches_action.statut, statuts.statut_rank
order by enjeux.rank nulls last, statuts.statut_rank, fiches_action.statut
