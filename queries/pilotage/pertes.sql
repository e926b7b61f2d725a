-- Ce qui se perd d’une étape à la suivante, là où les deux sont connues, nature par nature.
--
-- @grain  etape, nature
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column passage          | texte | Passage
-- @column etape            | texte | Étape | Celle à laquelle le passage mène.
-- @column nature           | texte | Nature | « Toutes natures ensemble » : la somme des autres lignes. Une nature n’est jamais comparée à une autre.
-- @column avant_eur        | €     | Avant | Montant de l’étape précédente, là où les deux étapes sont connues pour le même lieu, le même engagement, le même opérateur et la même nature.
-- @column suite_eur        | €     | Après | Ce que les mêmes sont devenus à cette étape.
-- @column perte_eur        | €     | Perte | Avant moins après ; négative quand cette étape dépasse la précédente. Absente quand rien ne se compare.
-- @column perte_share      | %     | Part perdue | De l’étape précédente.
-- @column enveloppe_share  | %     | Part de l’enveloppe | Perte rapportée à l’enveloppe annoncée.
-- @column sans_suite_eur   | €     | Suite inconnue | Montant de l’étape précédente dont rien ne dit ce qu’il est devenu : ce n’est pas une perte.
-- @column sans_origine_eur | €     | Origine inconnue | Montant de cette étape dont l’étape précédente n’est pas connue.
-- @column is_comparable    | booléen | Comparable | Les deux étapes sont connues pour un même montant, au moins.
-- @column source_ids       | code  | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with comparables as (
    select
        financements.nature,
        [
            sum(amount_eur) filter (etape = 'Annoncé'), sum(amount_eur) filter (etape = 'Fléché'),
            sum(amount_eur) filter (etape = 'Engagé'), sum(amount_eur) filter (etape = 'Payé')
        ] as montants,
        list(distinct financements.source_id) as source_ids
    from financements
    left join engagements using (engagement_id)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.amount_eur is not null
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and case
            when $territoire_id is not null then financements.zone_code = $territoire_id
            when $region_code is not null
                then
                    financements.zone_code = $region_code
                    or financements.zone_code in (
                        select territoire_regions.territoire_id
                        from territoire_regions
                        where territoire_regions.region_code = $region_code
                    )
            else true
        end
    group by engagement_id, financements.operateur_id, financements.zone_code, financements.nature
),

passages as (
    select
        nature,
        source_ids,
        unnest([2, 3, 4]) as etape_rank,
        unnest(['De l’annoncé au fléché', 'Du fléché à l’engagé', 'De l’engagé au payé']) as passage,
        unnest(['Fléché', 'Engagé', 'Payé']) as etape,
        unnest(montants[1:3]) as avant_eur,
        unnest(montants[2:4]) as apres_eur
    from comparables
),

summed as (
    select
        etape_rank,
        passage,
        etape,
        coalesce(nature, 'Toutes natures ensemble') as nature,
        sum(avant_eur) filter (apres_eur is not null) as avant_eur,
        sum(apres_eur) filter (avant_eur is not null) as suite_eur,
        sum(avant_eur) filter (apres_eur is null) as sans_suite_eur,
        sum(apres_eur) filter (avant_eur is null) as sans_origine_eur,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from passages
    where coalesce(avant_eur, apres_eur) is not null
    group by grouping sets ((etape_rank, passage, etape), (etape_rank, passage, etape, nature))
)

select
    summed.passage,
    summed.etape,
    summed.nature,
    summed.avant_eur,
    summed.suite_eur,
    summed.avant_eur - summed.suite_eur as perte_eur,
    (summed.avant_eur - summed.suite_eur) / nullif(summed.avant_eur, 0) as perte_share,
    (summed.avant_eur - summed.suite_eur) / enveloppes.amount_eur as enveloppe_share,
    summed.sans_suite_eur,
    summed.sans_origine_eur,
    summed.avant_eur is not null as is_comparable,
    summed.source_ids
from summed
cross join enveloppes
where enveloppes.phase = $phase
order by summed.etape_rank, summed.nature <> 'Toutes natures ensemble', summed.nature
