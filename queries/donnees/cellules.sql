-- Cellules du suivi financier : combien de montants devraient exister par territoire, combien sont connus.
--
-- @grain  une seule ligne
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column territoire_count      | territoires | Territoires
-- @column engagement_count      | engagements | Engagements | Emplacements de la table des 17 engagements, à compléter compris ; ils sont ceux de la phase 1.
-- @column attendue_count        | cellules    | Cellules attendues | Territoires × engagements × quatre étapes de l’enveloppe de 2018 (annoncé, fléché, engagé, payé), moins celles déclarées sans objet.
-- @column renseignee_count      | cellules    | Cellules renseignées | Un montant est connu pour ce territoire, cet engagement et cette étape ; zéro compris.
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
            or exists (
                select 1
                from territoire_regions
                where
                    territoire_regions.territoire_id = territoires.territoire_id
                    and territoire_regions.region_code = $region_code
            )
        )
),

selected_engagements as (
    select engagement_id
    from engagements
    -- The 17 engagements are those of phase 1: nothing is expected of phase 2.
    where $phase = 1 and ($enjeu_id is null or enjeu_id = $enjeu_id)
),

expected as (
    select
        (select count(*) from selected_territoires) as territoire_count,
        (select count(*) from selected_engagements) as engagement_count
),

declared_cells as (
    select
        coalesce(bool_or(financements.etat in ('Renseigné', 'Contesté')), false) as is_known,
        coalesce(bool_and(financements.etat = 'Sans objet'), false) as is_sans_objet,
        list(distinct financements.source_id) as source_ids
    from financements
    inner join selected_territoires on financements.zone_code = selected_territoires.territoire_id
    inner join selected_engagements using (engagement_id)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.maille = 'Territoire'
    group by financements.zone_code, financements.engagement_id, financements.etape
),

known as (
    select
        count(*) filter (where is_known) as renseignee_count,
        count(*) filter (where is_sans_objet) as sans_objet_count,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from declared_cells
),

cells as (
    select
        expected.territoire_count,
        expected.engagement_count,
        4 * expected.territoire_count * expected.engagement_count - known.sans_objet_count
            as attendue_count,
        known.renseignee_count,
        known.source_ids
    from expected
    cross join known
)

select
    territoire_count,
    engagement_count,
    attendue_count,
    renseignee_count,
    attendue_count - renseignee_count as non_communiquee_count,
    renseignee_count / nullif(attendue_count, 0) as renseignee_share,
    source_ids
from cells
