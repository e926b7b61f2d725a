-- Indicateurs près de chaque enjeu ; ils ne mesurent pas le programme.
--
-- @grain  indicateur_id
-- @source ditp-barometre, relance-barometre
-- @column indicateur_id    | code    | Identifiant
-- @column rank             | nombre  | Ordre | Ordre dans l’enjeu. D’abord les indicateurs qui ont un départ et une cible, les plus propres à l’industrie, les plus récents. Le premier est l’indicateur phare.
-- @column indicateur_name  | texte   | Indicateur
-- @column enjeu_id         | code    | Enjeu (identifiant) | Absent : aucune source ne dit sous quel enjeu.
-- @column unit             | texte   | Unité | Les parts (%) vont de 0 à 1.
-- @column decimals         | nombre  | Décimales publiées
-- @column direction        | texte   | Sens voulu | Hausse ou baisse, tel que la source le donne.
-- @column aggregation      | texte   | Addition | Additif : la somme des régions a un sens. Non additif : elle n’en a pas.
-- @column periodicity_note | texte   | Périodicité
-- @column is_cumul_annuel  | booléen | Cumul annuel | Le compteur repart chaque mois de janvier : deux années ne forment pas une courbe.
-- @column definition       | texte   | Définition
-- @column publisher        | texte   | Éditeur
-- @column source_id        | code    | Source (identifiant)
-- @column known_gaps       | texte   | Lacunes connues

select
    indicateur_id,
    rank,
    indicateur_name,
    enjeu_id,
    unit,
    decimals,
    direction,
    aggregation,
    periodicity_note,
    is_cumul_annuel,
    definition,
    publisher,
    source_id,
    known_gaps
from read_parquet(getvariable('fichiers'))
