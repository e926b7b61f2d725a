-- Ce qui appelle une réponse à la date de l’instantané, du plus grave au moins grave.
--
-- @grain  alerte_id
-- @with   suivi/alertes_tenues
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, ditp-barometre, relance-barometre, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; chaque règle dit de quelles phases elle parle
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; les alertes qui n’en relèvent d’aucun n’y sont pas
-- @column alerte_id    | code   | Identifiant | Règle et sujet : il ne change pas d’un instantané à l’autre.
-- @column regle_id     | code   | Règle (identifiant)
-- @column alerte_rank  | nombre | Rang | Par gravité, puis dans l’ordre des règles, puis par montant, nombre de lignes et sujet.
-- @column gravite_name | texte  | Gravité | Majeure, importante ou à surveiller : une convention de ce tableau de bord, écrite règle par règle.
-- @column alerte_type  | texte  | Alerte | La règle qui l’ouvre.
-- @column sujet_name   | texte  | Sujet | Engagement, opérateur, décision, indicateur, territoire ou énoncé.
-- @column constat      | texte  | Constat
-- @column owner_names  | liste  | Attendu de
-- @column zone_names   | liste  | Lieux
-- @column zone_count   | lieux  | Nombre de lieux
-- @column ligne_count  | lignes | Lignes en cause
-- @column ecart_eur    | €      | Écart ou montant | En valeur absolue.
-- @column due_date     | date   | Échéance passée | La plus ancienne, pour les retards.
-- @column page_name    | texte  | Où lire les lignes
-- @column source_ids   | code   | Sources | Celles dont viennent les chiffres de la ligne.

select
    alerte_id,
    regle_id,
    row_number() over (
        order by
            regle_rank asc, sum(ecart_eur) desc nulls last, sum(ligne_count) desc,
            min(due_date) asc nulls last, any_value(sujet_name) asc, alerte_id asc
    ) as alerte_rank,
    gravite_name,
    alerte_type,
    any_value(sujet_name) as sujet_name,
    any_value(constat) as constat,
    list_sort(list_distinct(flatten(list(owner_names)))) as owner_names,
    list(distinct zone_name order by zone_name) as zone_names,
    count(distinct zone_code) as zone_count,
    cast(sum(ligne_count) as bigint) as ligne_count,
    sum(ecart_eur) as ecart_eur,
    min(due_date) as due_date,
    page_name,
    list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
from alertes_tenues
where snapshot_date = cast($snapshot_date as date)
group by alerte_id, regle_id, gravite_name, regle_rank, alerte_type, page_name
order by alerte_rank
