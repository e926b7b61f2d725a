-- Engagement par engagement, les cas dont l’annoncé ou l’engagé manque : la part engagée ne se calcule plus quand ils sont trop.
--
-- @grain  sujet_id, zone_code, enjeu_id
-- @source registre
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  inconnu_share | seuil : part de cas inconnus à partir de laquelle la part engagée ne se calcule plus
-- @column sujet_id       | code    | Sujet (identifiant) | L’engagement, ou tous ceux dont aucun montant local n’est connu.
-- @column sujet_name     | texte   | Sujet
-- @column enjeu_id       | code    | Enjeu (identifiant)
-- @column owner_names    | liste   | Attendu de
-- @column zone_code      | code    | Zone
-- @column is_alerte      | booléen | Alerte
-- @column constat        | texte   | Constat | Ce qui manque.
-- @column value          | %       | Part inconnue | Des cas dont l’annoncé ou l’engagé manque.
-- @column repere_value   | %       | Part tolérée
-- @column unit           | code    | Unité
-- @column compared_count | cas | Cas | Un engagement dans un territoire.
-- @column ligne_count    | lignes  | Valeurs manquantes
-- @column source_ids     | code    | Sources | Celles dont viennent les chiffres de la ligne.

with attendus as (
    select
        engagements.engagement_id,
        territoires.territoire_id,
        count(financements.amount_eur) as connu_count,
        count(financements.amount_eur) filter (financements.etape = 'Annoncé') > 0
        and count(financements.amount_eur) filter (financements.etape = 'Engagé') > 0 as is_connu,
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
    group by engagements.engagement_id, territoires.territoire_id
    having not coalesce(bool_and(financements.etat = 'Sans objet'), false)
),

-- What nobody says anything of is one subject: no need to say it once an engagement.
sujets_attendus as (
    select
        attendus.engagement_id,
        if(sum(attendus.connu_count) = 0, 'sans-montant', attendus.engagement_id) as sujet_id
    from attendus
    group by attendus.engagement_id
),

nommes as (
    select
        sujets_attendus.sujet_id,
        sujets_attendus.engagement_id,
        engagements.enjeu_id,
        if(sujet_id = 'sans-montant', 'Engagements sans aucun montant local', short_name)
            as sujet_name,
        list(operateurs.operateur_name order by operateurs.operateur_name) as owner_names
    from sujets_attendus
    inner join engagements using (engagement_id)
    inner join operateurs
        on
            list_contains(engagements.operateur_ids, operateurs.operateur_id)
            or (len(engagements.operateur_ids) = 0 and operateurs.operateur_id = 'etat')
    group by
        sujets_attendus.sujet_id, sujets_attendus.engagement_id, engagements.enjeu_id,
        engagements.short_name
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
        nommes.* exclude (engagement_id),
        attendus.is_connu,
        attendus.source_ids,
        unnest(list_concat(['FR', territoire_id], appartenances.region_codes)) as zone_code
    from attendus
    inner join nommes using (engagement_id)
    inner join appartenances using (territoire_id)
)

select
    sujet_id,
    sujet_name,
    enjeu_id,
    list_sort(list_distinct(flatten(list(owner_names)))) as owner_names,
    zone_code,
    1 - count(*) filter (is_connu) / count(*) >= $inconnu_share as is_alerte,
    'Sans annoncé ou sans engagé connu' as constat,
    1 - count(*) filter (is_connu) / count(*) as value,
    $inconnu_share as repere_value,
    '%' as unit,
    count(*) as compared_count,
    count(*) - count(*) filter (is_connu) as ligne_count,
    list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
from cumuls
group by sujet_id, sujet_name, enjeu_id, zone_code
order by sujet_id, zone_code, enjeu_id
