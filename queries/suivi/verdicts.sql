-- Verdict de chaque chiffre annoncé, recalculé par une règle écrite sur ce qui était connu à l’instantané, à côté de celui du registre.
--
-- @grain  annonce_id
-- @with   suivi/jugements
-- @source registre, anct-phase1, anct-phase2
-- @source dossier-2018, presse-2018, cour-2024, assemblee-vte, dreets-contrat, saint-nazaire-contrat, france-relance, fa2it | selon les lignes
-- @param  snapshot_date | instantané
-- @param  region_code   | code région ; null pour tous les énoncés
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour tous les énoncés
-- @column metric           | texte   | Mesure
-- @column value_text       | texte   | Valeur | Avec son unité et sa précision.
-- @column date_text        | texte   | Date
-- @column perimeter_name   | texte   | Périmètre
-- @column verdict_calcule  | texte   | Verdict recalculé | Compatible, non comparable, contredit ou invérifiable ; par la règle, sans jugement.
-- @column verdict_registre | texte   | Verdict du registre | Par lecture des textes.
-- @column is_different     | booléen | Les deux diffèrent
-- @column raison           | texte   | Raison | Celle du verdict recalculé.
-- @column repere           | texte   | Repère | Ce que compte la table à laquelle l’énoncé est comparé.
-- @column repere_low       | nombre  | Repère bas | Dans l’unité de l’énoncé.
-- @column repere_high      | nombre  | Repère haut
-- @column repere_date      | date    | Date du repère
-- @column metric_label     | texte   | Thème et mesure
-- @column annonce_id       | code    | Identifiant
-- @column value            | nombre  | Nombre
-- @column drawn_date       | date    | Date dessinée | Milieu de la période quand la source ne donne qu’un mois, un trimestre ou une année.
-- @column point_label      | texte   | Étiquette | Date, valeur, périmètre, éditeur et les deux verdicts.
-- @column source_ids       | code    | Sources | Celles de la ligne, en plus de celles de tout le tableau.

select
    metric,
    value_text,
    date_text,
    perimeter_name,
    verdict_calcule,
    verdict_registre,
    is_different,
    raison,
    repere,
    repere_low,
    repere_high,
    repere_date,
    metric_label,
    annonce_id,
    value,
    drawn_date,
    point_label,
    source_ids
from jugements
where
    ($territoire_id is null or territoire_id = $territoire_id)
    and (
        $territoire_id is not null
        or $region_code is null
        or list_contains(region_codes, $region_code)
    )
    and ($enjeu_id is null or enjeu_id = $enjeu_id)
order by date_start, perimeter <> 'France', annonce_id
