-- Documents et dispositifs du programme, avec le texte qui en atteste l’existence.
--
-- @grain  ressource_id
-- @source documents
-- @column ressource_id    | code   | Identifiant
-- @column rank            | nombre | Rang | Ordre de notre table, sans valeur officielle.
-- @column ressource_type  | texte  | Type
-- @column origine         | texte  | Origine | Nommé par le dossier du programme, ou paru depuis.
-- @column title           | texte  | Titre
-- @column publisher       | texte  | Éditeur
-- @column published_date  | date   | Publication | Absente quand le jour n’est pas connu.
-- @column date_text       | texte  | Date | En toutes lettres, avec sa précision.
-- @column description     | texte  | Contenu | Reformulé.
-- @column enjeu_id        | code   | Enjeu (identifiant) | Absent quand la ressource vaut pour tous.
-- @column membre_code     | code   | Membre (SIREN) | Intercommunalité à laquelle la ressource est rattachée.
-- @column url             | url    | Adresse | Absente quand elle n’a pas été trouvée.
-- @column attestation     | texte  | Attestation | Ce qui dit que la ressource existe.
-- @column attestation_url | url    | Adresse de l’attestation
-- @column note            | texte  | Remarque

select
    ressource_id,
    rank,
    ressource_type,
    origine,
    title,
    publisher,
    published_date,
    date_text,
    description,
    enjeu_id,
    membre_code,
    url,
    attestation,
    attestation_url,
    note
from read_parquet(getvariable('fichiers'))
