-- Fiches-actions de la sélection, et la part de chaque territoire selon la clé écrite dans la fiche.
--
-- @grain  fiche_id, territoire_id
-- @source registre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column fiche_id         | code  | Identifiant
-- @column territoire_id    | code  | Territoire (identifiant)
-- @column intitule         | texte | Fiche-action
-- @column territoire_name  | texte | Territoire
-- @column statut           | texte | Statut
-- @column enjeu_name       | texte | Enjeu
-- @column engagement_name  | texte | Engagement | Absent quand la fiche n’en mobilise aucun.
-- @column porteur          | texte | Porteur
-- @column budget_part_eur  | €     | Budget prévisionnel | Part du territoire. Les parts d’une fiche font son montant, au centime : les centimes restants vont aux plus forts restes.
-- @column engage_part_eur  | €     | Engagé, selon la fiche | Part du territoire. C’est ce que dit le territoire, non le relevé de l’opérateur.
-- @column paye_part_eur    | €     | Payé, selon la fiche | Part du territoire, selon le territoire.
-- @column cle_repartition  | texte | Clé de répartition | Exclusif, parts égales, prorata de la population ou parts déclarées.
-- @column territoire_count | territoires | Territoires de la fiche
-- @column start_date       | date  | Début
-- @column end_date         | date  | Fin prévue ou réelle
-- @column source_ids       | code  | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with selected as (
    select
        territoires.territoire_id,
        territoires.territoire_name
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

-- Whole fiches: the share of one territoire depends on the others'.
fiches as (
    select *
    from fiches_action
    where
        snapshot_date = cast($snapshot_date as date)
        and ($enjeu_id is null or enjeu_id = $enjeu_id)
        and list_has_any(territoire_ids, (select list(selected.territoire_id) from selected))
),

shared as (
    select
        fiche_id,
        cle_repartition,
        parts,
        unnest(territoire_ids) as territoire_id,
        generate_subscripts(territoire_ids, 1) as place,
        [budget_eur, engage_eur, paye_eur] as amounts
    from fiches
),

weighted as (
    select
        shared.fiche_id,
        shared.territoire_id,
        shared.place,
        unnest([1, 2, 3]) as montant,
        cast(unnest(shared.amounts) * 100 as hugeint) as cents,
        cast(case shared.cle_repartition
            when 'Parts déclarées' then round(shared.parts[shared.place] * 1000000)
            when 'Prorata de la population' then territoires.population
            else 1
        end as hugeint) as weight
    from shared
    left join territoires using (territoire_id)
),

floored as (
    select
        *,
        cents * weight // sum(weight) over fiche as floor_cents,
        cents * weight % sum(weight) over fiche as reste
    from weighted
    window fiche as (partition by fiche_id, montant)
),

-- Largest restes first; the order of the territoires in the fiche settles equal ones.
rounded as (
    select
        fiche_id,
        territoire_id,
        montant,
        (floor_cents + case
            when
                row_number() over (fiche order by reste desc, place asc)
                <= cents - sum(floor_cents) over fiche
                then 1
            else 0
        end) / 100 as part_eur
    from floored
    window fiche as (partition by fiche_id, montant)
),

allocated as (
    select
        fiche_id,
        territoire_id,
        cast(max(part_eur) filter (where montant = 1) as decimal(18, 2)) as budget_part_eur,
        cast(max(part_eur) filter (where montant = 2) as decimal(18, 2)) as engage_part_eur,
        cast(max(part_eur) filter (where montant = 3) as decimal(18, 2)) as paye_part_eur
    from rounded
    group by fiche_id, territoire_id
)

select
    allocated.fiche_id,
    allocated.territoire_id,
    fiches.intitule,
    selected.territoire_name,
    fiches.statut,
    enjeux.enjeu_name,
    engagements.short_name as engagement_name,
    fiches.porteur,
    allocated.budget_part_eur,
    allocated.engage_part_eur,
    allocated.paye_part_eur,
    fiches.cle_repartition,
    len(fiches.territoire_ids) as territoire_count,
    fiches.start_date,
    fiches.end_date,
    [fiches.source_id] as source_ids
from allocated
inner join fiches on allocated.fiche_id = fiches.fiche_id
inner join selected using (territoire_id)
left join enjeux on fiches.enjeu_id = enjeux.enjeu_id
left join engagements on fiches.engagement_id = engagements.engagement_id
order by selected.territoire_name, fiches.start_date, allocated.fiche_id, allocated.territoire_id
