-- Noms de territoires dans des listes publiques datées, rapprochés à la main des territoires des deux phases.
--
-- @grain  attestation_id
-- @source registre
-- @column attestation_id | code  | Identifiant
-- @column list_date      | date  | Date de la liste (début)
-- @column list_date_text | texte | Date de la liste | Avec la précision de la source.
-- @column known_date     | date  | Connue depuis | Fin du jour, du mois ou de l’année que porte la liste.
-- @column list_name      | texte | Liste
-- @column published_name | texte | Nom publié
-- @column region_code    | code  | Région dite par la liste (code)
-- @column territoire_id  | code  | Territoire (identifiant) | Absent quand le rapprochement n’est pas sûr.
-- @column match_status   | texte | Rapprochement | Identique : même nom. Vérifié : autre nom, lieu contrôlé. Incertain : rattaché à aucun territoire.
-- @column note           | texte | Remarque
-- @column source_url     | url   | Source

select
    attestation_id,
    list_date,
    list_date_text,
    known_date,
    list_name,
    published_name,
    region_code,
    territoire_id,
    match_status,
    note,
    source_url
from read_parquet(getvariable('fichiers'))
