-- Cellules attendues, renseignées et non communiquées de chaque région qui a un territoire, dans la sélection.
--
-- @grain  region_code
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source decoupage-2026
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour toutes
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column region_code           | code        | Région (code)
-- @column region_name           | texte       | Région
-- @column territoire_count      | territoires | Territoires | Un territoire sur deux régions compte dans chacune : la somme des régions dépasse la France.
-- @column interregional_count   | territoires | Interrégionaux | Territoires comptés aussi dans une autre région.
-- @column attendue_count        | cellules    | Cellules attendues | Territoires × engagements × quatre étapes, moins celles déclarées sans objet.
-- @column renseignee_count      | cellules    | Cellules renseignées | Un montant est connu (zéro compris), contesté ou non.
-- @column non_communiquee_count | cellules    | Cellules non communiquées | Rien ne donne le montant. Ce n’est pas un zéro.
-- @column renseignee_share      | %           | Part renseignée
-- @column source_ids            | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with pairs as (
    select
        territoire_regions.region_code,
        territoires.territoire_id,
        territoires.is_interregional
    from territoires
    inner join territoire_regions using (territoire_id)
    where
        territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
),

selected_engagements as (
    select engagement_id
    from engagements
    where $phase = 1 and ($enjeu_id is null or enjeu_id = $enjeu_id)
),

declared_cells as (
    select
        financements.zone_code as territoire_id,
        financements.etape,
        bool_or(financements.etat in ('Renseigné', 'Contesté')) as is_known,
        bool_and(financements.etat = 'Sans objet') as is_sans_objet,
        list(distinct financements.source_id) as source_ids
    from financements
    inner join selected_engagements using (engagement_id)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.maille = 'Territoire'
    group by financements.engagement_id, financements.zone_code, financements.etape
),

counted as (
    select
        regions.region_code,
        regions.region_name,
        count(distinct pairs.territoire_id) as territoire_count,
        count(distinct pairs.territoire_id) filter (where pairs.is_interregional)
            as interregional_count,
        count(*) filter (where declared_cells.is_known) as renseignee_count,
        count(*) filter (where declared_cells.is_sans_objet) as sans_objet_count,
        list_sort(list_distinct(flatten(list(declared_cells.source_ids)))) as source_ids
    from regions
    inner join pairs using (region_code)
    left join declared_cells using (territoire_id)
    group by regions.region_code, regions.region_name
),

cells as (
    select
        counted.*,
        4 * counted.territoire_count * (select count(*) from selected_engagements) - counted.sans_objet_count
            as attendue_count
    from counted
    where $region_code is null or counted.region_code = $region_code
)

select
    region_code,
    region_name,
    territoire_count,
    interregional_count,
    attendue_count,
    renseignee_count,
    attendue_count - renseignee_count as non_communiquee_count,
    renseignee_count / nullif(attendue_count, 0) as renseignee_share,
    source_ids
from cells
order by strip_accents(region_name)
