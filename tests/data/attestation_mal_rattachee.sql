-- Un nom rattaché l’est à un territoire connu de la région dite ; un nom incertain ne l’est à aucun.
select attestation_id
from attestations
where
    match_status not in ('identique', 'vérifié', 'incertain', 'aucun')
    or (territoire_id is null) <> (match_status in ('incertain', 'aucun'))
    or source_url is null
    or (
        territoire_id is not null
        and not exists (
            select 1
            from territoire_regions
            where
                territoire_regions.territoire_id = attestations.territoire_id
                and territoire_regions.region_code = attestations.region_code
        )
    )
