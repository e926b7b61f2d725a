-- Ce que chaque engagement a apporté à la région ou au territoire choisi, étape par étape, et qui doit le dire.
--
-- @grain  engagement_id
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null quand un territoire est choisi
-- @param  territoire_id | identifiant du territoire ; null pour toute la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id         | code     | Identifiant
-- @column engagement_name       | texte    | Engagement | Nom court donné par ce tableau de bord ; la liste officielle numérotée n’a pas été trouvée.
-- @column annonce_eur           | €        | Annoncé | Somme des montants connus : ceux des territoires, interrégionaux compris en entier, et ceux de la région qui ne sont d’aucun territoire, toutes natures ensemble.
-- @column fleche_eur            | €        | Fléché
-- @column engage_eur            | €        | Engagé
-- @column paye_eur              | €        | Payé
-- @column nature_names          | liste    | Natures | Celles des montants connus, que chaque somme réunit.
-- @column non_communiquee_count | montants | Non communiqués | Un montant est attendu par territoire et par étape, sauf s’il est déclaré sans objet.
-- @column operateur_names       | liste    | Attendu de | Opérateurs que les textes publics nomment ; l’État quand aucun n’est nommé.
-- @column libelle_statut        | texte    | Statut du libellé
-- @column source_ids            | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with selected_territoires as (
    select territoire_id as zone_code
    from territoires
    where
        phase = $phase
        and (
            territoire_id = $territoire_id
            or ($territoire_id is null and territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            ))
        )
),

amounts as (
    select
        engagement_id,
        zone_code,
        etape,
        maille,
        list(distinct source_id) as source_ids,
        list(distinct nature) filter (where amount_eur is not null) as nature_names,
        sum(amount_eur) as amount_eur,
        bool_or(etat in ('Renseigné', 'Contesté')) as is_known,
        bool_and(etat = 'Sans objet') as is_sans_objet
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and (
            zone_code in (select selected_territoires.zone_code from selected_territoires)
            or ($territoire_id is null and zone_code = $region_code)
        )
    group by engagement_id, zone_code, etape, maille
),

stages as (
    select
        engagement_id,
        sum(amount_eur) filter (where etape = 'Annoncé') as annonce_eur,
        sum(amount_eur) filter (where etape = 'Fléché') as fleche_eur,
        sum(amount_eur) filter (where etape = 'Engagé') as engage_eur,
        sum(amount_eur) filter (where etape = 'Payé') as paye_eur,
        count(*) filter (where maille = 'Territoire' and (is_known or is_sans_objet))
            as answered_count,
        list_sort(list_distinct(flatten(list(nature_names)))) as nature_names,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from amounts
    group by engagement_id
),

owers as (
    select
        engagements.engagement_id,
        list(operateurs.operateur_name order by operateurs.operateur_name) as operateur_names
    from engagements
    inner join operateurs
        on list_contains(engagements.operateur_ids, operateurs.operateur_id)
    group by engagements.engagement_id
)

select
    engagements.engagement_id,
    engagements.short_name as engagement_name,
    stages.annonce_eur,
    stages.fleche_eur,
    stages.engage_eur,
    stages.paye_eur,
    stages.nature_names,
    4 * (select count(*) from selected_territoires)
    - coalesce(stages.answered_count, 0) as non_communiquee_count,
    coalesce(owers.operateur_names, ['État']) as operateur_names,
    engagements.libelle_statut,
    stages.source_ids
from engagements
left join owers using (engagement_id)
left join stages using (engagement_id)
where
    $phase = 1
    and ($territoire_id is not null or $region_code is not null)
    and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
order by engagements.rank
