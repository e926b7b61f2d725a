-- Les 17 engagements : 15 composantes attestées par des textes publics, 2 emplacements à compléter.
--
-- @grain  engagement_id
-- @source registre
-- @column engagement_id  | code   | Identifiant
-- @column rank           | nombre | Rang | Ordre de notre table, sans valeur officielle : la liste numérotée n’a pas été trouvée.
-- @column short_name     | texte  | Engagement | Nom court donné par ce tableau de bord.
-- @column libelle        | texte  | Composante attestée | Reformulation d’un texte public ; ce n’est pas un intitulé officiel.
-- @column libelle_statut | texte  | Statut du libellé | Officiel, attesté ou à compléter.
-- @column attested_date  | date   | Attestée depuis | Absente : le texte qui l’atteste n’a pas de date.
-- @column enjeu_id       | code   | Enjeu (identifiant)
-- @column operateur_ids  | liste  | Opérateurs (identifiants)
-- @column objectif       | texte  | Objectif publié
-- @column objectif_date  | date   | Objectif publié le
-- @column attestation    | texte  | Attesté par
-- @column note           | texte  | Remarque
-- @column note_date      | date   | Remarque connue depuis
-- @column source_url     | url    | Source

select
    engagement_id,
    rank,
    short_name,
    libelle,
    libelle_statut,
    attested_date,
    enjeu_id,
    operateur_ids,
    objectif,
    objectif_date,
    attestation,
    note,
    note_date,
    source_url
from read_parquet(getvariable('fichiers'))
