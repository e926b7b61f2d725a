-- Note de qualité des données de chaque territoire, engagement et opérateur, avec ce qui la compose ; elle ne dit rien de l’avancement du programme.
--
-- @grain  famille, sujet_id
-- @with   donnees/cellules_jugees
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column famille           | texte    | Famille | Territoire, engagement ou opérateur.
-- @column sujet_id          | code     | Sujet (identifiant)
-- @column sujet_name        | texte    | Sujet | Un opérateur est celui qu’un texte nomme pour l’engagement, l’État quand aucun n’est nommé ; ce que plusieurs partagent compte pour chacun.
-- @column note_share        | %        | Note de qualité | Moyenne des parts, pondérée par les poids publiés ; celles qui ne se calculent pas n’y entrent pas. Absente quand rien n’est attendu.
-- @column completude_share  | %        | Complétude | Cellules connues sur cellules attendues.
-- @column fraicheur_share   | %        | Fraîcheur | Cellules transmises depuis peu sur cellules connues, annoncé excepté.
-- @column coherence_share   | %        | Cohérence | Cellules ni contestées ni dans le désordre sur cellules connues.
-- @column tracabilite_share | %        | Traçabilité | Cellules dont tout montant porte source, date et opérateur sur cellules connues.
-- @column attendue_count    | cellules | Cellules attendues | Hors celles déclarées sans objet.
-- @column connue_count      | cellules | Cellules connues
-- @column datable_count     | cellules | Cellules connues, annoncé excepté
-- @column fraiche_count     | cellules | Cellules transmises depuis peu
-- @column coherente_count   | cellules | Cellules cohérentes
-- @column tracee_count      | cellules | Cellules tracées
-- @column constat           | texte    | Territoire dormant | Au sens de la règle d’alerte « Territoire dormant » ; absent pour un territoire qui ne dort pas.
-- @column source_ids        | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with sujets as (
    select
        'Territoire' as famille,
        cellules_jugees.territoire_id as sujet_id,
        cellules_jugees.territoire_name as sujet_name,
        cellules_jugees.*
    from cellules_jugees
    union all by name
    select
        'Engagement' as famille,
        engagement_id as sujet_id,
        engagements.short_name as sujet_name,
        cellules_jugees.*
    from cellules_jugees
    inner join engagements using (engagement_id)
    union all by name
    select
        'Opérateur' as famille,
        operateurs.operateur_id as sujet_id,
        operateurs.operateur_name as sujet_name,
        cellules_jugees.*
    from cellules_jugees
    inner join engagements using (engagement_id)
    inner join operateurs
        on
            list_contains(engagements.operateur_ids, operateurs.operateur_id)
            or (len(engagements.operateur_ids) = 0 and operateurs.operateur_id = 'etat')
),

comptes as (
    select
        famille,
        sujet_id,
        sujet_name,
        count(*) filter (etat <> 'Sans objet') as attendue_count,
        count(*) filter (is_connue) as connue_count,
        count(is_fraiche) as datable_count,
        count(*) filter (is_fraiche) as fraiche_count,
        count(*) filter (is_coherente) as coherente_count,
        count(*) filter (is_tracee) as tracee_count,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from sujets
    group by famille, sujet_id, sujet_name
),

parts as (
    select
        *,
        connue_count / nullif(attendue_count, 0) as completude_share,
        fraiche_count / nullif(datable_count, 0) as fraicheur_share,
        coherente_count / nullif(connue_count, 0) as coherence_share,
        tracee_count / nullif(connue_count, 0) as tracabilite_share
    from comptes
),

notes as (
    select
        longues.famille,
        longues.sujet_id,
        sum(criteres.poids_share * longues.part_share) / nullif(sum(criteres.poids_share), 0)
            as note_share
    from (
        select
            famille,
            sujet_id,
            unnest(['completude', 'fraicheur', 'coherence', 'tracabilite']) as critere_id,
            unnest([completude_share, fraicheur_share, coherence_share, tracabilite_share])
                as part_share
        from parts
    ) as longues
    inner join criteres using (critere_id)
    where longues.part_share is not null
    group by longues.famille, longues.sujet_id
)

select
    parts.famille,
    parts.sujet_id,
    parts.sujet_name,
    notes.note_share,
    parts.completude_share,
    parts.fraicheur_share,
    parts.coherence_share,
    parts.tracabilite_share,
    parts.attendue_count,
    parts.connue_count,
    parts.datable_count,
    parts.fraiche_count,
    parts.coherente_count,
    parts.tracee_count,
    dormants.constat,
    parts.source_ids
from parts
left join notes using (famille, sujet_id)
left join alertes as dormants
    on
        parts.famille = 'Territoire'
        and parts.sujet_id = dormants.zone_code
        and dormants.regle_id = 'territoire_dormant'
        and dormants.snapshot_date = cast($snapshot_date as date)
order by
    list_position(['Territoire', 'Engagement', 'Opérateur'], parts.famille),
    notes.note_share nulls last, strip_accents(parts.sujet_name), parts.sujet_id
