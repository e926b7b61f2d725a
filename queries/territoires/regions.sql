-- Chiffres de chaque région : ses territoires, les lauréats de la relance, l’argent hors enveloppe.
--
-- @grain  region_code
-- @within region_code
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source france-relance, fa2it, fonds-vert-2023, dreets-contrat, saint-nazaire-contrat | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  region_code   | code région ; null pour les 18
-- @column region_code                    | code        | Code région
-- @column region_name                    | texte       | Région
-- @column territoire_count               | territoires | Territoires | Un territoire sur deux régions compte dans chacune, une seule fois pour la France.
-- @column interregional_count            | territoires | Dont interrégionaux | Territoires dont les membres sont dans plusieurs régions.
-- @column membre_count                   | membres     | Membres | Intercommunalités, établissements publics territoriaux et communes ; territoires interrégionaux compris en entier.
-- @column population                     | habitants   | Population des territoires | Territoires interrégionaux compris en entier ; découpage de 2026.
-- @column fonds_laureat_count            | projets     | Lauréats du fonds (hors enveloppe) | Projets de la région lauréats de « Soutien à l’investissement industriel dans les territoires » (France Relance, avril 2022). Hors enveloppe.
-- @column fonds_laureat_territoire_count | projets     | Dont dans un territoire | Lauréats du fonds dont le point tombe dans un territoire de la phase choisie.
-- @column laureat_count                  | projets     | Lauréats de France Relance (hors enveloppe) | Projets de la région lauréats de toutes les mesures industrielles, fonds compris. Hors enveloppe.
-- @column investment_eur                 | €           | Investissement aidé (hors enveloppe) | Investissement total des projets aidés par le fonds d’accélération au 31 mai 2021 ; ce n’est pas la subvention.
-- @column fonds_vert_eur                 | €           | Fonds vert 2023 (hors enveloppe) | Subventions engagées dont la commune est dans un territoire de la phase choisie.
-- @column contrat_inconnu_count          | contrats    | Contrats non communiqués | Territoires dont rien ne dit, à cet instantané, où en est le contrat.
-- @column source_ids                     | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with known_contrats as (
    select
        territoire_id,
        list(distinct source_id) as source_ids
    from contrats
    where snapshot_date = cast($snapshot_date as date)
    group by territoire_id
),

perimeters as (
    select
        territoire_regions.region_code,
        count(*) as territoire_count,
        count(*) filter (where territoires.is_interregional) as interregional_count,
        sum(territoires.membre_count) as membre_count,
        sum(territoires.population) as population,
        count(*) - count(known_contrats.territoire_id) as contrat_inconnu_count,
        flatten(list(known_contrats.source_ids)) as contrat_source_ids
    from territoire_regions
    inner join territoires using (territoire_id)
    left join known_contrats on territoires.territoire_id = known_contrats.territoire_id
    where territoires.phase = $phase
    group by territoire_regions.region_code
),

-- Once a source is held, none in a place is a zero; before, nothing is known (R1).
held as (
    select
        (
            select min(0) from laureats
            where snapshot_date = cast($snapshot_date as date))
            as laureats_zero,
        (
            select min(0) from fonds_vert
            where snapshot_date = cast($snapshot_date as date))
            as fonds_vert_zero
),

projects as (
    select
        region_code,
        count(*) as laureat_count,
        count(*) filter (where is_fonds_territoires) as fonds_laureat_count,
        count(case when $phase = 1 then phase1_territoire_id else phase2_territoire_id end)
        filter (where is_fonds_territoires) as fonds_laureat_territoire_count
    from laureats
    where snapshot_date = cast($snapshot_date as date)
    group by region_code
),

grants as (
    select
        region_code,
        sum(amount_eur) as fonds_vert_eur
    from fonds_vert
    where
        snapshot_date = cast($snapshot_date as date)
        and case when $phase = 1 then phase1_territoire_id else phase2_territoire_id end is not null
    group by region_code
)

select
    regions.region_code,
    regions.region_name,
    coalesce(perimeters.territoire_count, 0) as territoire_count,
    coalesce(perimeters.interregional_count, 0) as interregional_count,
    coalesce(perimeters.membre_count, 0) as membre_count,
    coalesce(perimeters.population, 0) as population,
    coalesce(projects.fonds_laureat_count, held.laureats_zero) as fonds_laureat_count,
    coalesce(projects.fonds_laureat_territoire_count, held.laureats_zero) as fonds_laureat_territoire_count,
    coalesce(projects.laureat_count, held.laureats_zero) as laureat_count,
    fa2it.investment_eur,
    coalesce(grants.fonds_vert_eur, held.fonds_vert_zero) as fonds_vert_eur,
    coalesce(perimeters.contrat_inconnu_count, 0) as contrat_inconnu_count,
    list_distinct(list_concat(perimeters.contrat_source_ids, [
        case when held.laureats_zero is not null then 'france-relance' end,
        case when held.fonds_vert_zero is not null then 'fonds-vert-2023' end,
        case when fa2it.investment_eur is not null then 'fa2it' end
    ])) as source_ids
from regions
cross join held
left join perimeters using (region_code)
left join projects using (region_code)
left join grants using (region_code)
left join fa2it
    on
        regions.region_code = fa2it.region_code
        and fa2it.snapshot_date = cast($snapshot_date as date)
where $region_code is null or regions.region_code = $region_code
order by strip_accents(regions.region_name)
