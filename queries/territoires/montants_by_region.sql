-- Montants de l’enveloppe connus dans chaque région, et ce qui n’y est pas communiqué.
--
-- @grain  region_code
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue et les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour les 18
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column region_code            | code     | Code région
-- @column region_name            | texte    | Région
-- @column engage_eur             | €        | Engagé sur l’enveloppe | Somme des montants engagés connus sur l’enveloppe de 2018, toutes natures ensemble, contestés compris : ceux des territoires et ceux de la région qui ne sont d’aucun territoire. Un territoire sur deux régions compte dans chacune, une seule fois pour la France. Absent si aucun n’est connu.
-- @column paye_eur               | €        | Payé sur l’enveloppe | Même somme à cette étape ; aucune étape ne se déduit d’une autre.
-- @column cellule_inconnue_count | cellules | Cellules non communiquées | Territoires × engagements × quatre étapes dont rien ne donne le montant, hors cellules sans objet ; aucune n’est attendue en phase 2.
-- @column source_ids             | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with selected as (
    select
        region_code,
        region_name
    from regions
    where $region_code is null or region_code = $region_code
),

zones as (
    select
        region_code,
        region_code as zone_code,
        false as is_territoire
    from selected
    union all
    select
        territoire_regions.region_code,
        territoires.territoire_id as zone_code,
        true as is_territoire
    from territoires
    inner join territoire_regions using (territoire_id)
    where territoires.phase = $phase
),

cells as (
    select
        financements.zone_code,
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
    selected.region_code,
    selected.region_name,
    sum(cells.amount_eur) filter (where cells.etape = 'Engagé') as engage_eur,
    sum(cells.amount_eur) filter (where cells.etape = 'Payé') as paye_eur,
    -- Cells are those of territoires; an amount that is tied to no engagement settles none.
    max(expected.cellule_count) * count(distinct zones.zone_code) filter (where zones.is_territoire)
    - count(*) filter (
        where zones.is_territoire and cells.is_settled and cells.engagement_id is not null
    ) as cellule_inconnue_count,
    list_sort(list_distinct(flatten(list(cells.source_ids)))) as source_ids
from selected
cross join expected
inner join zones using (region_code)
left join cells using (zone_code)
group by selected.region_code, selected.region_name
order by strip_accents(selected.region_name)
