-- Montants qui dépassent ce qui devait les contenir : l’étape d’avant, ou la part annoncée.
--
-- @grain  controle, depassement, operateur_name, engagement_id, zone_code, nature
-- @compare les instantanés précédents
-- @source dossier-2018
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column controle        | texte | Contrôle | Étapes d’une ligne : un lieu, un engagement, un opérateur et une nature. Part annoncée : un engagement ou un opérateur, dans toute la sélection. Enveloppe : toutes les lignes, pour la France.
-- @column depassement     | texte | Dépassement
-- @column engagement_name | texte | Engagement
-- @column operateur_name  | texte | Opérateur
-- @column zone_name       | texte | Lieu
-- @column nature          | texte | Nature | Une étape n’est comparée qu’à la même nature ; une part annoncée les réunit toutes.
-- @column avant_eur       | €     | Contenant | Montant de l’étape d’avant, part annoncée ou enveloppe.
-- @column apres_eur       | €     | Montant
-- @column excedent_eur    | €     | Excédent
-- @column since_date      | date  | Depuis le relevé du | Premier de ceux, à la suite, où l’excédent se voit.
-- @column engagement_id   | code  | Engagement (identifiant)
-- @column zone_code       | code  | Zone
-- @column source_ids      | code  | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with lieux as (
    select
        territoire_id as zone_code,
        territoire_name as zone_name,
        territoire_id in (
            select territoire_regions.territoire_id
            from territoire_regions
            where territoire_regions.region_code = $region_code
        ) as is_in_region
    from territoires
    union all
    select
        region_code as zone_code,
        region_name as zone_name,
        region_code = $region_code as is_in_region
    from regions
    union all
    select
        'FR' as zone_code,
        'France' as zone_name,
        false as is_in_region
),

montants as (
    select
        snapshot_date,
        engagement_id,
        operateur_id,
        zone_code,
        nature,
        sum(amount_eur) filter (etape = 'Annoncé') as annonce_eur,
        sum(amount_eur) filter (etape = 'Fléché') as fleche_eur,
        sum(amount_eur) filter (etape = 'Engagé') as engage_eur,
        sum(amount_eur) filter (etape = 'Payé') as paye_eur,
        list(distinct source_id) filter (snapshot_date = cast($snapshot_date as date)) as source_ids
    from financements
    inner join lieux using (zone_code)
    left join engagements using (engagement_id)
    where
        snapshot_date <= cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and amount_eur is not null
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and ($territoire_id is null or zone_code = $territoire_id)
        and (coalesce($territoire_id, $region_code) is null or $territoire_id is not null or is_in_region)
    group by snapshot_date, engagement_id, operateur_id, zone_code, nature
),

comparaisons as (
    select
        snapshot_date,
        'Étapes d’une ligne' as controle,
        engagement_id,
        operateur_id,
        zone_code,
        nature,
        source_ids,
        unnest(['Fléché au-delà de l’annoncé', 'Engagé au-delà du fléché', 'Payé au-delà de l’engagé'])
            as depassement,
        unnest([annonce_eur, fleche_eur, engage_eur]) as avant_eur,
        unnest([fleche_eur, engage_eur, paye_eur]) as apres_eur
    from montants
    where fleche_eur > annonce_eur or engage_eur > fleche_eur or paye_eur > engage_eur
    union all by name
    select
        snapshot_date,
        'Part annoncée' as controle,
        engagement_id,
        operateur_id,
        flatten(list(source_ids) filter (snapshot_date = cast($snapshot_date as date))) as source_ids,
        unnest([
            'Fléché au-delà de l’annoncé', 'Engagé au-delà de l’annoncé', 'Payé au-delà de l’annoncé'
        ]) as depassement,
        sum(annonce_eur) as avant_eur,
        unnest([sum(fleche_eur), sum(engage_eur), sum(paye_eur)]) as apres_eur
    from montants
    -- What nobody announced for it is in no part; a line without answer keeps its own: the excess is sure.
    where annonce_eur is not null
    group by grouping sets ((snapshot_date, engagement_id), (snapshot_date, operateur_id))
    having coalesce(engagement_id, operateur_id) is not null
    union all by name
    select
        snapshot_date,
        'Enveloppe' as controle,
        flatten(list(source_ids) filter (snapshot_date = cast($snapshot_date as date))) as source_ids,
        unnest([
            'Annoncé au-delà de l’enveloppe', 'Fléché au-delà de l’enveloppe',
            'Engagé au-delà de l’enveloppe', 'Payé au-delà de l’enveloppe'
        ]) as depassement,
        any_value(enveloppes.amount_eur) as avant_eur,
        unnest([sum(annonce_eur), sum(fleche_eur), sum(engage_eur), sum(paye_eur)]) as apres_eur
    from montants
    cross join enveloppes
    where enveloppes.phase = $phase and coalesce($region_code, $territoire_id, $enjeu_id) is null
    group by snapshot_date
),

releves as (
    select
        snapshot_date,
        row_number() over (order by snapshot_date) as releve_rank
    from montants
    group by snapshot_date
),

-- Statements in a row that show the same excess: their rank runs as their number does.
suites as (
    select
        comparaisons.*,
        releve_rank - row_number() over (
            partition by controle, depassement, engagement_id, operateur_id, zone_code, nature order by releve_rank
        ) as suite
    from comparaisons
    inner join releves using (snapshot_date)
    where apres_eur > avant_eur
),

depuis as (
    select
        *,
        min(snapshot_date) over (
            partition by controle, depassement, engagement_id, operateur_id, zone_code, nature, suite
        ) as since_date
    from suites
)

select
    depuis.controle,
    depuis.depassement,
    engagements.short_name as engagement_name,
    operateurs.operateur_name,
    lieux.zone_name,
    depuis.nature,
    depuis.avant_eur,
    depuis.apres_eur,
    depuis.apres_eur - depuis.avant_eur as excedent_eur,
    depuis.since_date,
    depuis.engagement_id,
    depuis.zone_code,
    list_sort(list_distinct(depuis.source_ids)) as source_ids
from depuis
left join engagements using (engagement_id)
left join operateurs using (operateur_id)
left join lieux using (zone_code)
where depuis.snapshot_date = cast($snapshot_date as date)
order by
    list_position(['Enveloppe', 'Part annoncée', 'Étapes d’une ligne'], depuis.controle) asc,
    excedent_eur desc, depassement asc, engagement_id asc, operateur_name asc, zone_code asc, nature asc
