-- Tout territoire a des membres, et leur nombre est celui que la source annonce.
select
    territoires.territoire_id,
    territoires.membre_count,
    count(territoire_membres.membre_code) as found_count
from territoires
left join territoire_membres using (territoire_id)
group by territoires.territoire_id, territoires.membre_count
having count(territoire_membres.membre_code) <> territoires.membre_count
