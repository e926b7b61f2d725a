-- Chiffres de chaque territoire de la phase : périmètre, lauréats, subventions hors enveloppe, contrat.
--
-- @grain  territoire_id
-- @within territoire_id
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source france-relance, fonds-vert-2023, dreets-contrat, saint-nazaire-contrat | selon les lignes
-- @param  snapshot_date  | instantané
-- @param  phase          | 1 ou 2
-- @param  region_code    | code région ; null pour la France entière
-- @param  territoire_id  | identifiant du territoire ; null pour tous
-- @param  territoire_ids | identifiants des territoires comparés, dans l’ordre ; liste vide pour tous
-- @column territoire_id       | code        | Identifiant
-- @column territoire_name     | texte       | Territoire
-- @column region_names        | liste       | Régions | La région principale en premier.
-- @column interregional_names | liste       | À cheval sur | Ses régions, la principale en premier ; absent pour un territoire d’une seule région.
-- @column departement_names   | liste       | Départements
-- @column is_interregional    | booléen     | Interrégional
-- @column membre_count        | membres     | Membres | Intercommunalités, établissements publics territoriaux et communes.
-- @column commune_count       | communes    | Communes | Au découpage de 2026.
-- @column population          | habitants   | Population | Population des membres, au découpage de 2026.
-- @column fonds_laureat_count | projets     | Lauréats du fonds (hors enveloppe) | Projets lauréats de « Soutien à l’investissement industriel dans les territoires » (France Relance, avril 2022), attribués par leur point. Hors enveloppe.
-- @column laureat_count       | projets     | Lauréats de France Relance (hors enveloppe) | Projets lauréats de toutes les mesures industrielles, fonds compris, attribués par leur point. Hors enveloppe.
-- @column laureat_ratio       | projets pour cent mille habitants | Lauréats de France Relance pour cent mille habitants | Hors enveloppe. Population des membres, au découpage de 2026.
-- @column fonds_vert_count    | subventions | Subventions du Fonds vert 2023 | Lignes de subvention dont la commune est dans le territoire. Hors enveloppe.
-- @column fonds_vert_eur      | €           | Fonds vert 2023 (hors enveloppe) | Somme de ces subventions engagées ; 0 quand aucune n’a de commune dans le territoire.
-- @column fonds_vert_ratio    | euros par habitant | Fonds vert 2023, en euros par habitant | Hors enveloppe. Population des membres, au découpage de 2026.
-- @column contrat_statut      | texte       | Contrat | Non communiqué quand rien ne dit où il en est à cet instantané.
-- @column perimeter_date      | date        | Date du périmètre | Date à laquelle la source décrit les membres.
-- @column valid_from          | date        | Valide depuis | Entrée dans le programme ; absente quand rien ne la date.
-- @column valid_to            | date        | Valide jusqu’au | La phase 1 est remplacée par la liste du 9 novembre 2023.
-- @column source_ids          | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with selected as (
    select
        territoires.territoire_id,
        list(regions.region_name order by territoire_regions.is_main desc, regions.region_name asc)
            as region_names
    from territoires
    inner join territoire_regions using (territoire_id)
    inner join regions on territoire_regions.region_code = regions.region_code
    where territoires.phase = $phase
    group by territoires.territoire_id
    having $region_code is null or bool_or(territoire_regions.region_code = $region_code)
),

names as (
    select
        territoires.territoire_id,
        list(departements.departement_name order by departements.departement_code)
            as departement_names
    from territoires
    inner join departements
        on list_contains(territoires.departement_codes, departements.departement_code)
    group by territoires.territoire_id
),

projects as (
    select
        case when $phase = 1 then phase1_territoire_id else phase2_territoire_id end
            as territoire_id,
        count(*) as laureat_count,
        count(*) filter (where is_fonds_territoires) as fonds_laureat_count
    from laureats
    where snapshot_date = cast($snapshot_date as date)
    group by all
),

grants as (
    select
        case when $phase = 1 then phase1_territoire_id else phase2_territoire_id end
            as territoire_id,
        count(*) as fonds_vert_count,
        sum(amount_eur) as fonds_vert_eur
    from fonds_vert
    where snapshot_date = cast($snapshot_date as date)
    group by all
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

latest_contrats as (
    select
        territoire_id,
        statut,
        source_id,
        row_number()
            over (partition by territoire_id order by contrat_date desc nulls last, contrat_id asc)
            as recency
    from contrats
    where snapshot_date = cast($snapshot_date as date)
)

select
    territoires.territoire_id,
    territoires.territoire_name,
    selected.region_names,
    case when territoires.is_interregional then selected.region_names end as interregional_names,
    names.departement_names,
    territoires.is_interregional,
    territoires.membre_count,
    territoires.commune_count,
    territoires.population,
    coalesce(projects.fonds_laureat_count, held.laureats_zero) as fonds_laureat_count,
    coalesce(projects.laureat_count, held.laureats_zero) as laureat_count,
    100000.0 * coalesce(projects.laureat_count, held.laureats_zero)
    / nullif(territoires.population, 0) as laureat_ratio,
    coalesce(grants.fonds_vert_count, held.fonds_vert_zero) as fonds_vert_count,
    coalesce(grants.fonds_vert_eur, held.fonds_vert_zero) as fonds_vert_eur,
    cast(coalesce(grants.fonds_vert_eur, held.fonds_vert_zero) as double)
    / nullif(territoires.population, 0) as fonds_vert_ratio,
    coalesce(latest_contrats.statut, 'Non communiqué') as contrat_statut,
    territoires.perimeter_date,
    territoires.valid_from,
    territoires.valid_to,
    list_distinct([
        case when held.laureats_zero is not null then 'france-relance' end,
        case when held.fonds_vert_zero is not null then 'fonds-vert-2023' end,
        latest_contrats.source_id
    ]) as source_ids
from territoires
cross join held
inner join selected using (territoire_id)
left join names using (territoire_id)
left join projects using (territoire_id)
left join grants using (territoire_id)
left join latest_contrats
    on territoires.territoire_id = latest_contrats.territoire_id and latest_contrats.recency = 1
where
    ($territoire_id is null or territoires.territoire_id = $territoire_id)
    and (len($territoire_ids) = 0 or list_contains($territoire_ids, territoires.territoire_id))
order by
    list_position($territoire_ids, territoires.territoire_id),
    strip_accents(territoires.territoire_name)
