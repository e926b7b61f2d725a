-- La sélection en toutes lettres.
--
-- @grain  une seule ligne
-- @source anct-phase1, anct-phase2, decoupage-2026
-- @param  region_code    | code région ; null pour la France entière
-- @param  territoire_id  | identifiant du territoire ; null pour tous
-- @param  enjeu_id       | identifiant de l’enjeu ; null pour les quatre
-- @param  territoire_ids | identifiants des territoires comparés ; liste vide quand aucun ne l’est
-- @column region_name     | texte | Région
-- @column territoire_name | texte | Territoire
-- @column enjeu_name      | texte | Enjeu
-- @column compare_names   | texte | Territoires comparés

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
    ) as enjeu_name,
    (
        select string_agg(territoire_name, ' · ' order by strip_accents(territoire_name))
        from territoires
        where list_contains($territoire_ids, territoire_id)
    ) as compare_names
