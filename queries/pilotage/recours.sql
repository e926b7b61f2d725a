-- Chaque mesure publiée du recours à un engagement, avec sa source.
--
-- @grain  mobilisation_id
-- @source assemblee-vte
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column mobilisation_id | code   | Identifiant
-- @column engagement_name | texte  | Engagement
-- @column maille          | texte  | Maille
-- @column mesure          | texte  | Mesure
-- @column value           | nombre | Valeur
-- @column unit            | texte  | Unité
-- @column etat            | texte  | État | Contesté : une autre source publique dit autre chose.
-- @column reported_date   | date   | Publié le
-- @column note            | texte  | Remarque
-- @column source_url      | url   | Source | Première adresse, quand il y en a plusieurs.
-- @column source_urls     | texte | Adresses

select
    mobilisation.mobilisation_id,
    engagements.short_name as engagement_name,
    mobilisation.maille,
    mobilisation.mesure,
    mobilisation.value,
    mobilisation.unit,
    mobilisation.etat,
    mobilisation.reported_date,
    mobilisation.note,
    split_part(mobilisation.source_url, ' ; ', 1) as source_url,
    mobilisation.source_url as source_urls
from mobilisation
inner join engagements using (engagement_id)
where
    mobilisation.snapshot_date = cast($snapshot_date as date)
    and $phase = 1
    and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
order by engagements.rank, mobilisation.mobilisation_id
