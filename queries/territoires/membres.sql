-- Membres du territoire choisi.
--
-- @grain  membre_code
-- @source anct-phase1, anct-phase2
-- @param  territoire_id | identifiant du territoire ; aucune ligne sans lui
-- @column membre_code      | code      | Code du membre
-- @column membre_name      | texte     | Membre
-- @column membre_type      | texte     | Type | EPCI : intercommunalité à fiscalité propre ; EPT : établissement public territorial ; commune.
-- @column commune_count    | communes  | Communes | Au découpage de 2026.
-- @column population       | habitants | Population | Au découpage de 2026.
-- @column population_share | %         | Part du territoire | Population du membre rapportée à celle des membres du territoire.

select
    membre_code,
    membre_name,
    membre_type,
    commune_count,
    population,
    population / nullif(sum(population) over (), 0) as population_share
from territoire_membres
where territoire_id = $territoire_id
order by population desc, membre_code asc
