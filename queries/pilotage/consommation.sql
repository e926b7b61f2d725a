-- Montants engagés et payés, relevé après relevé, à périmètre courant et à périmètre constant.
--
-- @grain  perimetre, etape, snapshot_date
-- @with   suivi/territoires_suivis
-- @compare les instantanés précédents
-- @source manifestes, decoupage-2026, anct-phase1, anct-phase2
-- @source cour-2024 | selon les lignes
-- @param  snapshot_date | instantané ; la série s’y arrête
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière ; un territoire sorti de la liste n’y est plus rattaché
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column perimetre       | texte       | Périmètre | Courant : tout ce qui est connu à chaque date, ce qui n’est d’aucun territoire compris. Constant : les seuls territoires que l’on suit d’un bout à l’autre (territoires_suivis), et rien d’autre.
-- @column etape           | texte       | Étape
-- @column snapshot_date   | date        | Relevé du | Un chiffre qui n’a pas été publié de nouveau n’est pas un nouveau point.
-- @column amount_eur      | €           | Montant | Somme des montants connus à cette date, toutes natures ensemble, contestés compris.
-- @column territoire_count | territoires | Territoires du périmètre | Dans la liste de cette date.
-- @column hors_count      | territoires | Territoires hors du périmètre constant | Dans la liste de cette date, et qu’aucun lien ne permet de suivre d’un bout à l’autre ; pour le périmètre constant.
-- @column hors_dit        | texte       | Pourquoi, et combien
-- @column hors_eur        | €           | Montant de ces territoires | Connu à cette date, hors de la série.
-- @column muet_count      | relevés     | Relevés manquants | Engagements d’un opérateur dont on connaissait les montants et dont plus aucun n’est connu à cette date : la somme y est trop basse.
-- @column is_complet      | booléen     | Complet | Aucun relevé ne manque.
-- @column suite_rank      | nombre      | Suite | Points qui se suivent de mois en mois sans relevé manquant ; une ligne ne joint que ceux-là.
-- @column source_ids      | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with lieux as (
    select *
    from territoires_suivis
    where
        ($territoire_id is null or territoire_id = $territoire_id)
        and ($territoire_id is not null or $region_code is null or list_contains(region_codes, $region_code))
),

releves as (
    select
        financements.snapshot_date,
        financements.etape,
        engagement_id,
        operateur_id,
        lieux.is_constant,
        sum(amount_eur) as amount_eur,
        max(reported_date) as reported_date,
        list(distinct source_id) filter (amount_eur is not null) as source_ids
    from financements
    left join engagements using (engagement_id)
    left join lieux on financements.zone_code = lieux.territoire_id
    where
        financements.snapshot_date <= cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and etape in ('Engagé', 'Payé')
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and (
            lieux.territoire_id is not null
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
    inner join (values ('Courant', null), ('Constant', true), ('Hors', false)) as lus (perimetre, is_lu)
        on lus.is_lu is null or releves.is_constant = lus.is_lu
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

listes as (
    select
        perimetres.snapshot_date,
        lieux.motif,
        count(distinct lieux.lieu_id) filter (perimetres.phase = $phase or lieux.is_constant) as territoire_count,
        count(distinct lieux.lieu_id) as liste_count
    from lieux
    inner join perimetres using (territoire_id)
    group by perimetres.snapshot_date, lieux.motif
),

tailles as (
    select
        snapshot_date,
        unnest(['Courant', 'Constant']) as perimetre,
        unnest([sum(territoire_count), sum(territoire_count) filter (motif is null)]) as territoire_count,
        unnest([null, coalesce(sum(liste_count) filter (motif is not null), 0)]) as hors_count,
        unnest([null, string_agg(lower(motif) || ' : ' || liste_count, ', ' order by motif)]) as hors_dit
    from listes
    group by snapshot_date
)

select
    suivis.perimetre,
    suivis.etape,
    suivis.snapshot_date,
    suivis.amount_eur,
    cast(coalesce(tailles.territoire_count, 0) as bigint) as territoire_count,
    cast(tailles.hors_count as bigint) as hors_count,
    tailles.hors_dit,
    hors.amount_eur as hors_eur,
    suivis.muet_count,
    suivis.is_complet,
    count(*) filter (not coalesce(suivis.is_suite, false)) over (
        partition by suivis.perimetre, suivis.etape order by suivis.snapshot_date
    ) as suite_rank,
    suivis.source_ids
from suivis
left join tailles using (snapshot_date, perimetre)
left join points as hors
    on
        suivis.perimetre = 'Constant'
        and hors.perimetre = 'Hors'
        and suivis.etape = hors.etape
        and suivis.snapshot_date = hors.snapshot_date
where suivis.perimetre <> 'Hors'
order by
    list_position(['Courant', 'Constant'], suivis.perimetre), suivis.etape, suivis.snapshot_date
