-- Un territoire est dit interrégional si et seulement si ses membres sont dans plusieurs régions.
select
    territoires.territoire_id,
    count(*) as region_count
from territoires
inner join territoire_regions using (territoire_id)
group by territoires.territoire_id, territoires.is_interregional
having territoires.is_interregional <> (count(*) > 1)
