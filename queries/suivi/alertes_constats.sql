-- Constats ouverts à la date de l’instantané, lieu par lieu.
--
-- @grain  alerte_id, zone_code, enjeu_id
-- @with   suivi/alertes_tenues
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, ditp-barometre, relance-barometre, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané ; rien de ce qui est publié après n’est lu
-- @param  phase         | 1 ou 2 ; chaque règle dit de quelles phases elle parle
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; les alertes qui n’en relèvent d’aucun n’y sont pas
-- @column alerte_id      | code   | Identifiant | Règle et sujet : il ne change pas d’un instantané à l’autre.
-- @column alerte_type    | texte  | Alerte | La règle qui l’ouvre.
-- @column sujet_name     | texte  | Sujet | Engagement, opérateur, décision, indicateur, territoire ou énoncé.
-- @column constat        | texte  | Constat
-- @column enjeu_id       | code   | Enjeu (identifiant)
-- @column owner_names    | liste  | Attendu de
-- @column zone_code      | code   | Zone
-- @column zone_name      | texte  | Lieu
-- @column value          | nombre | Valeur | Dans l’unité de la règle.
-- @column repere_value   | nombre | Repère | Ce à quoi la valeur est comparée.
-- @column unit           | code   | Unité
-- @column compared_count | nombre | Valeurs comparées | Pour une médiane ou un extrême.
-- @column ligne_count    | lignes | Lignes en cause
-- @column ecart_eur      | €      | Écart ou montant | En valeur absolue.
-- @column due_date       | date   | Échéance passée
-- @column source_ids     | code   | Sources | Celles dont viennent les chiffres de la ligne.

select
    alerte_id,
    alerte_type,
    sujet_name,
    constat,
    enjeu_id,
    owner_names,
    zone_code,
    zone_name,
    value,
    repere_value,
    unit,
    compared_count,
    ligne_count,
    ecart_eur,
    due_date,
    source_ids
from alertes_tenues
where snapshot_date = cast($snapshot_date as date)
order by
    regle_rank asc, alerte_id asc, ecart_eur desc nulls last, zone_name asc, zone_code asc,
    enjeu_id asc
