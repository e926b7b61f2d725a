-- Les lignes du recours déclarées pour la sélection, une par une, avec leur source.
--
-- @grain  ligne_id
-- @source registre
-- @source assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column ligne_id        | code   | Identifiant
-- @column engagement_name | texte  | Engagement
-- @column mesure          | texte  | Mesure
-- @column maille          | texte  | Maille | Niveau auquel la valeur est déclarée.
-- @column zone_name       | texte  | Lieu
-- @column value           | nombre | Valeur
-- @column unit            | texte  | Unité
-- @column etat            | texte  | État | En retard : non communiqué après l’échéance.
-- @column operateur_name  | texte  | Opérateur
-- @column due_date        | date   | Échéance
-- @column reported_date   | date   | Transmis le
-- @column note            | texte  | Remarque
-- @column source_url      | url    | Source | Première adresse, quand il y en a plusieurs.
-- @column source_ids      | code   | Sources | Celles dont viennent les chiffres de la ligne.

with lieux as (
    select
        territoires.territoire_id as zone_code,
        territoires.territoire_name as zone_name
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
    select
        region_code as zone_code,
        region_name as zone_name
    from regions
    where $territoire_id is null and ($region_code is null or region_code = $region_code)
    union all
    select
        'FR' as zone_code,
        'France' as zone_name
    where $territoire_id is null and $region_code is null
)

select
    mobilisation.mobilisation_id as ligne_id,
    engagements.short_name as engagement_name,
    mobilisation.mesure,
    mobilisation.maille,
    lieux.zone_name,
    mobilisation.value,
    mobilisation.unit,
    case
        when
            mobilisation.etat = 'Non communiqué'
            and mobilisation.due_date < cast($snapshot_date as date)
            then 'En retard'
        else mobilisation.etat
    end as etat,
    operateurs.operateur_name,
    mobilisation.due_date,
    mobilisation.reported_date,
    mobilisation.note,
    split_part(mobilisation.source_url, ' ; ', 1) as source_url,
    [mobilisation.source_id] as source_ids
from mobilisation
inner join lieux using (zone_code)
inner join engagements using (engagement_id)
left join operateurs using (operateur_id)
where
    mobilisation.snapshot_date = cast($snapshot_date as date)
    and $phase = 1
    and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
order by engagements.rank, strip_accents(lieux.zone_name), ligne_id
