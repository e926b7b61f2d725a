-- La région, le territoire et l’enjeu d’un énoncé existent ; un territoire est dans la région dite.
select annonce_id
from annonces
where
    (enjeu_id is not null and enjeu_id not in (select enjeu_id from enjeux))
    or (perimeter in ('Région', 'Territoire', 'Outre-mer')) <> (len(region_codes) > 0)
    or (perimeter = 'Territoire') <> (territoire_id is not null)
    or not list_has_all((select list(region_code) from regions), region_codes)
    or (
        territoire_id is not null
        and not exists (
            select 1
            from territoire_regions
            where
                territoire_regions.territoire_id = annonces.territoire_id
                and list_contains(annonces.region_codes, territoire_regions.region_code)
        )
    )
