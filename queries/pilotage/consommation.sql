-- Montants engagés et payés, relevé après relevé, à périmètre courant et à périmètre constant.
--
-- @grain  perimetre, etape, snapshot_date
-- @compare les instantanés précédents
-- @source cour-2024 | selon les lignes
-- @param  snapshot_date | instantané ; la série s’y arrête
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière ; un territoire sorti de la liste n’y est plus rattaché
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column perimetre       | texte       | Périmètre | Courant : tout ce qui est connu à chaque date, ce qui n’est d’aucun territoire compris. Constant : les seuls territoires présents dans tous les relevés, et rien d’autre.
-- @column etape           | texte       | Étape
-- @column snapshot_date   | date        | Relevé du | Un chiffre qui n’a pas été publié de nouveau n’est pas un nouveau point.
-- @column amount_eur      | €           | Montant | Somme des montants connus à cette date, toutes natures ensemble, contestés compris.
-- @column territoire_count | territoires | Territoires du périmètre
-- @column muet_count      | relevés     | Relevés manquants | Engagements d’un opérateur dont on connaissait les montants et dont plus aucun n’est connu à cette date : la somme y est trop basse.
-- @column is_complet      | booléen     | Complet | Aucun relevé ne manque.
-- @column suite_rank      | nombre      | Suite | Points qui se suivent de mois en mois sans relevé manquant ; une ligne ne joint que ceux-là.
-- @column source_ids      | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with presences as (
    select
        snapshot_date,
        zone_code
    from financements
    where maille = 'Territoire' and snapshot_date <= cast($snapshot_date as date)
    group by snapshot_date, zone_code
),

releves_tenus as (
    select count(distinct snapshot_date) as releve_count
    from presences
),

lieux as (
    select
        presences.*,
        -- No statement without it.
        count(*) over (partition by presences.zone_code) = releves_tenus.releve_count as is_constant
    from presences
    cross join releves_tenus
    where
        ($territoire_id is null or zone_code = $territoire_id)
        and (
            coalesce($territoire_id, $region_code) is null or zone_code = $territoire_id
            or zone_code in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
),

releves as (
    select
        financements.snapshot_date,
        financements.etape,
        engagement_id,
        operateur_id,
        coalesce(lieux.is_constant, false) as is_constant,
        sum(amount_eur) as amount_eur,
        max(reported_date) as reported_date,
        list(distinct source_id) filter (amount_eur is not null) as source_ids
    from financements
    left join engagements using (engagement_id)
    left join lieux using (snapshot_date, zone_code)
    where
        financements.snapshot_date <= cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and etape in ('Engagé', 'Payé')
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and (
            lieux.zone_code is not null
            or (maille <> 'Territoire' and $territoire_id is null and coalesce($region_code, zone_code) = zone_code)
        )
    group by all
),

sommes as (
    select
        perimetre,
        snapshot_date,
        etape,
        engagement_id,
        operateur_id,
        sum(amount_eur) as amount_eur,
        max(reported_date) as reported_date,
        flatten(list(source_ids)) as source_ids,
        -- Known at an earlier date.
        min(case when sum(amount_eur) is not null then snapshot_date end) over releve < snapshot_date as is_suivi
    from releves
    inner join (values ('Courant'), ('Constant')) as perimetres (perimetre)
        on is_constant or perimetre = 'Courant'
    group by perimetre, snapshot_date, etape, engagement_id, operateur_id
    window releve as (partition by perimetre, etape, engagement_id, operateur_id)
),

points as (
    select
        perimetre,
        etape,
        snapshot_date,
        sum(amount_eur) as amount_eur,
        count(*) filter (amount_eur is null and is_suivi) as muet_count,
        max(reported_date) as reported_date,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from sommes
    group by perimetre, etape, snapshot_date
    having sum(amount_eur) is not null
),

nouveaux as (
    select
        *,
        muet_count = 0 as is_complet,
        amount_eur = lag(amount_eur) over serie and reported_date = lag(reported_date) over serie as is_repete
    from points
    window serie as (partition by perimetre, etape order by snapshot_date)
),

suivis as (
    select
        *,
        is_complet
        and lag(is_complet) over serie
        and date_diff('month', lag(snapshot_date) over serie, snapshot_date) <= 1 as is_suite
    from nouveaux
    where not coalesce(is_repete, false)
    window serie as (partition by perimetre, etape order by snapshot_date)
),

tailles as (
    select
        snapshot_date,
        unnest(['Courant', 'Constant']) as perimetre,
        unnest([count(*), count(*) filter (is_constant)]) as territoire_count
    from lieux
    group by snapshot_date
)

select
    suivis.perimetre,
    suivis.etape,
    suivis.snapshot_date,
    suivis.amount_eur,
    coalesce(tailles.territoire_count, 0) as territoire_count,
    suivis.muet_count,
    suivis.is_complet,
    count(*) filter (not coalesce(suivis.is_suite, false)) over (
        partition by suivis.perimetre, suivis.etape order by suivis.snapshot_date
    ) as suite_rank,
    suivis.source_ids
from suivis
left join tailles using (snapshot_date, perimetre)
order by
    list_position(['Courant', 'Constant'], suivis.perimetre), suivis.etape, suivis.snapshot_date
