-- Passage de la phase 1 à la phase 2 : une ligne par couple de territoires qui partagent un membre.
--
-- @grain  phase1_territoire_id, phase2_territoire_id
-- @source anct-phase1, anct-phase2
-- @column phase1_territoire_id    | code      | Territoire de la phase 1
-- @column phase2_territoire_id    | code      | Territoire de la phase 2
-- @column shared_membre_count     | membres   | Membres communs
-- @column shared_population       | habitants | Population commune
-- @column phase1_population_share | %         | Part de la phase 1 | Part de la population de la phase 1 retrouvée dans ce territoire de la phase 2.
-- @column phase2_population_share | %         | Part de la phase 2 | Part de la population de la phase 2 venue de ce territoire de la phase 1.

select
    phase1_territoire_id,
    phase2_territoire_id,
    shared_membre_count,
    shared_population,
    phase1_population_share,
    phase2_population_share
from read_parquet(getvariable('fichiers'))
