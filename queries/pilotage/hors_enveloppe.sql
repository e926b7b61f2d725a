-- Crédits et investissements hors de l’enveloppe de 2018, chacun à son étape et dans sa nature.
--
-- @grain  dispositif, perimetre, etape, nature
-- @source presse-fonds, banque-des-territoires-ingenierie, fa2it, fonds-vert-2023 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @column dispositif    | texte | Dispositif
-- @column perimetre     | texte | Périmètre | Montant national : dit pour la France entière. Somme des régions : faite ici, des montants que chacune déclare.
-- @column etape         | texte | Étape | Absente quand la source ne mesure pas une étape du financement public.
-- @column nature        | texte | Nature
-- @column amount_eur    | €     | Montant | Jamais additionné à l’enveloppe ni d’une ligne à l’autre.
-- @column reported_date | date  | Situation au
-- @column source_ids    | code  | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with selected_grants as (
    select
        amount_eur,
        case
            when $phase = 1 then phase1_territoire_id
            else phase2_territoire_id
        end as territoire_id
    from fonds_vert
    where
        snapshot_date = cast($snapshot_date as date)
        and ($region_code is null or region_code = $region_code)
),

lines as (
    select
        1 as rank,
        dispositif,
        case
            when maille = 'France' then 'Montant national'
            when maille = 'Territoire' then 'Somme des territoires'
            else if($region_code is null, 'Somme des régions', 'Montant de la région')
        end as perimetre,
        etape,
        nature,
        sum(amount_eur) as amount_eur,
        max(reported_date) as reported_date,
        list(distinct source_id order by source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre <> 'Enveloppe 2018'
        and amount_eur is not null
        and (
            $region_code is null
            or zone_code = $region_code
            or zone_code in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
    group by dispositif, maille, etape, nature
    union all
    select
        2 as rank,
        'Fonds d’accélération, investissement des entreprises' as dispositif,
        'Tous les projets aidés' as perimetre,
        null as etape,
        'Investissement des entreprises' as nature,
        sum(investment_eur) as amount_eur,
        max(measure_date) as reported_date,
        ['fa2it'] as source_ids
    from fa2it
    where
        snapshot_date = cast($snapshot_date as date)
        and ($region_code is null or region_code = $region_code)
    having count(*) > 0
    union all
    select
        3 as rank,
        'Fonds vert 2023' as dispositif,
        'Toutes les communes' as perimetre,
        'Engagé' as etape,
        'Subvention' as nature,
        sum(amount_eur) as amount_eur,
        date '2023-12-31' as reported_date,
        ['fonds-vert-2023'] as source_ids
    from selected_grants
    having count(*) > 0
    union all
    select
        4 as rank,
        'Fonds vert 2023' as dispositif,
        'Communes des Territoires d’industrie' as perimetre,
        'Engagé' as etape,
        'Subvention' as nature,
        -- All grants are held: no grant in a territoire is a zero, not a gap.
        coalesce(sum(amount_eur) filter (where territoire_id is not null), 0) as amount_eur,
        date '2023-12-31' as reported_date,
        ['fonds-vert-2023'] as source_ids
    from selected_grants
    having count(*) > 0
)

select
    dispositif,
    perimetre,
    etape,
    nature,
    amount_eur,
    reported_date,
    source_ids
from lines
order by
    rank, dispositif, list_position(['Annoncé', 'Fléché', 'Engagé', 'Payé'], etape), nature, perimetre
