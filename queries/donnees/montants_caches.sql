-- Ce que cachent les demandes de chaque engagement : l’annoncé des territoires où une étape au moins manque.
--
-- @grain  engagement_id
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id       | code        | Engagement (identifiant)
-- @column cache_eur           | €           | Annoncé, suite incomplète | Annoncé connu des territoires où une étape n’est pas communiquée, toutes natures ensemble : l’étape qui manque n’en est pas déduite. Absent quand aucun annoncé n’y est connu.
-- @column lieu_count          | territoires | Territoires demandés | Une étape au moins n’y est pas communiquée.
-- @column cache_inconnu_count | territoires | Dont annoncé inconnu | Combien la demande y cache est inconnu.
-- @column announced_date      | date        | Annoncé depuis | La plus ancienne date de ces montants annoncés.
-- @column source_ids          | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with lieux as (
    select territoire_id
    from territoires
    where
        $phase = 1
        and phase = $phase
        and ($territoire_id is null or territoire_id = $territoire_id)
        and (
            $region_code is null
            or territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
),

etapes_declarees as (
    select
        engagement_id,
        zone_code as territoire_id,
        bool_or(etat in ('Renseigné', 'Contesté')) or bool_and(etat = 'Sans objet') as is_settled,
        sum(amount_eur) filter (etape = 'Annoncé') as annonce_eur,
        min(reported_date) filter (etape = 'Annoncé' and amount_eur is not null) as announced_date,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
    group by engagement_id, zone_code, etape
),

demandes_par_lieu as (
    select
        engagements.engagement_id,
        lieux.territoire_id,
        max(etapes_declarees.annonce_eur) as annonce_eur,
        min(etapes_declarees.announced_date) as announced_date,
        list_distinct(flatten(list(etapes_declarees.source_ids))) as source_ids
    from engagements
    cross join lieux
    left join etapes_declarees using (engagement_id, territoire_id)
    where $enjeu_id is null or engagements.enjeu_id = $enjeu_id
    group by engagements.engagement_id, lieux.territoire_id
    having count(*) filter (etapes_declarees.is_settled) < 4
)

select
    engagement_id,
    sum(annonce_eur) as cache_eur,
    count(*) as lieu_count,
    count(*) filter (annonce_eur is null) as cache_inconnu_count,
    min(announced_date) as announced_date,
    list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
from demandes_par_lieu
group by engagement_id
order by engagement_id
