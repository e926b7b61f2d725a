-- Les alertes de la sélection, dans l’ordre où une note d’une page les retient.
--
-- @grain  alerte_id
-- @with   suivi/alertes
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, ditp-barometre, relance-barometre, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; chaque règle dit de quelles phases elle parle
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; les alertes qui n’en relèvent d’aucun n’y sont pas
-- @column alerte_id    | code   | Identifiant
-- @column regle_id     | code   | Règle (identifiant)
-- @column gravite_name | texte  | Gravité
-- @column alerte_type  | texte  | Alerte | La règle qui l’ouvre.
-- @column sujet_name   | texte  | Sujet
-- @column constat      | texte  | Constat
-- @column owner_names  | liste  | Attendu de
-- @column zone_name    | texte  | Lieu | Quand l’alerte n’en a qu’un.
-- @column zone_count   | lieux  | Nombre de lieux
-- @column ligne_count  | lignes | Lignes en cause
-- @column ecart_eur    | €      | Écart ou montant | En valeur absolue.
-- @column value        | nombre | Valeur | Quand l’alerte n’a qu’un lieu et que sa règle compare.
-- @column repere_value | nombre | Repère | Ce à quoi la valeur est comparée.
-- @column unit         | code   | Unité
-- @column due_date     | date   | Échéance passée
-- @column score        | points | Score | Gravité (majeure 60, importante 40, à surveiller 20), plus jusqu’à 10 selon l’écart rapporté au plus grand de la sélection, moins 15 par alerte mieux placée de la même règle.
-- @column note_rank    | nombre | Rang dans la note | Par score ; à score égal, par le rang de l’alerte.
-- @column source_ids   | code   | Sources | Celles dont viennent les chiffres de la ligne.

with compared as (
    select
        alerte_id,
        any_value(value) as value,
        any_value(repere_value) as repere_value,
        any_value(unit) as unit
    from alertes_tenues
    where snapshot_date = cast($snapshot_date as date)
    group by alerte_id
    having count(distinct zone_code) = 1
),

scored as (
    select
        alertes.*,
        compared.* exclude (alerte_id),
        case gravite_name when 'Majeure' then 60 when 'Importante' then 40 else 20 end
        + coalesce(10.0 * ecart_eur / nullif(max(ecart_eur) over (), 0), 0)
        - 15 * (row_number() over (partition by regle_id order by alerte_rank) - 1) as score
    from alertes
    left join compared using (alerte_id)
)

select
    alerte_id,
    regle_id,
    gravite_name,
    alerte_type,
    sujet_name,
    constat,
    owner_names,
    case when zone_count = 1 then zone_names[1] end as zone_name,
    zone_count,
    ligne_count,
    ecart_eur,
    value,
    repere_value,
    unit,
    due_date,
    score,
    row_number() over (order by score desc, alerte_rank asc) as note_rank,
    source_ids
from scored
order by note_rank
