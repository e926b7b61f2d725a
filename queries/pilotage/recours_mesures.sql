-- Chaque mesure du recours à chaque engagement, lieu par lieu : par région pour la France, par territoire pour une région.
--
-- @grain  mesure, engagement_id, maille, zone_code
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column mesure          | texte  | Mesure | Demandes, instruites, accordées, réalisées, refusées, délai ou objectif.
-- @column engagement_id   | code   | Identifiant
-- @column engagement_name | texte  | Engagement | Nom court donné par ce tableau de bord ; la liste officielle numérotée n’a pas été trouvée.
-- @column maille          | texte  | Maille | Ensemble, Région ou Territoire ; hors lieu pour ce qui n’est d’aucune région, ou d’aucun territoire de la région.
-- @column zone_code       | code   | Zone (code)
-- @column zone_name       | texte  | Zone
-- @column value           | nombre | Valeur | Somme des lignes connues de la zone ; pour le délai, leur médiane. Un territoire sur deux régions compte dans chacune, une fois dans l’ensemble.
-- @column unit            | texte  | Unité
-- @column ligne_count     | lignes | Lignes connues | Lignes d’où vient la valeur : une par opérateur et par lieu.
-- @column value_min       | nombre | Minimum | La plus petite des valeurs connues.
-- @column value_max       | nombre | Maximum | La plus grande des valeurs connues.
-- @column inconnu_count   | lignes | Lignes non communiquées | Lignes déclarées sans valeur ; celles en retard comprises.
-- @column refus_share     | %      | Part refusée | Refusées sur instruites, dans la même zone ; pour les refus seulement.
-- @column etat            | texte  | État | Contesté si une valeur l’est ; renseigné si une est connue, zéro si leur somme est nulle ; en retard après l’échéance.
-- @column source_ids      | code   | Sources | Celles dont viennent les chiffres de la ligne.

with zones as (
    -- Each place, under each column that it adds to.
    select distinct
        unnest(['Ensemble', 'Région', 'Territoire']) as maille,
        unnest(['ensemble', regions.region_code, territoires.territoire_id]) as zone_code,
        unnest(['Ensemble', regions.region_name, territoires.territoire_name]) as zone_name,
        territoires.territoire_id as lieu_code,
        true as is_territoire
    from territoires
    inner join territoire_regions using (territoire_id)
    inner join regions on territoire_regions.region_code = regions.region_code
    where
        territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and ($region_code is null or territoire_regions.region_code = $region_code)
    union all
    select
        unnest(['Ensemble', if($region_code is null, 'Région', 'Hors lieu')]) as maille,
        unnest(['ensemble', region_code]) as zone_code,
        unnest(['Ensemble', if($region_code is null, region_name, 'Non territorialisé')]) as zone_name,
        region_code as lieu_code,
        false as is_territoire
    from regions
    where $territoire_id is null and ($region_code is null or region_code = $region_code)
    union all
    select
        unnest(['Ensemble', 'Hors lieu']) as maille,
        unnest(['ensemble', 'FR']) as zone_code,
        unnest(['Ensemble', 'Non territorialisé']) as zone_name,
        'FR' as lieu_code,
        false as is_territoire
    where $territoire_id is null and $region_code is null
),

measured as (
    select
        mesures.mesure,
        mesures.mesure_rank,
        engagements.rank,
        engagements.engagement_id,
        engagements.short_name as engagement_name,
        zones.maille,
        zones.zone_code,
        zones.zone_name,
        sum(mobilisation.value) as somme,
        median(mobilisation.value) as mediane,
        max(mobilisation.unit) as unit,
        count(mobilisation.value) as ligne_count,
        min(mobilisation.value) as value_min,
        max(mobilisation.value) as value_max,
        count(*) filter (where mobilisation.etat = 'Non communiqué') as inconnu_count,
        -- Nothing is expected where there is no territoire, unless something is declared there.
        coalesce(bool_and(mobilisation.etat = 'Sans objet'), not bool_or(zones.is_territoire))
            as is_sans_objet,
        bool_or(mobilisation.etat = 'Contesté') as is_conteste,
        min(mobilisation.due_date) filter (where mobilisation.etat = 'Non communiqué') as due_date,
        list(distinct mobilisation.source_id order by mobilisation.source_id)
        filter (where mobilisation.source_id is not null) as source_ids
    from engagements
    cross join (
        values
        (1, 'Demandes'), (2, 'Instruites'), (3, 'Accordées'), (4, 'Réalisées'), (5, 'Refusées'),
        (6, 'Délai'), (7, 'Objectif')
    ) as mesures (mesure_rank, mesure)
    cross join zones
    left join mobilisation
        on
            mobilisation.snapshot_date = cast($snapshot_date as date)
            and engagements.engagement_id = mobilisation.engagement_id
            and mesures.mesure = mobilisation.mesure
            and zones.lieu_code = mobilisation.zone_code
    where
        $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and zones.maille <> if($region_code is null and $territoire_id is null, 'Territoire', 'Région')
    group by all
)

select
    mesure,
    engagement_id,
    engagement_name,
    maille,
    zone_code,
    zone_name,
    -- Days do not add up.
    case when mesure = 'Délai' then mediane else somme end as value,
    unit,
    ligne_count,
    value_min,
    value_max,
    inconnu_count,
    case
        when mesure = 'Refusées' then somme / nullif(
            max(somme) filter (where mesure = 'Instruites')
                over (partition by engagement_id, maille, zone_code), 0
        )
    end as refus_share,
    case
        when is_conteste then 'Contesté'
        when somme = 0 then 'Zéro'
        when ligne_count > 0 then 'Renseigné'
        when is_sans_objet then 'Sans objet'
        when due_date < cast($snapshot_date as date) then 'En retard'
        else 'Non communiqué'
    end as etat,
    source_ids
from measured
order by
    mesure_rank, rank, list_position(['Ensemble', 'Région', 'Territoire'], maille) nulls last,
    strip_accents(zone_name), zone_code
