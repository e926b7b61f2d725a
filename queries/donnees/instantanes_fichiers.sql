-- Fichiers de l’instantané choisi, tables de référence comprises, avec leur empreinte.
--
-- @grain  file_role, file_name, sha256
-- @source manifestes
-- @param  snapshot_date | instantané
-- @column file_name | texte  | Fichier
-- @column sha256    | texte  | Empreinte | SHA-256 ; « tdi verifier » la recalcule.
-- @column row_count | lignes | Lignes | Absent pour un fichier reçu.
-- @column file_role | texte  | Rôle | Fichier publié, fichier reçu (à l’origine de l’instantané) ou table de référence (telle qu’elle était alors).

select
    file_name,
    sha256,
    row_count,
    file_role
from fichiers
where snapshot_date = cast($snapshot_date as date)
order by file_role, file_name, sha256
