-- Opérateurs, engagements et enjeux cités existent dans leur table.
select financement_id as id
from financements
where
    (operateur_id is not null and operateur_id not in (select operateur_id from operateurs))
    or (engagement_id is not null and engagement_id not in (select engagement_id from engagements))
union all
select mobilisation_id
from mobilisation
where engagement_id not in (select engagement_id from engagements)
union all
select engagement_id
from engagements
where enjeu_id is not null and enjeu_id not in (select enjeu_id from enjeux)
union all
select named.engagement_id
from (
    select
        engagement_id,
        unnest(operateur_ids) as operateur_id
    from engagements
) as named
where named.operateur_id not in (select operateur_id from operateurs)
