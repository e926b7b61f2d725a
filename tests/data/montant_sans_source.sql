-- Tout montant et toute mesure viennent d’une source décrite (R7).
select
    facts.id,
    facts.source_id
from (
    select
        financement_id as id,
        source_id,
        source_url
    from financements
    union all
    select
        mobilisation_id,
        source_id,
        source_url
    from mobilisation
    union all
    select
        contrat_id,
        source_id,
        source_url
    from contrats
    union all
    select
        enveloppe_id,
        source_id,
        source_url
    from enveloppes
) as facts
left join sources using (source_id)
where sources.source_id is null or facts.source_url is null
