-- Cellules attendues, renseignées et non communiquées à chacune des quatre étapes, dans la sélection.
--
-- @grain  etape
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column etape                 | texte    | Étape | Jamais déduite d’une autre.
-- @column attendue_count        | cellules | Cellules attendues | Territoires × engagements, moins celles déclarées sans objet.
-- @column renseignee_count      | cellules | Cellules renseignées | Un montant est connu (zéro compris), contesté ou non.
-- @column non_communiquee_count | cellules | Cellules non communiquées | Rien ne donne le montant. Ce n’est pas un zéro.
-- @column renseignee_share      | %        | Part renseignée
-- @column source_ids            | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with etapes as (
    select *
    from (values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')) as steps (etape_rank, etape)
),

pairs as (
    select
        territoires.territoire_id,
        engagements.engagement_id
    from territoires
    cross join engagements
    where
        $phase = 1
        and territoires.phase = $phase
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
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
        financements.etape,
        bool_or(financements.etat in ('Renseigné', 'Contesté')) as is_known,
        bool_and(financements.etat = 'Sans objet') as is_sans_objet,
        list(distinct financements.source_id) as source_ids
    from financements
    inner join pairs
        on
            financements.zone_code = pairs.territoire_id
            and financements.engagement_id = pairs.engagement_id
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.maille = 'Territoire'
    group by financements.engagement_id, financements.zone_code, financements.etape
),

counted as (
    select
        etapes.etape_rank,
        etapes.etape,
        (select count(*) from pairs)
        - count(*) filter (where declared_cells.is_sans_objet) as attendue_count,
        count(*) filter (where declared_cells.is_known) as renseignee_count,
        list_sort(list_distinct(flatten(list(declared_cells.source_ids)))) as source_ids
    from etapes
    left join declared_cells using (etape)
    group by etapes.etape_rank, etapes.etape
)

select
    etape,
    attendue_count,
    renseignee_count,
    attendue_count - renseignee_count as non_communiquee_count,
    renseignee_count / nullif(attendue_count, 0) as renseignee_share,
    source_ids
from counted
order by etape_rank
