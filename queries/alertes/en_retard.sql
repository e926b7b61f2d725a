-- Réponses attendues de chaque opérateur, lieu par lieu : celles dont l’échéance est passée.
--
-- @grain  sujet_id, zone_code, enjeu_id
-- @source registre
-- @source convention-2019, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @column sujet_id    | code     | Sujet (identifiant) | L’opérateur, et montants ou recours.
-- @column sujet_name  | texte    | Sujet
-- @column enjeu_id    | code     | Enjeu (identifiant)
-- @column owner_names | liste    | Attendu de
-- @column zone_code   | code     | Zone
-- @column is_alerte   | booléen  | Alerte | Absente quand aucune réponse attendue n’a d’échéance, donnée ou non.
-- @column constat     | texte    | Constat
-- @column ligne_count | réponses | Réponses en retard | Territoire, engagement et étape pour les montants ; mesure pour le recours.
-- @column due_date    | date     | Échéance passée | La plus ancienne.
-- @column source_ids  | code     | Sources | Celles dont viennent les chiffres de la ligne.

with reponses as (
    select
        engagement_id,
        'montants' as famille,
        zone_code,
        not bool_or(etat in ('Renseigné', 'Contesté')) as is_absente,
        min(due_date) as due_date,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
    group by engagement_id, zone_code, etape
    having not bool_and(etat = 'Sans objet')
    union all
    select
        engagement_id,
        'recours' as famille,
        zone_code,
        value is null as is_absente,
        due_date,
        [source_id] as source_ids
    from mobilisation
    where snapshot_date = cast($snapshot_date as date) and etat <> 'Sans objet'
),

jugees as (
    select
        *,
        case
            when due_date is not null then is_absente and due_date < cast($snapshot_date as date)
        end as is_en_retard
    from reponses
)

select
    operateurs.operateur_id || '/' || jugees.famille as sujet_id,
    operateurs.operateur_name as sujet_name,
    engagements.enjeu_id,
    [operateurs.operateur_name] as owner_names,
    jugees.zone_code,
    -- One answer that is late is enough; without any due date, nobody knows.
    bool_or(jugees.is_en_retard) as is_alerte,
    upper(jugees.famille[1]) || jugees.famille[2:] as constat,
    count(*) filter (jugees.is_en_retard) as ligne_count,
    min(jugees.due_date) filter (jugees.is_en_retard) as due_date,
    list_sort(list_distinct(flatten(list(jugees.source_ids)))) as source_ids
from jugees
inner join engagements using (engagement_id)
inner join operateurs
    on
        list_contains(engagements.operateur_ids, operateurs.operateur_id)
        or (len(engagements.operateur_ids) = 0 and operateurs.operateur_id = 'etat')
group by
    operateurs.operateur_id, operateurs.operateur_name, jugees.famille, jugees.zone_code,
    engagements.enjeu_id
order by sujet_id, zone_code, enjeu_id
