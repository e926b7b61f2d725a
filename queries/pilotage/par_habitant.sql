-- Montants de l’enveloppe par habitant des territoires, à chaque étape.
--
-- @grain  etape
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source registre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column etape            | texte            | Étape
-- @column par_habitant     | euros            | Par habitant (€) | Montants connus des territoires, rapportés aux habitants des mêmes territoires.
-- @column territoire_eur   | €                | Montants des territoires | Toutes natures ensemble, contestés compris ; sans ce qui est déclaré pour une région ou pour la France, qui n’a pas d’habitants à soi.
-- @column population       | habitants        | Habitants | Population des membres de ces territoires, au découpage de 2026 ; un territoire sur deux régions y est en entier.
-- @column territoire_count | territoires      | Territoires comptés | Ceux dont au moins un montant est connu à cette étape.
-- @column inconnu_count    | territoires      | Territoires sans montant connu | Ni leurs montants ni leurs habitants ne sont comptés.
-- @column source_ids       | code             | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with lieux as (
    select
        territoire_id as zone_code,
        population
    from territoires
    where
        phase = $phase
        and $phase = 1
        and ($territoire_id is null or territoire_id = $territoire_id)
        and (
            $region_code is null
            or territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
),

montants as (
    select
        etape,
        zone_code,
        sum(amount_eur) as amount_eur,
        list(distinct source_id) as source_ids
    from financements
    left join engagements using (engagement_id)
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and amount_eur is not null
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
    group by etape, zone_code
)

select
    etapes.etape,
    sum(montants.amount_eur) / sum(lieux.population) filter (montants.amount_eur is not null) as par_habitant,
    sum(montants.amount_eur) as territoire_eur,
    sum(lieux.population) filter (montants.amount_eur is not null) as population,
    count(montants.amount_eur) as territoire_count,
    count(*) filter (montants.amount_eur is null) as inconnu_count,
    list_sort(list_distinct(flatten(list(montants.source_ids)))) as source_ids
from lieux
cross join (values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')) as etapes (etape_rank, etape)
left join montants using (etape, zone_code)
group by etapes.etape_rank, etapes.etape
order by etapes.etape_rank
