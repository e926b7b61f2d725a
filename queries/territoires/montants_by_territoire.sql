-- Montants de l’enveloppe connus dans chaque territoire, et ce qui n’y est pas communiqué.
--
-- @grain  territoire_id
-- @within territoire_id
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date  | instantané
-- @param  phase          | 1 ou 2 ; l’enveloppe connue et les 17 engagements sont ceux de la phase 1
-- @param  region_code    | code région ; null pour la France entière
-- @param  territoire_id  | identifiant du territoire ; null pour tous
-- @param  enjeu_id       | identifiant de l’enjeu ; null pour les quatre
-- @param  territoire_ids | identifiants des territoires comparés, dans l’ordre ; liste vide pour tous
-- @column territoire_id          | code     | Identifiant
-- @column territoire_name        | texte    | Territoire
-- @column engage_eur             | €        | Engagé sur l’enveloppe | Somme des montants engagés connus dans le territoire sur l’enveloppe de 2018, toutes natures ensemble, contestés compris. Absent si aucun n’est connu.
-- @column paye_eur               | €        | Payé sur l’enveloppe | Même somme à cette étape ; aucune étape ne se déduit d’une autre.
-- @column cellule_inconnue_count | cellules | Cellules non communiquées | Engagements × quatre étapes dont rien ne donne le montant dans le territoire, hors cellules sans objet ; aucune n’est attendue en phase 2.
-- @column source_ids             | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with selected as (
    select
        territoires.territoire_id,
        territoires.territoire_name
    from territoires
    where
        territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and (len($territoire_ids) = 0 or list_contains($territoire_ids, territoires.territoire_id))
        and (
            $region_code is null
            or territoires.territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
),

cells as (
    select
        financements.zone_code as territoire_id,
        financements.engagement_id,
        financements.etape,
        list(distinct financements.source_id) as source_ids,
        sum(financements.amount_eur) filter (where financements.etat in ('Renseigné', 'Contesté'))
            as amount_eur,
        bool_or(financements.etat in ('Renseigné', 'Contesté'))
        or bool_and(financements.etat = 'Sans objet') as is_settled
    from financements
    left join engagements using (engagement_id)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.maille = 'Territoire'
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
    group by financements.zone_code, financements.engagement_id, financements.etape
),

expected as (
    select 4 * count(*) as cellule_count
    from engagements
    where $phase = 1 and ($enjeu_id is null or enjeu_id = $enjeu_id)
)

select
    selected.territoire_id,
    selected.territoire_name,
    sum(cells.amount_eur) filter (where cells.etape = 'Engagé') as engage_eur,
    sum(cells.amount_eur) filter (where cells.etape = 'Payé') as paye_eur,
    -- An amount that is tied to no engagement settles no cell.
    max(expected.cellule_count)
    - count(*) filter (where cells.is_settled and cells.engagement_id is not null)
        as cellule_inconnue_count,
    list_sort(list_distinct(flatten(list(cells.source_ids)))) as source_ids
from selected
cross join expected
left join cells using (territoire_id)
group by selected.territoire_id, selected.territoire_name
order by
    list_position($territoire_ids, selected.territoire_id),
    strip_accents(selected.territoire_name),
    selected.territoire_id
