-- Date de la liste des territoires, quand elle est postérieure à l’instantané : aucune ligne sinon.
--
-- @grain  phase
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @column phase            | nombre      | Phase
-- @column perimeter_date   | date        | Liste au | Date à laquelle la source décrit les membres des territoires.
-- @column territoire_count | territoires | Territoires

select
    phase,
    max(perimeter_date) as perimeter_date,
    count(*) as territoire_count
from territoires
where phase = $phase
group by phase
having max(perimeter_date) > cast($snapshot_date as date)
order by phase
