-- Engagement par engagement, l’engagé face à l’annoncé : France, régions, territoires.
--
-- @grain  sujet_id, zone_code
-- @source registre
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  excedent_eur  | seuil : excédent au-delà duquel l’alerte s’ouvre
-- @column sujet_id      | code   | Sujet (identifiant)
-- @column sujet_name    | texte  | Sujet
-- @column engagement_id | code   | Engagement (identifiant)
-- @column zone_code     | code   | Zone | Une région réunit ses montants et ceux de ses territoires.
-- @column is_alerte     | booléen | Alerte | Absente quand l’engagé ou l’annoncé est inconnu.
-- @column constat       | texte  | Constat
-- @column value         | €      | Engagé | Toutes natures ensemble, là où l’annoncé est connu.
-- @column repere_value  | €      | Annoncé | Toutes natures ensemble ; une cellule que personne ne renseigne garde ce qui en est annoncé : l’excédent est sûr.
-- @column unit          | code   | Unité
-- @column ligne_count   | lignes | Cellules dépassées
-- @column ecart_eur     | €      | Excédent
-- @column source_ids    | code   | Sources | Celles dont viennent les chiffres de la ligne.

with cellules as (
    select
        engagement_id,
        operateur_id,
        nature,
        zone_code,
        sum(amount_eur) filter (etape = 'Annoncé') as annonce_eur,
        sum(amount_eur) filter (etape = 'Engagé') as engage_eur,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and engagement_id is not null
        and amount_eur is not null
    group by engagement_id, operateur_id, nature, zone_code
),

appartenances as (
    select
        territoire_id,
        list(region_code) as region_codes
    from territoire_regions
    group by territoire_id
),

cumuls as (
    select
        cellules.* exclude (zone_code),
        unnest(
            list_distinct(list_concat(['FR', cellules.zone_code], appartenances.region_codes))
        ) as zone_code
    from cellules
    left join appartenances on cellules.zone_code = appartenances.territoire_id
    where annonce_eur is not null
)

select
    engagement_id as sujet_id,
    any_value(short_name) as sujet_name,
    engagement_id,
    zone_code,
    sum(engage_eur) - sum(annonce_eur) > $excedent_eur as is_alerte,
    'Engagé au-delà de l’annoncé' as constat,
    sum(engage_eur) as value,
    sum(annonce_eur) as repere_value,
    '€' as unit,
    count(*) filter (engage_eur > annonce_eur) as ligne_count,
    sum(engage_eur) - sum(annonce_eur) as ecart_eur,
    list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
from cumuls
inner join engagements using (engagement_id)
group by engagement_id, zone_code
order by sujet_id, zone_code
