-- Dernière météo de chaque territoire, à côté de la part de l’annoncé qui y est engagée.
--
-- @grain  sujet_id
-- @source comites
-- @source anct-phase1
-- @source registre | selon les lignes
-- @param  snapshot_date  | instantané
-- @param  extreme_share  | seuil : part des territoires, de chaque côté, où la météo opposée étonne
-- @param  minimum_count  | seuil : territoires connus au-dessous desquels rien n’est comparé
-- @column sujet_id       | code    | Sujet (identifiant)
-- @column sujet_name     | texte   | Sujet
-- @column owner_names    | liste   | Attendu de | Qui a signé l’appréciation.
-- @column zone_code      | code    | Zone
-- @column is_alerte      | booléen | Alerte | Absente quand la part est inconnue, ou connue de trop peu de territoires.
-- @column constat        | texte   | Constat | La météo, sa date, et le chiffre qui la contredit ; jamais une moyenne des deux.
-- @column value          | %       | Part engagée de l’annoncé | Toutes natures ensemble, sur les seules cellules dont l’annoncé et l’engagé sont connus ; zéro compris.
-- @column repere_value   | %       | Part qui borne l’extrême | Pour « Sécurisé », ce que ne passent pas les territoires qui engagent le moins ; pour « Compromis », ce que passent ceux qui engagent le plus.
-- @column unit           | code    | Unité
-- @column compared_count | territoires | Territoires comparés
-- @column ligne_count    | lignes  | Appréciations
-- @column source_ids     | code    | Sources | Celles dont viennent les chiffres de la ligne.

with cellules as (
    select
        zone_code,
        sum(amount_eur) filter (etape = 'Annoncé') as annonce_eur,
        sum(amount_eur) filter (etape = 'Engagé') as engage_eur,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
        and amount_eur is not null
    group by zone_code, engagement_id, operateur_id, nature
),

parts as (
    select
        zone_code,
        cast(sum(engage_eur) as double) / sum(annonce_eur) as engage_share,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from cellules
    where annonce_eur is not null and engage_eur is not null
    group by zone_code
    having sum(annonce_eur) > 0
),

bornes as (
    select
        count(*) as compared_count,
        percentile_cont($extreme_share) within group (order by engage_share) as basse,
        percentile_cont(0.5) within group (order by engage_share) as mediane,
        percentile_cont(1 - $extreme_share) within group (order by engage_share) as haute
    from parts
),

dernieres as (
    select
        zone_code,
        max_by(meteo, (appreciation_date, appreciation_id)) as meteo,
        max_by(author, (appreciation_date, appreciation_id)) as author,
        max(appreciation_date) as appreciation_date
    from appreciations
    where
        snapshot_date = cast($snapshot_date as date)
        and maille = 'Territoire'
        and engagement_id is null
    group by zone_code
)

select
    territoires.territoire_id as sujet_id,
    territoires.territoire_name as sujet_name,
    [dernieres.author] as owner_names,
    territoires.territoire_id as zone_code,
    case
        when bornes.compared_count < $minimum_count or parts.engage_share is null then null
        -- Where many share one value, an extreme that is the median is no extreme.
        when dernieres.meteo = 'Sécurisé'
            then parts.engage_share <= bornes.basse and parts.engage_share < bornes.mediane
        when dernieres.meteo = 'Compromis'
            then parts.engage_share >= bornes.haute and parts.engage_share > bornes.mediane
        else false
    end as is_alerte,
    '« ' || dernieres.meteo || ' » au ' || strftime(dernieres.appreciation_date, '%d/%m/%Y')
    || if(
        dernieres.meteo = 'Compromis', ', parmi ceux qui engagent le plus',
        ', parmi ceux qui engagent le moins'
    ) as constat,
    parts.engage_share as value,
    if(dernieres.meteo = 'Compromis', bornes.haute, bornes.basse) as repere_value,
    '%' as unit,
    bornes.compared_count,
    1 as ligne_count,
    parts.source_ids
from dernieres
inner join territoires on dernieres.zone_code = territoires.territoire_id
cross join bornes
left join parts on dernieres.zone_code = parts.zone_code
order by sujet_id
