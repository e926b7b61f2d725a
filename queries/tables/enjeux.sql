-- Les quatre enjeux du programme.
--
-- @grain  enjeu_id
-- @source dossier-2018
-- @column enjeu_id   | code   | Identifiant
-- @column rank       | nombre | Ordre
-- @column enjeu_name | texte  | Enjeu
-- @column question   | texte  | Question
-- @column definition | texte  | Définition
-- @column known_gaps | texte  | Non mesuré | Ce qu’aucun des indicateurs retenus ne mesure ; lecture de ce tableau de bord.

select
    enjeu_id,
    rank,
    enjeu_name,
    question,
    definition,
    known_gaps
from read_parquet(getvariable('fichiers'))
