-- Engagement par engagement, la part de l’annoncé engagée dans chaque territoire, face à la médiane des territoires.
--
-- @grain  sujet_id, zone_code
-- @source registre
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date  | instantané
-- @param  mediane_share  | seuil : part de la médiane au-dessous de laquelle l’alerte s’ouvre
-- @param  minimum_count  | seuil : territoires connus au-dessous desquels rien n’est comparé
-- @column sujet_id       | code    | Sujet (identifiant)
-- @column sujet_name     | texte   | Sujet
-- @column engagement_id  | code    | Engagement (identifiant)
-- @column zone_code      | code    | Zone
-- @column is_alerte      | booléen | Alerte | Absente quand la part est inconnue, ou connue de trop peu de territoires.
-- @column constat        | texte   | Constat
-- @column value          | %       | Part engagée de l’annoncé | Zéro compris ; toutes natures de l’engagement ensemble.
-- @column repere_value   | %       | Médiane | Des territoires dont la part est connue ; zéro y compte.
-- @column unit           | code    | Unité
-- @column compared_count | territoires | Territoires comparés
-- @column ligne_count    | lignes  | Territoires en retrait
-- @column ecart_eur      | €       | Écart à la médiane | Ce qui manque à l’engagé pour être à la médiane.
-- @column source_ids     | code    | Sources | Celles dont viennent les chiffres de la ligne.

with cellules as (
    select
        engagement_id,
        zone_code,
        case
            when bool_and(amount_eur is not null) filter (etape = 'Annoncé')
                then sum(amount_eur) filter (etape = 'Annoncé')
        end as annonce_eur,
        case
            when bool_and(amount_eur is not null) filter (etape = 'Engagé')
                then sum(amount_eur) filter (etape = 'Engagé')
        end as engage_eur,
        list(distinct source_id order by source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
        and etat <> 'Sans objet'
    group by engagement_id, zone_code
),

parts as (
    select
        *,
        cast(engage_eur as double) / nullif(annonce_eur, 0) as engage_share
    from cellules
),

medianes as (
    select
        engagement_id,
        count(engage_share) as compared_count,
        percentile_cont(0.5) within group (order by engage_share) as mediane
    from parts
    group by engagement_id
)

select
    engagement_id as sujet_id,
    engagements.short_name as sujet_name,
    engagement_id,
    parts.zone_code,
    case
        when medianes.compared_count >= $minimum_count
            then parts.engage_share < $mediane_share * medianes.mediane
    end as is_alerte,
    'Part engagée loin sous la médiane' as constat,
    parts.engage_share as value,
    medianes.mediane as repere_value,
    '%' as unit,
    medianes.compared_count,
    1 as ligne_count,
    medianes.mediane * parts.annonce_eur - parts.engage_eur as ecart_eur,
    parts.source_ids
from parts
inner join medianes using (engagement_id)
inner join engagements using (engagement_id)
order by sujet_id, zone_code
