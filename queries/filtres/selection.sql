-- La sélection en toutes lettres.
--
-- @grain  une seule ligne
-- @source anct-phase1, anct-phase2, decoupage-2026
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column region_name     | texte | Région
-- @column territoire_name | texte | Territoire
-- @column enjeu_name      | texte | Enjeu

select
    (
        select region_name from regions
        where region_code = $region_code
    ) as region_name,
    (
        select territoire_name
        from territoires
        where territoire_id = $territoire_id
    ) as territoire_name,
    (
        select enjeu_name from enjeux
        where enjeu_id = $enjeu_id
    ) as enjeu_name
