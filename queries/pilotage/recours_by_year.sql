-- Le recours à chaque engagement dans la sélection, année après année : au dernier relevé de chacune.
--
-- @grain  perimetre, engagement_id, snapshot_year
-- @with   suivi/territoires_suivis
-- @compare chaque dernier instantané d’une année
-- @source registre, manifestes, decoupage-2026, anct-phase1, anct-phase2
-- @source assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané ; les relevés suivants sont ignorés
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column perimetre       | texte  | Périmètre | Courant : tout ce qui est connu à chaque date. Constant : les seuls territoires que l’on suit d’un bout à l’autre (territoires_suivis), et rien d’autre.
-- @column engagement_id   | code   | Identifiant
-- @column engagement_name | texte  | Engagement
-- @column snapshot_year   | texte  | Année
-- @column snapshot_date   | date   | Relevé du | Le dernier de l’année, ou l’instantané choisi.
-- @column demande_count   | nombre | Demandes | Depuis le début. Seules comptent les lignes transmises dans l’année : une valeur plus ancienne n’y est pas répétée.
-- @column instruite_count | nombre | Instruites | Depuis le début.
-- @column accordee_count  | nombre | Accordées | Depuis le début.
-- @column realisee_count  | nombre | Réalisées | Depuis le début.
-- @column refusee_count   | nombre | Refusées | Depuis le début.
-- @column delai_days      | jours  | Délai médian | Médiane des délais déclarés.
-- @column inconnu_count   | lignes | Lignes non communiquées | Déclarées sans valeur.
-- @column hors_count      | territoires | Territoires hors du périmètre constant | Qui ont une ligne à cette date, et qu’aucun lien ne permet de suivre d’un bout à l’autre ; pour le périmètre constant.
-- @column source_ids      | code   | Sources | Celles dont viennent les chiffres de la ligne.

with releves as (
    select
        date_part('year', snapshot_date) as snapshot_year,
        max(snapshot_date) as snapshot_date
    from mobilisation
    where snapshot_date <= cast($snapshot_date as date)
    group by date_part('year', snapshot_date)
),

lieux as (
    select
        territoire_id as zone_code,
        is_constant
    from territoires_suivis
    where
        ($territoire_id is null or territoire_id = $territoire_id)
        and ($region_code is null or list_contains(region_codes, $region_code))
    union all
    select
        region_code as zone_code,
        null as is_constant
    from regions
    where $territoire_id is null and ($region_code is null or region_code = $region_code)
    union all
    select
        'FR' as zone_code,
        null as is_constant
    where $territoire_id is null and $region_code is null
),

declared as (
    select
        mobilisation.engagement_id,
        mobilisation.mesure,
        mobilisation.etat,
        mobilisation.source_id,
        releves.snapshot_year,
        releves.snapshot_date,
        lieux.zone_code,
        lieux.is_constant,
        case
            when date_part('year', mobilisation.reported_date) = releves.snapshot_year
                then mobilisation.value
        end as value
    from mobilisation
    inner join releves on mobilisation.snapshot_date = releves.snapshot_date
    inner join lieux using (zone_code)
    where mobilisation.mesure <> 'Objectif'
),

hors as (
    select
        'Constant' as perimetre,
        engagement_id,
        snapshot_year,
        count(distinct zone_code) filter (not is_constant) as hors_count
    from declared
    group by engagement_id, snapshot_year
)

select
    perimetres.perimetre,
    engagements.engagement_id,
    engagements.short_name as engagement_name,
    cast(cast(declared.snapshot_year as integer) as varchar) as snapshot_year,
    declared.snapshot_date,
    sum(declared.value) filter (where declared.mesure = 'Demandes') as demande_count,
    sum(declared.value) filter (where declared.mesure = 'Instruites') as instruite_count,
    sum(declared.value) filter (where declared.mesure = 'Accordées') as accordee_count,
    sum(declared.value) filter (where declared.mesure = 'Réalisées') as realisee_count,
    sum(declared.value) filter (where declared.mesure = 'Refusées') as refusee_count,
    median(declared.value) filter (where declared.mesure = 'Délai') as delai_days,
    count(*) filter (where declared.etat = 'Non communiqué') as inconnu_count,
    any_value(hors.hors_count) as hors_count,
    list(distinct declared.source_id order by declared.source_id) as source_ids
from declared
inner join (values ('Courant'), ('Constant')) as perimetres (perimetre)
    on declared.is_constant or perimetres.perimetre = 'Courant'
inner join engagements using (engagement_id)
left join hors using (perimetre, engagement_id, snapshot_year)
where $phase = 1 and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
group by
    perimetres.perimetre, engagements.engagement_id, engagements.short_name, engagements.rank, declared.snapshot_year,
    declared.snapshot_date
having count(declared.value) > 0 or count(*) filter (where declared.etat = 'Non communiqué') > 0
order by
    list_position(['Courant', 'Constant'], perimetres.perimetre),
    engagements.rank,
    declared.snapshot_year
