-- Alertes dans le temps : quand chacune s’est ouverte, quand elle s’est close, et son dernier constat.
--
-- @grain  alerte_id, opened_date
-- @with   suivi/alertes_tenues
-- @compare les instantanés précédents
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, ditp-barometre, relance-barometre, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané ; rien de ce qui est publié après n’est lu
-- @param  phase         | 1 ou 2 ; chaque règle dit de quelles phases elle parle
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; les alertes qui n’en relèvent d’aucun n’y sont pas
-- @column alerte_id      | code   | Identifiant | Règle et sujet : il ne change pas d’un instantané à l’autre.
-- @column regle_id       | code   | Règle (identifiant)
-- @column alerte_etat    | texte  | État | Ouverte ; close à cet instantané, le premier où le constat ne tient plus ; close avant.
-- @column gravite_name   | texte  | Gravité | Majeure, importante ou à surveiller : une convention de ce tableau de bord, écrite règle par règle.
-- @column alerte_type    | texte  | Alerte | La règle qui l’ouvre.
-- @column sujet_name     | texte  | Sujet | Engagement, opérateur, décision, indicateur, territoire ou énoncé.
-- @column constat        | texte  | Constat | Au dernier instantané où il tient, comme tout ce qui suit.
-- @column owner_names    | liste  | Attendu de
-- @column opened_date    | date   | Ouverte le | Premier des instantanés, à la suite, où le constat tient dans la sélection. Au premier instantané publié, elle peut être plus ancienne.
-- @column closed_date    | date   | Close le | Premier instantané où le constat ne tient plus ; absente tant qu’elle est ouverte.
-- @column releve_count   | instantanés | Instantanés | À la suite, où le constat tient.
-- @column zone_names     | liste  | Lieux
-- @column zone_count     | lieux  | Nombre de lieux
-- @column ligne_count    | lignes | Lignes en cause
-- @column ecart_eur      | €      | Écart ou montant | En valeur absolue.
-- @column value          | nombre | Valeur | Dans l’unité de la règle ; absente quand l’alerte réunit plusieurs lieux.
-- @column repere_value   | nombre | Repère | Ce à quoi la valeur est comparée.
-- @column unit           | code   | Unité
-- @column compared_count | nombre | Valeurs comparées | Pour une médiane ou un extrême ; absentes comme la valeur.
-- @column due_date       | date   | Échéance passée | La plus ancienne, pour les retards.
-- @column page_name      | texte  | Où lire les lignes
-- @column source_ids     | code   | Sources | Celles dont viennent les chiffres de la ligne.

with releves as (
    select
        snapshot_date,
        row_number() over (order by snapshot_date) as releve_rank
    from instantanes
    where etat = 'Publié' and snapshot_date <= cast($snapshot_date as date)
),

-- Snapshots in a row: their rank runs as their number does.
suites as (
    select
        alerte_id,
        releve_rank,
        snapshot_date,
        releve_rank - row_number() over (partition by alerte_id order by releve_rank) as suite
    from alertes_tenues
    inner join releves using (snapshot_date)
    group by alerte_id, releve_rank, snapshot_date
),

episodes as (
    select
        alerte_id,
        min(snapshot_date) as opened_date,
        max(snapshot_date) as last_date,
        max(releve_rank) as last_rank,
        count(*) as releve_count
    from suites
    group by alerte_id, suite
)

select
    tenues.alerte_id,
    tenues.regle_id,
    case
        when fins.snapshot_date is null then 'Ouverte'
        when fins.snapshot_date = cast($snapshot_date as date) then 'Close à cet instantané'
        else 'Close avant'
    end as alerte_etat,
    tenues.gravite_name,
    tenues.alerte_type,
    any_value(tenues.sujet_name) as sujet_name,
    any_value(tenues.constat) as constat,
    list_sort(list_distinct(flatten(list(tenues.owner_names)))) as owner_names,
    episodes.opened_date,
    fins.snapshot_date as closed_date,
    episodes.releve_count,
    list(distinct tenues.zone_name order by tenues.zone_name) as zone_names,
    count(distinct tenues.zone_code) as zone_count,
    cast(sum(tenues.ligne_count) as bigint) as ligne_count,
    sum(tenues.ecart_eur) as ecart_eur,
    case when count(*) = 1 then any_value(tenues.value) end as value,
    case when count(*) = 1 then any_value(tenues.repere_value) end as repere_value,
    any_value(tenues.unit) as unit,
    case when count(*) = 1 then any_value(tenues.compared_count) end as compared_count,
    min(tenues.due_date) as due_date,
    tenues.page_name,
    list_sort(list_distinct(flatten(list(tenues.source_ids)))) as source_ids
from episodes
inner join alertes_tenues as tenues
    on episodes.alerte_id = tenues.alerte_id and episodes.last_date = tenues.snapshot_date
left join releves as fins on fins.releve_rank = episodes.last_rank + 1
group by
    tenues.alerte_id, tenues.regle_id, tenues.gravite_name, tenues.regle_rank,
    tenues.alerte_type, tenues.page_name, episodes.opened_date, episodes.releve_count,
    fins.snapshot_date
order by
    fins.snapshot_date desc nulls first, tenues.regle_rank asc, ecart_eur desc nulls last,
    ligne_count desc, due_date asc nulls last, sujet_name asc, tenues.alerte_id asc,
    episodes.opened_date asc
