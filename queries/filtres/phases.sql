-- Phases du programme dont les territoires sont connus à la date de l’instantané.
--
-- @grain  phase
-- @source anct-phase1, anct-phase2
-- @column phase            | nombre      | Phase
-- @column territoire_count | territoires | Territoires

select
    phase,
    count(*) as territoire_count
from territoires
group by phase
order by phase
