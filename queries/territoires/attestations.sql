-- Listes publiques datées où le territoire choisi est nommé, en commençant par la plus ancienne.
--
-- @grain  attestation_id
-- @source registre
-- @param  territoire_id | identifiant du territoire ; aucune ligne sans lui
-- @column attestation_id | code  | Identifiant
-- @column list_date_text | texte | Date de la liste | Avec la précision de la source.
-- @column list_name      | texte | Liste
-- @column published_name | texte | Nom publié | Le périmètre d’alors n’est pas publié : seul le nom est attesté.
-- @column match_status   | texte | Rapprochement | Identique : même nom. Vérifié : autre nom, lieu contrôlé à la main.
-- @column note           | texte | Remarque
-- @column source_url     | url   | Source

select
    attestation_id,
    list_date_text,
    list_name,
    published_name,
    match_status,
    note,
    source_url
from attestations
where territoire_id = $territoire_id
order by list_date, attestation_id
