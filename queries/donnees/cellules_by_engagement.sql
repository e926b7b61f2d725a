-- Cellules attendues, renseignées et non communiquées de chaque engagement, dans la sélection.
--
-- @grain  engagement_id
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id         | code        | Identifiant
-- @column engagement_name       | texte       | Engagement | Nom court donné par ce tableau de bord ; la liste officielle numérotée n’a pas été trouvée.
-- @column libelle_statut        | texte       | Statut du libellé
-- @column territoire_count      | territoires | Territoires | Un territoire sur deux régions compte une fois.
-- @column attendue_count        | cellules    | Cellules attendues | Territoires × quatre étapes, moins celles déclarées sans objet.
-- @column renseignee_count      | cellules    | Cellules renseignées | Un montant est connu (zéro compris), contesté ou non.
-- @column non_communiquee_count | cellules    | Cellules non communiquées | Rien ne donne le montant. Ce n’est pas un zéro.
-- @column renseignee_share      | %           | Part renseignée
-- @column source_ids            | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with selected_territoires as (
    select territoires.territoire_id
    from territoires
    where
        territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and (
            $region_code is null
            or territoires.territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
),

declared_cells as (
    select
        financements.engagement_id,
        bool_or(financements.etat in ('Renseigné', 'Contesté')) as is_known,
        bool_and(financements.etat = 'Sans objet') as is_sans_objet,
        list(distinct financements.source_id) as source_ids
    from financements
    inner join selected_territoires on financements.zone_code = selected_territoires.territoire_id
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.maille = 'Territoire'
    group by financements.engagement_id, financements.zone_code, financements.etape
),

expected as (
    select count(*) as territoire_count
    from selected_territoires
),

counted as (
    select
        engagements.engagement_id,
        expected.territoire_count,
        4 * expected.territoire_count
        - count(*) filter (where declared_cells.is_sans_objet) as attendue_count,
        count(*) filter (where declared_cells.is_known) as renseignee_count,
        list_sort(list_distinct(flatten(list(declared_cells.source_ids)))) as source_ids
    from engagements
    cross join expected
    left join declared_cells using (engagement_id)
    group by engagements.engagement_id, expected.territoire_count
)

select
    engagements.engagement_id,
    engagements.short_name as engagement_name,
    engagements.libelle_statut,
    counted.territoire_count,
    counted.attendue_count,
    counted.renseignee_count,
    counted.attendue_count - counted.renseignee_count as non_communiquee_count,
    counted.renseignee_count / nullif(counted.attendue_count, 0) as renseignee_share,
    counted.source_ids
from engagements
inner join counted using (engagement_id)
where $phase = 1 and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
order by engagements.rank
