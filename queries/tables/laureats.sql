-- Projets lauréats des mesures industrielles de France Relance : une ligne par projet.
--
-- @grain  snapshot_date, laureat_id
-- @source france-relance
-- @column snapshot_date          | date    | Instantané | Ce qui était connu à cette date.
-- @column laureat_id             | code    | Identifiant | Rang de la ligne dans le fichier publié.
-- @column entreprise_name        | texte   | Entreprise
-- @column entreprise_type        | texte   | Taille
-- @column siren                  | code    | SIREN | Neuf chiffres vérifiés par leur clé ; absent quand le numéro publié est irréparable.
-- @column siren_brut             | code    | SIREN publié
-- @column siren_etat             | texte   | État du SIREN | Valide, complété, tiré d’un SIRET, arrondi, invalide ou absent.
-- @column mesure                 | texte   | Mesure
-- @column is_fonds_territoires   | booléen | Fonds des territoires | Mesure « Soutien à l’investissement industriel dans les territoires ».
-- @column filiere                | texte   | Filière
-- @column departement_code       | code    | Département (code)
-- @column departement_etat       | texte   | État du département | Publié, complété, déduit du nom ou de la position, absent.
-- @column departement_name       | texte   | Département
-- @column region_code            | code    | Région (code)
-- @column code_postal            | texte   | Code postal
-- @column commune_name_published | texte   | Commune publiée | Très souvent fausse dans la source : conservée, jamais utilisée.
-- @column update_date            | date    | Mise à jour
-- @column longitude              | nombre  | Longitude
-- @column latitude               | nombre  | Latitude
-- @column position_etat          | texte   | État de la position | Cohérente avec le département, incohérente, absente ou hors de France.
-- @column phase1_territoire_id   | code    | Territoire de la phase 1
-- @column phase2_territoire_id   | code    | Territoire de la phase 2
-- @column phase1_attribution     | texte   | Attribution, phase 1 | Attribué par le point dans le contour, ou la raison pour laquelle il ne l’est pas.
-- @column phase2_attribution     | texte   | Attribution, phase 2 | Attribué par le point dans le contour, ou la raison pour laquelle il ne l’est pas.

select
    snapshot as snapshot_date,
    laureat_id,
    entreprise_name,
    entreprise_type,
    siren,
    siren_brut,
    siren_etat,
    mesure,
    is_fonds_territoires,
    filiere,
    departement_code,
    departement_etat,
    departement_name,
    region_code,
    code_postal,
    commune_name_published,
    update_date,
    longitude,
    latitude,
    position_etat,
    phase1_territoire_id,
    phase2_territoire_id,
    phase1_attribution,
    phase2_attribution
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
