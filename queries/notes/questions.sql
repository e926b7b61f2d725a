-- Les questions à poser : à qui, sur quel sujet, à partir de quel chiffre ; une demande sans réponse ou une alerte.
--
-- @grain  question_id
-- @with   notes/alertes_retenues, donnees/demandes
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, ditp-barometre, relance-barometre, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column question_id   | code        | Identifiant | Celui de l’alerte, ou de l’opérateur et de l’engagement de la demande.
-- @column regle_id      | code        | Règle (identifiant) | « demande » pour une demande sans réponse.
-- @column operateur_name | texte      | À qui | Le premier de ceux dont la réponse est attendue.
-- @column sujet_name    | texte       | Sujet
-- @column constat       | texte       | Constat
-- @column zone_name     | texte       | Lieu | Quand la question n’en a qu’un.
-- @column zone_count    | lieux       | Nombre de lieux
-- @column ligne_count   | lignes      | Lignes en cause | Pour une demande, les montants demandés.
-- @column ecart_eur     | €           | Écart ou montant | Pour une demande, l’annoncé dont la suite manque, quand il est connu.
-- @column value         | nombre      | Valeur
-- @column repere_value  | nombre      | Repère
-- @column unit          | code        | Unité
-- @column due_date      | date        | Échéance
-- @column is_en_retard  | booléen     | Échéance passée
-- @column score         | points      | Score | Alerte : gravité (majeure 60, importante 40, à surveiller 20). Demande : 30, plus 15 si l’échéance est passée. Plus jusqu’à 10 selon le montant, et jusqu’à 5 selon les lignes, rapportés aux plus grands ; moins 25 par question mieux placée au même opérateur.
-- @column note_rank     | nombre      | Rang dans la note | Par score, puis par identifiant.
-- @column source_ids    | code        | Sources | Celles dont viennent les chiffres de la ligne.

with asked as (
    select
        alerte_id as question_id,
        regle_id,
        owner_names[1] as operateur_name,
        * exclude (alerte_id, regle_id, gravite_name, alerte_type, owner_names, score, note_rank),
        coalesce(due_date < cast($snapshot_date as date), false) as is_en_retard,
        case gravite_name when 'Majeure' then 60 when 'Importante' then 40 else 20 end as base
    from alertes_retenues
    where len(owner_names) > 0
    union all by name
    select
        'demande/' || operateur_id || '/' || engagement_id as question_id,
        'demande' as regle_id,
        operateur_name,
        engagement_name as sujet_name,
        array_to_string(etape_names, ', ') as constat,
        non_communiquee_count as ligne_count,
        cache_eur as ecart_eur,
        due_date,
        coalesce(due_date < cast($snapshot_date as date), false) as is_en_retard,
        30 + if(due_date < cast($snapshot_date as date), 15, 0) as base,
        source_ids
    from demandes
),

weighted as (
    select
        *,
        base
        + coalesce(10.0 * ecart_eur / nullif(max(ecart_eur) over (), 0), 0)
        + coalesce(5.0 * ligne_count / nullif(max(ligne_count) over (), 0), 0) as weight
    from asked
),

scored as (
    select
        *,
        weight - 25 * (
            row_number() over (partition by operateur_name order by weight desc, question_id asc) - 1
        ) as score
    from weighted
)

select
    question_id,
    regle_id,
    operateur_name,
    sujet_name,
    constat,
    zone_name,
    zone_count,
    ligne_count,
    ecart_eur,
    value,
    repere_value,
    unit,
    due_date,
    is_en_retard,
    score,
    row_number() over (order by score desc, question_id asc) as note_rank,
    source_ids
from scored
order by note_rank
