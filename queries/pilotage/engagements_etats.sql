-- État de chaque chiffre attendu d’un engagement : quatre étapes d’argent, sept mesures du recours.
--
-- @grain  engagement_id, chiffre
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source convention-2019, banque-des-territoires-ingenierie, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id   | code  | Identifiant
-- @column engagement_name | texte | Engagement
-- @column chiffre         | texte | Chiffre attendu | Montant à l’une des quatre étapes, ou mesure du recours (nombre de demandes, délai, objectif…).
-- @column famille         | texte | Famille | Argent ou recours.
-- @column etat            | texte | État | Contesté si un montant ou une mesure l’est, de la France, d’une région ou d’un territoire ; renseigné (zéro compris) si un est connu ; sans objet si tous les territoires attendus le déclarent ; en retard (échéance passée) ; non communiqué.
-- @column source_ids      | code  | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with chiffres as (
    select *
    from (
        values
        (1, 'Argent', 'Annoncé', 'Montant annoncé'),
        (2, 'Argent', 'Fléché', 'Montant fléché'),
        (3, 'Argent', 'Engagé', 'Montant engagé'),
        (4, 'Argent', 'Payé', 'Montant payé'),
        (5, 'Recours', 'Objectif', 'Objectif'),
        (6, 'Recours', 'Demandes', 'Demandes'),
        (7, 'Recours', 'Instruites', 'Instruites'),
        (8, 'Recours', 'Accordées', 'Accordées'),
        (9, 'Recours', 'Refusées', 'Refusées'),
        (10, 'Recours', 'Réalisées', 'Réalisées'),
        (11, 'Recours', 'Délai', 'Délai')
    ) as expected (chiffre_rank, famille, poste, chiffre)
),

attendus as (
    select territoire_id
    from territoires
    where phase = $phase
),

declared as (
    select
        engagement_id,
        'Argent' as famille,
        etape as poste,
        zone_code,
        etat,
        due_date,
        source_id
    from financements
    where snapshot_date = cast($snapshot_date as date)
    union all
    select
        engagement_id,
        'Recours' as famille,
        mesure as poste,
        zone_code,
        etat,
        due_date,
        source_id
    from mobilisation
    where snapshot_date = cast($snapshot_date as date)
    union all
    -- An objective told with the engagement itself, without a row of uptake.
    select
        engagement_id,
        'Recours' as famille,
        'Objectif' as poste,
        null as zone_code,
        'Renseigné' as etat,
        null as due_date,
        null as source_id
    from engagements
    where objectif is not null
),

states as (
    select
        engagement_id,
        famille,
        poste,
        case
            when bool_or(etat = 'Contesté') then 'Contesté'
            when bool_or(etat = 'Renseigné') then 'Renseigné'
            -- As in Complétude: a territoire that declares nothing leaves its cell unknown.
            when
                bool_and(etat = 'Sans objet')
                and count(distinct zone_code) filter (
                    where zone_code in (select territoire_id from attendus)
                ) = (select count(*) from attendus)
                then 'Sans objet'
            when min(due_date) < cast($snapshot_date as date) then 'En retard'
        end as etat,
        list(distinct source_id order by source_id) filter (where source_id is not null) as source_ids
    from declared
    group by engagement_id, famille, poste
)

select
    engagements.engagement_id,
    engagements.short_name as engagement_name,
    chiffres.chiffre,
    chiffres.famille,
    coalesce(states.etat, 'Non communiqué') as etat,
    states.source_ids
from engagements
cross join chiffres
left join states using (engagement_id, famille, poste)
where $phase = 1 and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
order by engagements.rank, chiffres.chiffre_rank
