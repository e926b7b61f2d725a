-- Instantanés publiés, du plus récent au plus ancien.
--
-- @grain  snapshot_date
-- @source registre
-- @column snapshot_date | date | Instantané

select distinct snapshot_date
from financements
order by snapshot_date desc
