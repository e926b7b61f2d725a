-- Montants de l’enveloppe connus dans la région ou le territoire choisi, par étape et par nature.
--
-- @grain  etape, nature
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source registre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null quand un territoire est choisi
-- @param  territoire_id | identifiant du territoire ; null pour toute la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column etape                | texte    | Étape | Jamais déduite d’une autre.
-- @column nature               | texte    | Nature | Celles dont un montant est attendu ici ; celle d’un montant que personne n’a communiqué peut être inconnue.
-- @column amount_eur           | €        | Montant | Somme des montants connus de cette nature : ceux des territoires, interrégionaux compris en entier, et ceux de la région qui ne sont d’aucun territoire. Absent si aucun n’est connu.
-- @column etape_eur            | €        | Toutes natures | Somme de l’étape, toutes natures ensemble : la même sur chacune de ses lignes. Les natures ne se valent pas : un prêt se rembourse, une subvention non.
-- @column montant_count        | montants | Montants connus
-- @column conteste_count       | montants | Dont contestés | Montants que deux sources contredisent ; ils sont dans la somme.
-- @column non_communique_count | montants | Non communiqués | Montants déclarés attendus et non transmis ; ce ne sont pas des zéros. Ceux que rien ne déclare n’y sont pas.
-- @column source_ids           | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with selected_zones as (
    select $region_code as zone_code
    where $region_code is not null and $territoire_id is null
    union all
    select territoire_id as zone_code
    from territoires
    where
        phase = $phase
        and (
            territoire_id = $territoire_id
            or ($territoire_id is null and territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            ))
        )
),

declared as (
    select
        financements.etape,
        financements.nature,
        sum(financements.amount_eur) as amount_eur,
        count(financements.amount_eur) as montant_count,
        count(*) filter (where financements.etat = 'Contesté') as conteste_count,
        count(*) filter (where financements.etat = 'Non communiqué') as non_communique_count,
        list(distinct financements.source_id order by financements.source_id) as source_ids
    from financements
    inner join selected_zones using (zone_code)
    left join engagements using (engagement_id)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.etat <> 'Sans objet'
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
    group by financements.etape, financements.nature
),

natures as (
    select distinct nature
    from declared
),

-- Every stage of every nature, so that a stage of which nothing is known is seen to be one.
expected as (
    select
        steps.etape_rank,
        steps.etape,
        natures.nature
    from (values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')) as steps (etape_rank, etape)
    cross join natures
)

select
    expected.etape,
    expected.nature,
    declared.amount_eur,
    sum(declared.amount_eur) over (partition by expected.etape) as etape_eur,
    coalesce(declared.montant_count, 0) as montant_count,
    coalesce(declared.conteste_count, 0) as conteste_count,
    coalesce(declared.non_communique_count, 0) as non_communique_count,
    declared.source_ids
from expected
left join declared using (etape, nature)
order by expected.etape_rank, expected.nature
