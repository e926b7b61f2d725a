-- Registre des chiffres annoncés : ce que des textes publics ont dit du programme, à une date, et ce que cela vaut.
--
-- @grain  annonce_id
-- @source registre
-- @column annonce_id     | texte  | Énoncé
-- @column annonce_type   | texte  | Type | Chiffre ou jalon.
-- @column date_text      | texte  | Date | Avec la précision de la source : jour, mois, trimestre ou année.
-- @column date_start     | date   | Début de la période
-- @column date_end       | date   | Fin de la période
-- @column date_precision | texte  | Précision de la date
-- @column known_date     | date   | Connu depuis | Parution du texte, sinon fin du jour, du mois ou de l’année qu’il porte.
-- @column publisher      | texte  | Éditeur
-- @column speaker        | texte  | Dit par
-- @column metric_id      | code   | Mesure (identifiant)
-- @column metric         | texte  | Mesure
-- @column theme          | texte  | Thème
-- @column enjeu_id       | code   | Enjeu (identifiant) | Absent quand l’énoncé ne relève d’aucun enjeu en particulier.
-- @column etape          | texte  | Étape | Seulement quand le texte la dit ; jamais déduite.
-- @column etape_note     | texte  | Sur l’étape
-- @column value          | nombre | Nombre | Absent pour un jalon.
-- @column value_max      | nombre | Nombre le plus haut | Seulement pour une fourchette.
-- @column unit           | texte  | Unité
-- @column qualifier      | texte  | Précision du nombre | Exact, environ, plus de, près de, au plus, ou fourchette.
-- @column denominator    | nombre | Sur combien
-- @column value_text     | texte  | Valeur | Avec son unité et sa précision.
-- @column perimeter      | texte  | Périmètre (type)
-- @column perimeter_name | texte  | Périmètre
-- @column region_codes   | liste  | Régions (codes)
-- @column territoire_id  | code   | Territoire (identifiant)
-- @column source_urls    | liste  | Adresses
-- @column paraphrase     | texte  | Ce qui est dit | Reformulé.
-- @column verdict        | texte  | Verdict | Compatible, non comparable, contredit ou invérifiable.
-- @column verdict_reason | texte  | Pourquoi
-- @column verdict_date   | date   | Verdict possible depuis | Date du plus récent des textes et données sur lesquels il s’appuie.

select
    annonce_id,
    annonce_type,
    date_text,
    date_start,
    date_end,
    date_precision,
    known_date,
    publisher,
    speaker,
    metric_id,
    metric,
    theme,
    enjeu_id,
    etape,
    etape_note,
    value,
    value_max,
    unit,
    qualifier,
    denominator,
    value_text,
    perimeter,
    perimeter_name,
    region_codes,
    territoire_id,
    source_urls,
    paraphrase,
    verdict,
    verdict_reason,
    verdict_date
from read_parquet(getvariable('fichiers'))
