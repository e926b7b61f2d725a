-- Ce que chaque indicateur mesure, et ce qu’il ne dit pas.
--
-- @grain  indicateur_id
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @param  enjeu_id | identifiant de l’enjeu ; null pour tous les indicateurs
-- @column indicateur_id    | code    | Identifiant
-- @column indicateur_name  | texte   | Indicateur
-- @column unit             | texte   | Unité | « % » : les valeurs sont des parts, de 0 à 1.
-- @column definition       | texte   | Définition
-- @column direction        | texte   | Sens voulu | Hausse ou baisse, tel que la source le donne.
-- @column periodicity_note | texte   | Périodicité
-- @column known_gaps       | texte   | Lacunes connues
-- @column is_cumul_annuel  | booléen | Cumul annuel | Le compteur repart chaque mois de janvier.
-- @column aggregation      | texte   | Addition | Additif : la somme des régions a un sens. Non additif : elle n’en a pas.
-- @column publisher        | texte   | Éditeur
-- @column source_name      | texte   | Source
-- @column source_ids       | code    | Sources | Celles de la ligne, en plus de celles de tout le tableau.

select
    indicateurs.indicateur_id,
    indicateurs.indicateur_name,
    indicateurs.unit,
    indicateurs.definition,
    indicateurs.direction,
    indicateurs.periodicity_note,
    indicateurs.known_gaps,
    indicateurs.is_cumul_annuel,
    indicateurs.aggregation,
    indicateurs.publisher,
    sources.short_name as source_name,
    [indicateurs.source_id] as source_ids
from indicateurs
inner join sources using (source_id)
where $enjeu_id is null or indicateurs.enjeu_id = $enjeu_id
order by indicateurs.enjeu_id, indicateurs.rank, indicateurs.indicateur_id
