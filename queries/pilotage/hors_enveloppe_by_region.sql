-- Hors enveloppe, région par région : fonds d’accélération, Fonds vert, lauréats de France Relance.
--
-- @grain  zone_name
-- @source fa2it, fonds-vert-2023, france-relance
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour la France entière
-- @column zone_name                  | texte       | Région | Quatre zones hors des 18 régions sont gardées : la somme des lignes est le total publié.
-- @column investment_eur             | €           | Investissement aidé (mai 2021) | Investissement total des projets aidés par le fonds d’accélération ; ce n’est pas la subvention.
-- @column entreprise_count           | entreprises | Entreprises aidées
-- @column fonds_laureat_count        | projets     | Lauréats du fonds (avril 2022) | Projets lauréats du fonds « Soutien à l’investissement industriel dans les territoires ».
-- @column laureat_count              | projets     | Lauréats de France Relance | Projets lauréats de toutes les mesures industrielles.
-- @column fonds_vert_eur             | €           | Fonds vert 2023 | Subventions engagées dans la région.
-- @column fonds_vert_territoires_eur | €           | Fonds vert dans les territoires | Part attribuée, par la commune, aux Territoires d’industrie de la phase choisie.

with grants as (
    select
        region_code,
        sum(amount_eur) as fonds_vert_eur,
        sum(amount_eur) filter (
            where case
                when $phase = 1 then phase1_territoire_id
                else phase2_territoire_id
            end is not null
        ) as fonds_vert_territoires_eur
    from fonds_vert
    where snapshot_date = cast($snapshot_date as date)
    group by region_code
),

projects as (
    select
        region_code,
        count(*) as laureat_count,
        count(*) filter (where is_fonds_territoires) as fonds_laureat_count
    from laureats
    where snapshot_date = cast($snapshot_date as date)
    group by region_code
)

select
    fa2it.zone_name,
    fa2it.investment_eur,
    fa2it.entreprise_count,
    projects.fonds_laureat_count,
    projects.laureat_count,
    grants.fonds_vert_eur,
    grants.fonds_vert_territoires_eur
from fa2it
left join projects using (region_code)
left join grants using (region_code)
where
    fa2it.snapshot_date = cast($snapshot_date as date)
    and ($region_code is null or fa2it.region_code = $region_code)
order by fa2it.zone_name
