-- Hors enveloppe, région par région : fonds d’accélération, Fonds vert, lauréats de France Relance.
--
-- @grain  zone_name
-- @source fa2it, fonds-vert-2023, france-relance | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @column zone_name                  | texte       | Région | Les zones hors des 18 régions et les lignes sans région sont gardées : la somme des lignes est le total publié.
-- @column investment_eur             | €           | Investissement aidé (mai 2021) | Investissement total des projets aidés par le fonds d’accélération ; ce n’est pas la subvention.
-- @column entreprise_count           | entreprises | Entreprises aidées
-- @column fonds_laureat_count        | projets     | Lauréats du fonds (avril 2022) | Projets lauréats du fonds « Soutien à l’investissement industriel dans les territoires ».
-- @column laureat_count              | projets     | Lauréats de France Relance | Projets lauréats de toutes les mesures industrielles.
-- @column fonds_vert_eur             | €           | Fonds vert 2023 | Subventions engagées dans la région.
-- @column fonds_vert_territoires_eur | €           | Fonds vert dans les territoires | Part attribuée, par la commune, aux Territoires d’industrie de la phase choisie.
-- @column source_ids                 | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with grants as (
    select
        coalesce(region_code, 'sans') as zone_code,
        sum(amount_eur) as fonds_vert_eur,
        -- All grants are held: no grant in a territoire is a zero, not a gap.
        coalesce(sum(amount_eur) filter (
            where case
                when $phase = 1 then phase1_territoire_id
                else phase2_territoire_id
            end is not null
        ), 0) as fonds_vert_territoires_eur
    from fonds_vert
    where snapshot_date = cast($snapshot_date as date)
    group by coalesce(region_code, 'sans')
),

projects as (
    select
        coalesce(region_code, 'sans') as zone_code,
        count(*) as laureat_count,
        count(*) filter (where is_fonds_territoires) as fonds_laureat_count
    from laureats
    where snapshot_date = cast($snapshot_date as date)
    group by coalesce(region_code, 'sans')
),

zones as (
    select
        zone_code,
        zone_name,
        region_code,
        investment_eur,
        entreprise_count
    from fa2it
    where snapshot_date = cast($snapshot_date as date)
    union all
    select
        'sans' as zone_code,
        'Région non précisée' as zone_name,
        null as region_code,
        null as investment_eur,
        null as entreprise_count
)

select
    zones.zone_name,
    zones.investment_eur,
    zones.entreprise_count,
    case
        when zones.region_code is not null or projects.zone_code is not null
            then coalesce(projects.fonds_laureat_count, 0)
    end as fonds_laureat_count,
    case
        when zones.region_code is not null or projects.zone_code is not null
            then coalesce(projects.laureat_count, 0)
    end as laureat_count,
    grants.fonds_vert_eur,
    grants.fonds_vert_territoires_eur,
    list_distinct([
        case when zones.investment_eur is not null then 'fa2it' end,
        case when projects.zone_code is not null then 'france-relance' end,
        case when grants.zone_code is not null then 'fonds-vert-2023' end
    ]) as source_ids
from zones
left join projects using (zone_code)
left join grants using (zone_code)
where
    ($region_code is null or zones.region_code = $region_code)
    -- What is of no region has a line only when there is some.
    and (zones.zone_code <> 'sans' or projects.zone_code is not null or grants.zone_code is not null)
order by strip_accents(zones.zone_name)
