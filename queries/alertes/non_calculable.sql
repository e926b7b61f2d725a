-- Ce qui devrait se calculer et ne le peut pas : part engagée d’un engagement, chemin d’un indicateur vers sa cible.
--
-- @grain  sujet_id, zone_code
-- @source registre
-- @source ditp-barometre, relance-barometre, presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  inconnu_share | seuil : part des territoires inconnus à partir de laquelle un engagement n’est plus calculable
-- @column sujet_id       | code    | Sujet (identifiant)
-- @column sujet_name     | texte   | Sujet
-- @column engagement_id  | code    | Engagement (identifiant)
-- @column enjeu_id       | code    | Enjeu (identifiant)
-- @column owner_names    | liste   | Attendu de
-- @column zone_code      | code    | Zone
-- @column is_alerte      | booléen | Alerte
-- @column constat        | texte   | Constat | Ce qui manque.
-- @column value          | %       | Part inconnue | Des territoires dont l’annoncé ou l’engagé manque.
-- @column repere_value   | %       | Part tolérée
-- @column unit           | code    | Unité
-- @column compared_count | territoires | Territoires
-- @column ligne_count    | lignes  | Valeurs manquantes
-- @column source_ids     | code    | Sources | Celles dont viennent les chiffres de la ligne.

with attendus as (
    select
        engagements.engagement_id,
        engagements.short_name,
        territoires.territoire_id,
        count(financements.amount_eur) filter (financements.etape = 'Annoncé') > 0
        and count(financements.amount_eur) filter (financements.etape = 'Engagé') > 0 as is_connu,
        bool_and(financements.etat = 'Sans objet') as is_sans_objet,
        list(distinct financements.source_id) filter (financements.source_id is not null)
            as source_ids
    from engagements
    cross join territoires
    left join financements
        on
            engagements.engagement_id = financements.engagement_id
            and territoires.territoire_id = financements.zone_code
            and financements.snapshot_date = cast($snapshot_date as date)
            and financements.cadre = 'Enveloppe 2018'
            and financements.etape in ('Annoncé', 'Engagé')
    where territoires.phase = 1
    group by engagements.engagement_id, engagements.short_name, territoires.territoire_id
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
        attendus.* exclude (territoire_id),
        unnest(list_concat(['FR', territoire_id], appartenances.region_codes)) as zone_code
    from attendus
    inner join appartenances using (territoire_id)
    where not coalesce(is_sans_objet, false)
),

mesures as (
    select
        indicateur_id,
        zone_code,
        count(value) filter (measure_type = 'Départ') > 0 as has_depart,
        count(value) filter (measure_type = 'Cible') > 0 as has_cible,
        count(value) filter (measure_type = 'Valeur') > 0 as has_valeur
    from mesures_indicateur
    where snapshot_date = cast($snapshot_date as date)
    group by indicateur_id, zone_code
)

select
    engagement_id as sujet_id,
    short_name as sujet_name,
    engagement_id,
    null as enjeu_id,
    null as owner_names,
    zone_code,
    1 - count(*) filter (is_connu) / count(*) >= $inconnu_share as is_alerte,
    'Part engagée : annoncé ou engagé inconnu' as constat,
    1 - count(*) filter (is_connu) / count(*) as value,
    $inconnu_share as repere_value,
    '%' as unit,
    count(*) as compared_count,
    count(*) - count(*) filter (is_connu) as ligne_count,
    list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
from cumuls
group by engagement_id, short_name, zone_code
union all
select
    indicateur_id as sujet_id,
    indicateur_name as sujet_name,
    null as engagement_id,
    enjeu_id,
    [publisher] as owner_names,
    zone_code,
    not (has_depart and has_cible and has_valeur) as is_alerte,
    'Chemin vers la cible, sans ' || concat_ws(
        ', ',
        case when not has_depart then 'départ' end,
        case when not has_cible then 'cible' end,
        case when not has_valeur then 'valeur' end
    ) as constat,
    null as value,
    null as repere_value,
    null as unit,
    null as compared_count,
    3 - cast(has_depart as integer) - cast(has_cible as integer) - cast(has_valeur as integer)
        as ligne_count,
    [source_id] as source_ids
from mesures
inner join indicateurs using (indicateur_id)
order by sujet_id, zone_code
