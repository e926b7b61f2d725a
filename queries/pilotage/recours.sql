-- Les mesures connues du recours à un engagement, avec leur source.
--
-- @grain  recours_id
-- @source assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column recours_id      | code   | Identifiant
-- @column engagement_name | texte  | Engagement
-- @column mesure          | texte  | Mesure
-- @column value           | nombre | Valeur | Somme de la France, des régions et des territoires ; un délai médian ne s’additionne pas, il n’est donné que seul.
-- @column zone_count      | zones  | Zones | Zones dont la mesure est connue.
-- @column unit            | texte  | Unité
-- @column etat            | texte  | État | Contesté : une autre source dit autre chose.
-- @column reported_date   | date   | Publié ou transmis le | La date la plus récente.
-- @column note            | texte  | Remarque | Celle de la mesure, quand elle est seule.
-- @column source_url      | url    | Source | Première adresse, quand il y en a plusieurs.
-- @column source_urls     | texte  | Adresses
-- @column source_ids      | code   | Sources | Celles de la ligne, en plus de celles de tout le tableau.

select
    concat_ws(
        ' · ', mobilisation.engagement_id, coalesce(mobilisation.operateur_id, '—'),
        mobilisation.mesure, coalesce(mobilisation.unit, '—')
    ) as recours_id,
    engagements.short_name as engagement_name,
    mobilisation.mesure,
    sum(mobilisation.value) as value,
    count(*) as zone_count,
    mobilisation.unit,
    case when bool_or(mobilisation.etat = 'Contesté') then 'Contesté' else 'Renseigné' end as etat,
    max(mobilisation.reported_date) as reported_date,
    case when count(*) = 1 then any_value(mobilisation.note) end as note,
    split_part(min(mobilisation.source_url), ' ; ', 1) as source_url,
    min(mobilisation.source_url) as source_urls,
    list(distinct mobilisation.source_id order by mobilisation.source_id) as source_ids
from mobilisation
inner join engagements using (engagement_id)
where
    mobilisation.snapshot_date = cast($snapshot_date as date)
    and mobilisation.value is not null
    and $phase = 1
    and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
group by
    mobilisation.engagement_id, mobilisation.operateur_id, mobilisation.mesure,
    mobilisation.unit, engagements.short_name, engagements.rank
having mobilisation.mesure <> 'Délai' or count(*) = 1
order by engagements.rank, recours_id
