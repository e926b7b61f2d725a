-- Ce qui est atteint de chaque objectif chiffré qu’un texte ou un relevé publie pour le lieu choisi.
--
-- @grain  engagement_id, unit
-- @source registre
-- @source assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id   | code   | Identifiant
-- @column engagement_name | texte  | Engagement
-- @column objectif        | nombre | Objectif | Celui du lieu choisi : un objectif national ne se répartit pas entre les régions.
-- @column mesure          | texte  | Mesuré par | Réalisées, ou accordées quand rien n’est déclaré réalisé, dans la même unité.
-- @column atteint         | nombre | Atteint | Somme des lignes connues de la sélection.
-- @column unit            | texte  | Unité
-- @column atteint_share   | %      | Part de l’objectif
-- @column is_conteste     | booléen | Contesté | Une des valeurs l’est.
-- @column inconnu_count   | lignes | Lignes non communiquées
-- @column source_ids      | code   | Sources | Celles dont viennent les chiffres de la ligne.

with lieux as (
    select territoires.territoire_id as zone_code
    from territoires
    where
        territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and (
            $region_code is null
            or territoires.territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
    union all
    select region_code as zone_code
    from regions
    where $territoire_id is null and ($region_code is null or region_code = $region_code)
    union all
    select 'FR' as zone_code
    where $territoire_id is null and $region_code is null
),

declared as (
    select *
    from mobilisation
    where snapshot_date = cast($snapshot_date as date)
),

objectifs as (
    select
        engagement_id,
        unit,
        sum(value) as objectif,
        bool_or(etat = 'Contesté') as is_conteste,
        list(distinct source_id) as source_ids
    from declared
    where
        mesure = 'Objectif'
        and value is not null
        and zone_code = coalesce($territoire_id, $region_code, 'FR')
    group by engagement_id, unit
),

atteints as (
    select
        declared.engagement_id,
        declared.unit,
        declared.mesure,
        sum(declared.value) as atteint,
        bool_or(declared.etat = 'Contesté') as is_conteste,
        count(*) filter (where declared.etat = 'Non communiqué') as inconnu_count,
        list(distinct declared.source_id) as source_ids,
        row_number() over (
            partition by declared.engagement_id, declared.unit order by declared.mesure desc
        ) as preference
    from declared
    inner join lieux using (zone_code)
    where declared.mesure in ('Accordées', 'Réalisées')
    group by declared.engagement_id, declared.unit, declared.mesure
    having count(declared.value) > 0
)

select
    engagements.engagement_id,
    engagements.short_name as engagement_name,
    objectifs.objectif,
    atteints.mesure,
    atteints.atteint,
    objectifs.unit,
    atteints.atteint / nullif(objectifs.objectif, 0) as atteint_share,
    objectifs.is_conteste or coalesce(atteints.is_conteste, false) as is_conteste,
    coalesce(atteints.inconnu_count, 0) as inconnu_count,
    list_sort(list_distinct(list_concat(objectifs.source_ids, atteints.source_ids))) as source_ids
from objectifs
inner join engagements using (engagement_id)
left join atteints
    on
        objectifs.engagement_id = atteints.engagement_id
        and objectifs.unit = atteints.unit
        and atteints.preference = 1
where $phase = 1 and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
order by engagements.rank, objectifs.unit
