-- Documents et jeux de données d’où viennent les chiffres.
--
-- @grain  source_id
-- @source registre
-- @column source_id      | code  | Identifiant
-- @column short_name     | texte | Source
-- @column title          | texte | Titre
-- @column publisher      | texte | Éditeur
-- @column licence        | texte | Licence
-- @column millesime      | texte | Millésime
-- @column published_date | date  | Publication
-- @column read_date      | date  | Lecture | Date à laquelle la source a été lue pour ce tableau de bord.
-- @column url            | url   | Adresse
-- @column description    | texte | Contenu
-- @column known_gaps     | texte | Lacunes connues

select
    source_id,
    short_name,
    title,
    publisher,
    licence,
    millesime,
    published_date,
    read_date,
    url,
    description,
    known_gaps
from read_parquet(getvariable('fichiers'))
