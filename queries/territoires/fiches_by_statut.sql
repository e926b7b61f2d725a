-- Fiches-actions de la sélection par statut : combien, et pour quel budget.
--
-- @grain  statut
-- @source registre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column statut            | texte  | Statut
-- @column fiche_count       | fiches | Fiches-actions | Une fiche de plusieurs territoires compte une fois.
-- @column partagee_count    | fiches | Dont sur plusieurs territoires | Budget compris en entier ici ; la liste donne la part de chaque territoire.
-- @column budget_eur        | €      | Budget prévisionnel | Somme des budgets connus.
-- @column sans_budget_count | fiches | Dont budget non communiqué
-- @column fin_passee_count  | fiches | Fin dépassée | Ni réalisées ni abandonnées, et leur date de fin est passée à l’instantané. La source ne dit pas si une date de fin est prévue ou réelle : le prévu et le réalisé d’une fiche finie ne se comparent pas.
-- @column sans_fin_count    | fiches | Dont fin non communiquée
-- @column source_ids        | code   | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with statuts as (
    select *
    from (
        values
        (1, 'Identifiée'), (2, 'À l’étude'), (3, 'Engagée'), (4, 'En cours'), (5, 'Réalisée'), (6, 'Abandonnée')
    ) as steps (statut_rank, statut)
),

selected_territoires as (
    select territoire_id
    from territoires
    where
        phase = $phase
        and ($territoire_id is null or territoire_id = $territoire_id)
        and (
            $region_code is null
            or exists (
                select 1
                from territoire_regions
                where
                    territoire_regions.territoire_id = territoires.territoire_id
                    and territoire_regions.region_code = $region_code
            )
        )
)

select
    fiches_action.statut,
    count(*) as fiche_count,
    count(*) filter (where len(fiches_action.territoire_ids) > 1) as partagee_count,
    sum(fiches_action.budget_eur) as budget_eur,
    count(*) filter (where fiches_action.budget_eur is null) as sans_budget_count,
    count(*) filter (
        where fiches_action.end_date <= fiches_action.snapshot_date
        and coalesce(fiches_action.statut not in ('Réalisée', 'Abandonnée'), true)
    ) as fin_passee_count,
    count(*) filter (where fiches_action.end_date is null) as sans_fin_count,
    list(distinct fiches_action.source_id order by fiches_action.source_id) as source_ids
from fiches_action
left join statuts using (statut)
where
    fiches_action.snapshot_date = cast($snapshot_date as date)
    and ($enjeu_id is null or fiches_action.enjeu_id = $enjeu_id)
    and list_has_any(
        fiches_action.territoire_ids, (select list(territoire_id) from selected_territoires)
    )
group by fiches_action.statut
order by min(statuts.statut_rank), fiches_action.statut
