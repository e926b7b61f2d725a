-- Ce qui ne se compare pas entre les territoires choisis, mesure par mesure, et pourquoi.
--
-- @grain  mesure, regle
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source registre
-- @param  snapshot_date  | instantané
-- @param  phase          | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  enjeu_id       | identifiant de l’enjeu ; null pour les quatre
-- @param  territoire_ids | identifiants des territoires comparés ; aucune ligne s’il y en a moins de deux
-- @column mesure       | texte  | Mesure
-- @column regle        | texte  | Règle
-- @column verdict      | texte  | Verdict | Refusée, permise, à savoir, non vérifiable (une donnée manque pour en juger) ou sans objet.
-- @column raison       | texte  | Pourquoi cette règle
-- @column valeur       | nombre | Constat | Nombre de phases, de mois ou de territoires, rapport de populations, part de montants connus en pour cent.
-- @column unit         | texte  | Unité du constat
-- @column seuil        | nombre | Seuil | Une convention de ce tableau de bord.
-- @column seuil_text   | texte  | Le seuil en mots
-- @column cause_names  | liste  | Territoires en cause
-- @column source_ids   | code   | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with compares as (
    select
        territoires.territoire_id,
        territoires.territoire_name,
        territoires.phase,
        territoires.population,
        territoires.is_interregional,
        territoires.valid_from,
        territoires.valid_from > cast($snapshot_date as date) - interval 12 month as is_recent
    from territoires
    where list_contains($territoire_ids, territoires.territoire_id)
),

cells as (
    select
        financements.zone_code as territoire_id,
        financements.engagement_id,
        financements.etape,
        bool_or(financements.etat in ('Renseigné', 'Contesté'))
        or bool_and(financements.etat = 'Sans objet') as is_settled
    from financements
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.maille = 'Territoire'
        and financements.etape in ('Engagé', 'Payé')
    group by financements.zone_code, financements.engagement_id, financements.etape
),

origins as (
    select list(distinct source_id order by source_id) filter (source_id is not null) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
        and etape in ('Engagé', 'Payé')
        and list_contains($territoire_ids, zone_code)
),

expected as (
    select
        engagements.engagement_id,
        etapes.etape
    from engagements
    cross join (values ('Engagé'), ('Payé')) as etapes (etape)
    where $phase = 1 and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
),

known as (
    select
        compares.*,
        100.0 * count(*) filter (where cells.is_settled) / nullif(count(expected.engagement_id), 0)
            as connu_percent
    from compares
    left join expected on true
    left join cells
        on
            compares.territoire_id = cells.territoire_id
            and expected.engagement_id = cells.engagement_id
            and expected.etape = cells.etape
    group by all
),

facts as (
    select
        count(*) as compare_count,
        count(distinct phase) as phase_count,
        cast(max(population) as double) / nullif(min(population), 0) as population_ratio,
        count(*) filter (where is_recent) as recent_count,
        count(*) filter (where valid_from is null) as sans_date_count,
        min(connu_percent) as connu_min,
        max(connu_percent) - min(connu_percent) as connu_ecart,
        count(*) filter (where is_interregional) as interregional_count,
        list(territoire_name order by territoire_name) as all_names,
        list(territoire_name order by population)[1:1] || list(territoire_name order by population desc)[1:1]
            as extreme_names,
        list(territoire_name order by territoire_name) filter (where is_recent) as recent_names,
        list(territoire_name order by territoire_name) filter (where valid_from is null) as sans_date_names,
        list(territoire_name order by territoire_name) filter (where connu_percent < 50) as inconnu_names,
        list(territoire_name order by connu_percent)[1:1] || list(territoire_name order by connu_percent desc)[1:1]
            as connu_names,
        list(territoire_name order by territoire_name) filter (where is_interregional) as interregional_names
    from known
    having count(*) >= 2
),

regles as (
    select *
    from (
        values
        (
            1, 'Une seule phase', 'D’une phase à l’autre, périmètres, règles et codes changent',
            'phases', 1, 'une phase'
        ),
        (
            2, 'Populations proches', 'Un total suit la population',
            'fois', 3, 'trois fois la plus petite population au plus'
        ),
        (
            3, 'Même ancienneté',
            'Un territoire entré depuis moins de douze mois n’a pas eu le temps des autres',
            'entrés récemment', 12, 'douze mois depuis l’entrée, ou moins pour tous'
        ),
        (
            4, 'Assez de montants connus', 'Ce qui est inconnu d’un territoire pourrait changer l’ordre',
            '% connus au moins', 50, 'la moitié des montants attendus au moins'
        ),
        (
            5, 'Autant de montants connus', 'On comparerait ce que l’un déclare à ce que l’autre tait',
            'points d’écart', 25, 'vingt-cinq points d’écart au plus'
        ),
        (
            6, 'Territoires interrégionaux',
            'L’argent d’un territoire sur plusieurs régions compte ici une fois, en entier',
            'interrégionaux', 0, 'rien à refuser'
        )
    ) as written (regle_rank, regle, raison, unit, seuil, seuil_text)
),

found as (
    select
        regles.*,
        case regles.regle_rank
            when 1 then facts.phase_count
            when 2 then facts.population_ratio
            when 3 then facts.recent_count
            when 4 then facts.connu_min
            when 5 then facts.connu_ecart
            when 6 then facts.interregional_count
        end as valeur,
        case regles.regle_rank
            when 1 then if(facts.phase_count > 1, facts.all_names, null)
            when 2 then facts.extreme_names
            when 3 then coalesce(facts.recent_names, facts.sans_date_names)
            when 4 then facts.inconnu_names
            when 5 then if(facts.connu_ecart > 0, facts.connu_names, null)
            when 6 then facts.interregional_names
        end as cause_names,
        -- Old and new together; those without a date could be either.
        facts.recent_count > 0 and facts.recent_count + facts.sans_date_count < facts.compare_count
            as is_inegal,
        facts.sans_date_count > 0 as is_sans_date
    from regles
    cross join facts
),

judged as (
    select
        *,
        case
            when valeur is null then if(regle_rank = 2, 'Non vérifiable', 'Sans objet')
            when regle_rank = 6 then if(valeur > 0, 'À savoir', 'Permise')
            when regle_rank = 3 then if(is_inegal, 'Refusée', if(is_sans_date, 'Non vérifiable', 'Permise'))
            when regle_rank = 4 then if(valeur < seuil, 'Refusée', 'Permise')
            else if(valeur > seuil, 'Refusée', 'Permise')
        end as verdict
    from found
),

mesures as (
    select *
    from (
        values
        (1, 'Montants en euros', [1, 2, 3, 4, 5, 6]),
        (2, 'Montants par habitant', [1, 3, 4, 5, 6]),
        (3, 'Fiches-actions', [1, 2, 3]),
        (4, 'Fiches-actions par habitant', [1, 3]),
        (5, 'Recours aux engagements', [1, 3]),
        (6, 'Part de l’engagé payée', [1, 3, 4, 5]),
        (7, 'Aides hors enveloppe', [1, 2]),
        (8, 'Aides hors enveloppe par habitant', [1])
    ) as named (mesure_rank, mesure, regle_ranks)
)

select
    mesures.mesure,
    judged.regle,
    judged.verdict,
    judged.raison,
    judged.valeur,
    judged.unit,
    judged.seuil,
    judged.seuil_text,
    judged.cause_names,
    -- Only the rules on what is known read the statements.
    if(judged.regle_rank in (4, 5), origins.source_ids, null) as source_ids
from mesures
inner join judged on list_contains(mesures.regle_ranks, judged.regle_rank)
cross join origins
order by mesures.mesure_rank, judged.regle_rank
