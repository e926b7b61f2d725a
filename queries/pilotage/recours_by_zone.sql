-- Qui a recours à chaque engagement et qui jamais : par territoire, par région, et dans l’ensemble de la sélection.
--
-- @grain  engagement_id, maille, zone_code
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source assemblee-vte, convention-2019 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id     | code        | Identifiant
-- @column engagement_name   | texte       | Engagement | Nom court donné par ce tableau de bord ; la liste officielle numérotée n’a pas été trouvée.
-- @column maille            | texte       | Maille | Ensemble, Région ou Territoire.
-- @column zone_code         | code        | Zone (code)
-- @column zone_name         | texte       | Zone
-- @column attendu_count     | territoires | Territoires | Hors ceux où l’engagement est déclaré sans objet. Un territoire sur deux régions compte dans chacune, une fois dans l’ensemble.
-- @column utilisateur_count | territoires | Y ont recours | Y est déclaré une demande, une instruction, un accord, une réalisation, ou un montant engagé ou payé de l’enveloppe.
-- @column jamais_count      | territoires | Jamais | Tout ce qui y est déclaré du recours et du montant engagé est nul.
-- @column conteste_count    | territoires | Contestés | Seules des valeurs contestées y disent le recours.
-- @column inconnu_count     | territoires | Non communiqués | Rien ne dit s’ils y ont recours ; ceux en retard compris.
-- @column etat              | texte       | État | Renseigné dès qu’un territoire y a recours ; zéro si aucun de ceux que l’on connaît n’y a recours.
-- @column source_ids        | code        | Sources | Celles dont viennent les chiffres de la ligne.

with zones as (
    select
        unnest(['Ensemble', 'Région', 'Territoire']) as maille,
        unnest(['ensemble', regions.region_code, territoires.territoire_id]) as zone_code,
        unnest(['Ensemble', regions.region_name, territoires.territoire_name]) as zone_name,
        territoires.territoire_id
    from territoires
    inner join territoire_regions using (territoire_id)
    inner join regions on territoire_regions.region_code = regions.region_code
    where
        $phase = 1
        and territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and ($region_code is null or territoire_regions.region_code = $region_code)
),

montants as (
    select
        engagement_id,
        zone_code as territoire_id,
        etape,
        etat,
        amount_eur,
        due_date,
        source_id,
        bool_and(etat = 'Sans objet') over (partition by engagement_id) as is_service
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
        and etape in ('Engagé', 'Payé')
),

signals as (
    select
        engagement_id,
        zone_code as territoire_id,
        etat,
        value,
        due_date,
        source_id
    from mobilisation
    where
        snapshot_date = cast($snapshot_date as date)
        and maille = 'Territoire'
        and mesure in ('Demandes', 'Instruites', 'Accordées', 'Réalisées')
    union all
    select
        engagement_id,
        territoire_id,
        etat,
        amount_eur as value,
        due_date,
        source_id
    from montants
    -- Where no money is expected anywhere, only the declared uptake speaks.
    where not is_service and (etape = 'Engagé' or amount_eur > 0)
),

answers as (
    select
        engagement_id,
        territoire_id,
        case
            when bool_or(etat = 'Renseigné' and value > 0) then 'Renseigné'
            when bool_or(etat = 'Contesté') then 'Contesté'
            when bool_and(etat = 'Sans objet') then 'Sans objet'
            when min(due_date) filter (where etat = 'Non communiqué') < cast($snapshot_date as date)
                then 'En retard'
            when bool_and(etat <> 'Non communiqué') then 'Zéro'
        end as etat,
        list(distinct source_id) as source_ids
    from signals
    group by engagement_id, territoire_id
),

counted as (
    select
        engagements.rank,
        engagements.engagement_id,
        engagements.short_name as engagement_name,
        zones.maille,
        zones.zone_code,
        zones.zone_name,
        count(distinct zones.territoire_id) filter (
            where answers.etat is distinct from 'Sans objet'
        ) as attendu_count,
        count(distinct zones.territoire_id) filter (where answers.etat = 'Renseigné')
            as utilisateur_count,
        count(distinct zones.territoire_id) filter (where answers.etat = 'Zéro') as jamais_count,
        count(distinct zones.territoire_id) filter (where answers.etat = 'Contesté') as conteste_count,
        bool_or(answers.etat = 'En retard') as is_en_retard,
        list_sort(list_distinct(flatten(list(answers.source_ids)))) as source_ids
    from engagements
    cross join zones
    left join answers using (engagement_id, territoire_id)
    where $enjeu_id is null or engagements.enjeu_id = $enjeu_id
    group by all
)

select
    engagement_id,
    engagement_name,
    maille,
    zone_code,
    zone_name,
    attendu_count,
    utilisateur_count,
    jamais_count,
    conteste_count,
    attendu_count - utilisateur_count - jamais_count - conteste_count as inconnu_count,
    case
        when utilisateur_count > 0 then 'Renseigné'
        when conteste_count > 0 then 'Contesté'
        when jamais_count > 0 then 'Zéro'
        when attendu_count = 0 then 'Sans objet'
        when is_en_retard then 'En retard'
        else 'Non communiqué'
    end as etat,
    source_ids
from counted
order by rank, maille, strip_accents(zone_name), zone_code
