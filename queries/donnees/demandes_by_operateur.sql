-- La liste des demandes : ce que chaque opérateur doit, pour combien de cellules, depuis quand.
--
-- @grain  operateur_id
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column operateur_id          | code        | Opérateur (identifiant)
-- @column operateur_name        | texte       | Attendu de | Opérateur qu’un texte public nomme ; l’État quand aucun n’est nommé.
-- @column engagement_count      | engagements | Engagements concernés
-- @column engagement_names      | liste       | Engagements
-- @column non_communiquee_count | cellules    | Cellules demandées | Territoires × étapes sans montant connu, pour ses engagements. Une cellule attendue de plusieurs opérateurs est demandée à chacun : la somme des lignes dépasse le total.
-- @column partagee_count        | cellules    | Dont partagées | Cellules demandées aussi à un autre opérateur.
-- @column par_defaut_count      | cellules    | Dont sans opérateur nommé | Aucun texte ne nomme d’opérateur : la demande revient à l’État.
-- @column due_date              | date        | Échéance | La plus ancienne ; absente quand aucune n’est connue.
-- @column source_ids            | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with selected_territoires as (
    select territoires.territoire_id
    from territoires
    where
        $phase = 1
        and territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and (
            $region_code is null
            or territoires.territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
),

declared_cells as (
    select
        financements.engagement_id,
        bool_or(financements.etat in ('Renseigné', 'Contesté'))
        or bool_and(financements.etat = 'Sans objet') as is_settled,
        min(financements.due_date) as due_date,
        list(distinct financements.source_id) as source_ids
    from financements
    inner join selected_territoires on financements.zone_code = selected_territoires.territoire_id
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.maille = 'Territoire'
    group by financements.engagement_id, financements.zone_code, financements.etape
),

demands as (
    select
        engagements.engagement_id,
        engagements.short_name,
        engagements.rank,
        engagements.operateur_ids,
        4 * (select count(*) from selected_territoires)
        - count(*) filter (where declared_cells.is_settled) as cellule_count,
        min(declared_cells.due_date) filter (where not declared_cells.is_settled) as due_date,
        list_distinct(flatten(list(declared_cells.source_ids))) as source_ids
    from engagements
    left join declared_cells using (engagement_id)
    where $enjeu_id is null or engagements.enjeu_id = $enjeu_id
    group by all
)

select
    operateurs.operateur_id,
    operateurs.operateur_name,
    count(*) as engagement_count,
    list(demands.short_name order by demands.rank) as engagement_names,
    cast(sum(demands.cellule_count) as bigint) as non_communiquee_count,
    cast(coalesce(sum(demands.cellule_count) filter (where len(demands.operateur_ids) > 1), 0) as bigint)
        as partagee_count,
    cast(coalesce(sum(demands.cellule_count) filter (where len(demands.operateur_ids) = 0), 0) as bigint)
        as par_defaut_count,
    min(demands.due_date) as due_date,
    list_sort(list_distinct(flatten(list(demands.source_ids)))) as source_ids
from demands
inner join operateurs
    on
        list_contains(demands.operateur_ids, operateurs.operateur_id)
        or (len(demands.operateur_ids) = 0 and operateurs.operateur_id = 'etat')
where demands.cellule_count > 0
group by operateurs.operateur_id, operateurs.operateur_name
order by non_communiquee_count desc, strip_accents(operateurs.operateur_name) asc
