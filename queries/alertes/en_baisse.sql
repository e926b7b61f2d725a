-- Étape par étape, ce que chaque engagement cumule face à l’instantané précédent : France, régions, territoires.
--
-- @grain  sujet_id, zone_code
-- @compare l’instantané précédent
-- @source registre
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  baisse_share  | seuil : baisse, rapportée à l’ancien montant, au-delà de laquelle l’alerte s’ouvre
-- @column sujet_id      | code    | Sujet (identifiant) | L’engagement et l’étape.
-- @column sujet_name    | texte   | Sujet
-- @column engagement_id | code    | Engagement (identifiant)
-- @column zone_code     | code    | Zone | Une région réunit ses montants et ceux de ses territoires.
-- @column is_alerte     | booléen | Alerte | Absente quand un des deux montants est inconnu.
-- @column constat       | texte   | Constat
-- @column value         | €       | Montant | Toutes natures ensemble.
-- @column repere_value  | €       | Montant précédent | Sans ce qui n’est plus communiqué, qui relève des retards ; ce qui change de lieu reste compté.
-- @column unit          | code    | Unité
-- @column ligne_count   | lignes  | Montants connus
-- @column ecart_eur     | €       | Baisse
-- @column source_ids    | code    | Sources | Celles dont viennent les chiffres de la ligne.

with courants as (
    select *
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and engagement_id is not null
),

lignes as (
    select
        engagement_id,
        etape,
        zone_code,
        amount_eur as apres_eur,
        null as avant_eur,
        source_id
    from courants
    where amount_eur is not null
    union all
    select
        anciens.engagement_id,
        anciens.etape,
        anciens.zone_code,
        null as apres_eur,
        anciens.amount_eur as avant_eur,
        anciens.source_id
    from financements as anciens
    where
        anciens.snapshot_date = (
            select max(instantanes.snapshot_date)
            from instantanes
            where
                instantanes.etat = 'Publié'
                and instantanes.snapshot_date < cast($snapshot_date as date)
        )
        and anciens.cadre = 'Enveloppe 2018'
        and anciens.engagement_id is not null
        and anciens.amount_eur is not null
        and anciens.financement_id not in (
            select courants.financement_id
            from courants
            where courants.amount_eur is null
        )
),

cellules as (
    select
        engagement_id,
        etape,
        zone_code,
        sum(apres_eur) as apres_eur,
        sum(avant_eur) as avant_eur,
        count(apres_eur) as ligne_count,
        list(distinct source_id) as source_ids
    from lignes
    group by engagement_id, etape, zone_code
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
        unnest(list_distinct(list_concat(['FR', cellules.zone_code], appartenances.region_codes)))
            as zone_code
    from cellules
    left join appartenances on cellules.zone_code = appartenances.territoire_id
)

select
    engagement_id || '/' || lower(strip_accents(etape)) as sujet_id,
    any_value(short_name) as sujet_name,
    engagement_id,
    zone_code,
    sum(apres_eur) < (1 - $baisse_share) * sum(avant_eur) as is_alerte,
    etape || ' en baisse' as constat,
    sum(apres_eur) as value,
    sum(avant_eur) as repere_value,
    '€' as unit,
    sum(ligne_count) as ligne_count,
    sum(avant_eur) - sum(apres_eur) as ecart_eur,
    list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
from cumuls
inner join engagements using (engagement_id)
group by engagement_id, etape, zone_code
order by sujet_id, zone_code
