-- Tout territoire a exactement une région principale, celle de sa fiche.
select territoires.territoire_id
from territoires
left join territoire_regions
    on
        territoires.territoire_id = territoire_regions.territoire_id
        and territoires.region_code = territoire_regions.region_code
        and territoire_regions.is_main
where territoire_regions.territoire_id is null
