-- Temps d’une étape à la suivante, mesuré sur les relevés successifs des territoires.
--
-- @grain  passage
-- @compare les instantanés précédents
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source registre | selon les lignes
-- @param  snapshot_date | instantané ; les relevés suivants ne sont pas lus
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column passage         | texte  | Passage | Du premier relevé où une étape n’est plus nulle au premier où la suivante ne l’est plus, pour un territoire, un engagement, un opérateur et une nature.
-- @column observe_count   | lignes | Passages observés | Dont on a vu le début et la fin.
-- @column delai_median    | mois   | Délai médian (mois) | La moitié des passages observés en prend moins. Absent au-dessous de cinq.
-- @column delai_decile    | mois   | Neuf sur dix en (mois) | Neuf passages observés sur dix en prennent moins. Absent au-dessous de cinq.
-- @column attente_count   | lignes | Encore en attente | Début vu, étape suivante encore nulle : le délai vrai est plus long que celui des seuls passages observés.
-- @column debut_count     | lignes | Début ou fin non vus | L’étape n’était déjà plus nulle à son premier relevé.
-- @column desordre_count  | lignes | Dans le désordre | L’étape suivante est venue la première.
-- @column source_ids      | code   | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with premiers as (
    select
        engagement_id,
        operateur_id,
        zone_code,
        nature,
        etape,
        min(snapshot_date) as known_date,
        min(snapshot_date) filter (amount_eur > 0) as start_date,
        list(distinct source_id) as source_ids
    from financements
    left join engagements using (engagement_id)
    where
        snapshot_date <= cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
        and amount_eur is not null
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and ($territoire_id is null or zone_code = $territoire_id)
        and (
            $region_code is null
            or zone_code in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
    group by engagement_id, operateur_id, zone_code, nature, etape
),

passages as (
    select
        etapes.passage_rank,
        etapes.passage,
        list_concat(avant.source_ids, apres.source_ids) as source_ids,
        avant.start_date as avant_date,
        apres.start_date as apres_date,
        avant.start_date > avant.known_date and coalesce(apres.start_date > apres.known_date, true) as is_vu
    from premiers as avant
    inner join (
        values (1, 'Annoncé', 'Fléché', 'De l’annoncé au fléché'),
        (2, 'Fléché', 'Engagé', 'Du fléché à l’engagé'),
        (3, 'Engagé', 'Payé', 'De l’engagé au payé')
    ) as etapes (passage_rank, avant_etape, apres_etape, passage)
        on avant.etape = etapes.avant_etape
    inner join premiers as apres
        on
            avant.zone_code = apres.zone_code
            and avant.nature = apres.nature
            and avant.engagement_id is not distinct from apres.engagement_id
            and avant.operateur_id is not distinct from apres.operateur_id
            and etapes.apres_etape = apres.etape
    where avant.start_date is not null or apres.start_date is not null
),

observes as (
    select
        *,
        is_vu and apres_date >= avant_date as is_observe,
        date_diff('month', avant_date, apres_date) as mois
    from passages
)

select
    passage,
    count(*) filter (is_observe) as observe_count,
    case
        when count(*) filter (is_observe) >= 5
            then percentile_cont(0.5) within group (order by cast(mois as double)) filter (is_observe)
    end as delai_median,
    case
        when count(*) filter (is_observe) >= 5
            then percentile_cont(0.9) within group (order by cast(mois as double)) filter (is_observe)
    end as delai_decile,
    count(*) filter (is_vu and apres_date is null) as attente_count,
    count(*) filter (not is_vu and (apres_date >= avant_date or apres_date is null)) as debut_count,
    count(*) filter (avant_date is null or apres_date < avant_date) as desordre_count,
    list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
from observes
group by passage_rank, passage
order by passage_rank
