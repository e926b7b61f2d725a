-- La liste des demandes : ce que chaque opérateur doit, pour combien de cellules, depuis quand.
--
-- @grain  operateur_id
-- @with   donnees/montants_caches
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source presse-2018 | selon les lignes
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
-- @column cache_eur             | €           | Annoncé, suite incomplète | Annoncé connu des territoires où une étape n’est pas communiquée, toutes natures ensemble : l’étape qui manque n’en est pas déduite. Absent : combien la demande cache est inconnu. Ce que plusieurs opérateurs partagent compte pour chacun.
-- @column sans_lieu_eur         | €           | Annoncé, sans engagement ni lieu | Ce que l’enveloppe annonce à l’opérateur sans dire pour quel engagement, ni où, toutes natures ensemble ; « plus de » quand la source le dit. Seulement pour la France entière et les quatre enjeux.
-- @column announced_date        | date        | Annoncé depuis | La plus ancienne date de ces montants annoncés.
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

-- What is announced of an operateur as a whole belongs to no engagement and to no place.
sans_lieu as (
    select
        operateur_id,
        sum(amount_eur) as sans_lieu_eur,
        min(reported_date) as announced_date,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'France'
        and etape = 'Annoncé'
        and engagement_id is null
        and amount_eur is not null
        and coalesce($territoire_id, $region_code, $enjeu_id) is null
    group by operateur_id
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
    sum(montants_caches.cache_eur) as cache_eur,
    any_value(sans_lieu.sans_lieu_eur) as sans_lieu_eur,
    least(min(montants_caches.announced_date), any_value(sans_lieu.announced_date))
        as announced_date,
    list_sort(list_distinct(list_concat(
        flatten(list(demands.source_ids)), coalesce(any_value(sans_lieu.source_ids), [])
    ))) as source_ids
from demands
left join montants_caches using (engagement_id)
inner join operateurs
    on
        list_contains(demands.operateur_ids, operateurs.operateur_id)
        or (len(demands.operateur_ids) = 0 and operateurs.operateur_id = 'etat')
left join sans_lieu using (operateur_id)
where demands.cellule_count > 0
group by operateurs.operateur_id, operateurs.operateur_name
order by non_communiquee_count desc, strip_accents(operateurs.operateur_name) asc
