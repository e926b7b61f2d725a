-- Membres du territoire choisi.
--
-- @grain  membre_code
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  phase         | 1 ou 2 : la phase du territoire
-- @param  territoire_id | identifiant du territoire ; aucune ligne sans lui
-- @column membre_code      | code      | Code du membre
-- @column membre_name      | texte     | Membre
-- @column membre_type      | texte     | Type | EPCI : intercommunalité à fiscalité propre ; EPT : établissement public territorial ; commune.
-- @column commune_count    | communes  | Communes | Au découpage de 2026.
-- @column population       | habitants | Population | Au découpage de 2026.
-- @column population_share | %         | Part du territoire | Population du membre rapportée à celle des membres du territoire.

select
    territoire_membres.membre_code,
    territoire_membres.membre_name,
    territoire_membres.membre_type,
    territoire_membres.commune_count,
    territoire_membres.population,
    territoire_membres.population / nullif(sum(territoire_membres.population) over (), 0)
        as population_share
from territoire_membres
inner join territoires using (territoire_id)
where territoires.territoire_id = $territoire_id and territoires.phase = $phase
order by territoire_membres.population desc, territoire_membres.membre_code asc
