-- Qui doit quoi : pour chaque opérateur et chaque engagement, les cellules qui ne sont pas communiquées.
--
-- @grain  operateur_id, engagement_id
-- @with   donnees/montants_caches
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column operateur_id          | code       | Opérateur (identifiant)
-- @column operateur_name        | texte      | Attendu de | Opérateur qu’un texte public nomme pour cet engagement ; l’État quand aucun n’est nommé.
-- @column operateur_definition  | texte      | Qui est-ce
-- @column engagement_id         | code       | Engagement (identifiant)
-- @column engagement_name       | texte      | Engagement | Nom court donné par ce tableau de bord ; la liste officielle numérotée n’a pas été trouvée.
-- @column libelle_statut        | texte      | Statut du libellé
-- @column is_nomme              | booléen    | Nommé par un texte | Non : aucun texte ne nomme d’opérateur, la demande revient à l’État.
-- @column operateur_count       | opérateurs | Opérateurs sollicités | Au-delà d’un, les mêmes cellules sont demandées à chacun.
-- @column non_communiquee_count | cellules   | Cellules demandées | Territoires × étapes sans montant connu.
-- @column etape_names           | liste      | Étapes
-- @column due_date              | date       | Échéance | La plus ancienne ; absente quand aucune n’est connue.
-- @column cache_eur             | €          | Annoncé, suite incomplète | Annoncé connu des territoires où une étape n’est pas communiquée, toutes natures ensemble : l’étape qui manque n’en est pas déduite. Absent : combien la demande cache est inconnu.
-- @column cache_inconnu_count   | territoires | Territoires à l’annoncé inconnu | Combien la demande y cache est inconnu.
-- @column announced_date        | date       | Annoncé depuis | La plus ancienne date de ces montants annoncés.
-- @column source_ids            | code       | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with declared_cells as (
    select
        engagement_id,
        zone_code as territoire_id,
        etape,
        bool_or(etat in ('Renseigné', 'Contesté')) or bool_and(etat = 'Sans objet') as is_settled,
        min(due_date) as due_date,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
    group by engagement_id, zone_code, etape
),

owed as (
    select
        engagements.engagement_id,
        steps.etape_rank,
        steps.etape,
        count(*) as cellule_count,
        min(declared_cells.due_date) as due_date,
        list_distinct(flatten(list(declared_cells.source_ids))) as source_ids
    from engagements
    cross join territoires
    cross join (
        values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')
    ) as steps (etape_rank, etape)
    left join declared_cells using (engagement_id, territoire_id, etape)
    where
        $phase = 1
        and territoires.phase = $phase
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and (
            $region_code is null
            or territoires.territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
        and not coalesce(declared_cells.is_settled, false)
    group by engagements.engagement_id, steps.etape_rank, steps.etape
),

demands as (
    select
        engagement_id,
        sum(cellule_count) as non_communiquee_count,
        list(etape order by etape_rank) as etape_names,
        min(due_date) as due_date,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from owed
    group by engagement_id
)

select
    operateurs.operateur_id,
    operateurs.operateur_name,
    operateurs.definition as operateur_definition,
    engagements.engagement_id,
    engagements.short_name as engagement_name,
    engagements.libelle_statut,
    len(engagements.operateur_ids) > 0 as is_nomme,
    greatest(len(engagements.operateur_ids), 1) as operateur_count,
    cast(demands.non_communiquee_count as bigint) as non_communiquee_count,
    demands.etape_names,
    demands.due_date,
    montants_caches.cache_eur,
    montants_caches.cache_inconnu_count,
    montants_caches.announced_date,
    demands.source_ids
from demands
inner join engagements using (engagement_id)
left join montants_caches using (engagement_id)
inner join operateurs
    on
        list_contains(engagements.operateur_ids, operateurs.operateur_id)
        or (len(engagements.operateur_ids) = 0 and operateurs.operateur_id = 'etat')
order by strip_accents(operateurs.operateur_name), engagements.rank
