-- Avertissements acceptés à l’import de l’instantané choisi.
--
-- @grain  warning_rank
-- @source manifestes
-- @param  snapshot_date | instantané
-- @column warning_rank  | nombre | Rang
-- @column avertissement | texte  | Avertissement

with warned as (
    select
        unnest(avertissements) as avertissement,
        generate_subscripts(avertissements, 1) as warning_rank
    from instantanes
    where snapshot_date = cast($snapshot_date as date)
)

select
    warning_rank,
    avertissement
from warned
order by warning_rank
