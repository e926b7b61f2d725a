-- Ce que chaque opérateur devait dire, ce qu’il a dit, et ce qui est en retard : montants, puis recours.
--
-- @grain  operateur_id, famille
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source convention-2019, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column operateur_id          | code        | Opérateur (identifiant)
-- @column operateur_name        | texte       | Opérateur | Celui qu’un texte public nomme ; l’État quand aucun n’est nommé. Un engagement de plusieurs opérateurs est attendu de chacun.
-- @column famille               | texte       | Famille | Une réponse par territoire, engagement et étape pour les montants ; pour le recours, une par ligne déclarée, et une pour tout engagement dont rien n’est dit.
-- @column engagement_count      | engagements | Engagements
-- @column attendue_count        | réponses    | Réponses attendues | Moins celles déclarées sans objet.
-- @column renseignee_count      | réponses    | Données | Zéro compris, contesté compris.
-- @column non_communiquee_count | réponses    | Non communiquées | Pour les montants, celles de la liste des demandes.
-- @column en_retard_count       | réponses    | Dont en retard | Non communiquées après leur échéance.
-- @column due_date              | date        | En retard depuis le | La plus ancienne des échéances passées ; absente quand aucune n’est publiée.
-- @column reported_date         | date        | Dernière réponse
-- @column source_ids            | code        | Sources | Celles dont viennent les chiffres de la ligne.

with selected_territoires as (
    select distinct territoires.territoire_id
    from territoires
    inner join territoire_regions using (territoire_id)
    where
        $phase = 1
        and territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and ($region_code is null or territoire_regions.region_code = $region_code)
),

declared_recours as (
    select *
    from mobilisation
    where
        snapshot_date = cast($snapshot_date as date)
        and (
            zone_code in (select selected_territoires.territoire_id from selected_territoires)
            or ($territoire_id is null and zone_code = $region_code)
            or ($territoire_id is null and $region_code is null and maille <> 'Territoire')
        )
),

answers as (
    select
        engagements.engagement_id,
        'Montants' as famille,
        bool_or(financements.etat in ('Renseigné', 'Contesté')) as is_known,
        bool_and(financements.etat = 'Sans objet') as is_sans_objet,
        min(financements.due_date) as due_date,
        max(financements.reported_date) as reported_date,
        list(distinct financements.source_id) as source_ids
    from engagements
    cross join selected_territoires
    cross join (values ('Annoncé'), ('Fléché'), ('Engagé'), ('Payé')) as etapes (etape)
    left join financements
        on
            financements.snapshot_date = cast($snapshot_date as date)
            and financements.cadre = 'Enveloppe 2018'
            and engagements.engagement_id = financements.engagement_id
            and selected_territoires.territoire_id = financements.zone_code
            and etapes.etape = financements.etape
    group by engagements.engagement_id, selected_territoires.territoire_id, etapes.etape
    union all
    select
        engagements.engagement_id,
        'Recours' as famille,
        declared_recours.value is not null as is_known,
        declared_recours.etat = 'Sans objet' as is_sans_objet,
        declared_recours.due_date,
        declared_recours.reported_date,
        [declared_recours.source_id] as source_ids
    from engagements
    left join declared_recours using (engagement_id)
    where exists (select 1 from selected_territoires)
),

owed as (
    select
        engagement_id,
        famille,
        coalesce(is_known, false) as is_known,
        coalesce(not is_known, true) and coalesce(due_date < cast($snapshot_date as date), false)
            as is_en_retard,
        due_date,
        reported_date,
        source_ids
    from answers
    where not coalesce(is_sans_objet, false)
)

select
    operateurs.operateur_id,
    operateurs.operateur_name,
    owed.famille,
    count(distinct owed.engagement_id) as engagement_count,
    count(*) as attendue_count,
    count(*) filter (where owed.is_known) as renseignee_count,
    count(*) filter (where not owed.is_known) as non_communiquee_count,
    count(*) filter (where owed.is_en_retard) as en_retard_count,
    min(owed.due_date) filter (where owed.is_en_retard) as due_date,
    max(owed.reported_date) as reported_date,
    list_sort(list_distinct(flatten(list(owed.source_ids)))) as source_ids
from owed
inner join engagements using (engagement_id)
inner join operateurs
    on
        list_contains(engagements.operateur_ids, operateurs.operateur_id)
        or (len(engagements.operateur_ids) = 0 and operateurs.operateur_id = 'etat')
where $phase = 1 and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
group by operateurs.operateur_id, operateurs.operateur_name, owed.famille
order by owed.famille asc, en_retard_count desc, strip_accents(operateurs.operateur_name) asc
