-- Complétude des tables voisines : périmètres, lauréats, Fonds vert, fonds d’accélération.
--
-- @grain  rang
-- @source anct-phase1, anct-phase2, france-relance, fonds-vert-2023, fa2it | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @column rang            | code     | Rang
-- @column table_label     | texte    | Table
-- @column critere         | texte    | Ce qui devrait être connu
-- @column ligne_count     | éléments | Sur | Éléments pour lesquels la réponse est attendue.
-- @column connue_count    | éléments | Connus
-- @column manquante_count | éléments | Manquants | La source publiée ne donne pas la réponse, ou la donne de façon inutilisable.
-- @column connue_share    | %        | Part connue
-- @column consequence     | texte    | Faute de réponse | Ce que l’absence empêche ; vide quand tout est connu.
-- @column source_ids      | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with perimeters as (
    select
        count(*) as ligne_count,
        count(valid_from) as entree_count
    from territoires
    where phase = $phase
),

projects as (
    select
        count(*) as ligne_count,
        count(siren) as siren_count,
        count(departement_code) as departement_count,
        count(*) filter (where position_etat = 'cohérente') as position_count,
        count(*) filter (where is_fonds_territoires) as fonds_count,
        count(*) filter (where is_fonds_territoires and position_etat = 'cohérente')
            as fonds_position_count
    from laureats
    where snapshot_date = cast($snapshot_date as date)
),

grants as (
    select
        count(*) as ligne_count,
        count(commune_code) as commune_count,
        count(dossier_number) as dossier_count,
        count(amount_eur) as amount_count
    from fonds_vert
    where snapshot_date = cast($snapshot_date as date)
),

fund_zones as (
    select
        count(*) as ligne_count,
        count(investment_eur) as investment_count
    from fa2it
    where snapshot_date = cast($snapshot_date as date)
),

-- The table of laureats has no amount at all: the source publishes none.
criteres as (
    select rows_told.*
    from perimeters
    cross join projects
    cross join grants
    cross join fund_zones
    cross join lateral (
        values
        (1, 'Territoires', 'Date d’entrée dans le programme', perimeters.ligne_count, perimeters.entree_count, 'Les listes de 2018 à 2022 ne peuvent pas être rejouées.', 'anct-phase' || $phase),
        (2, 'Lauréats de France Relance', 'Position utilisable', projects.ligne_count, projects.position_count, 'Le projet n’est placé dans aucun territoire.', 'france-relance'),
        (3, 'Lauréats de France Relance', 'Position utilisable, fonds des territoires seul', projects.fonds_count, projects.fonds_position_count, 'Le projet n’est placé dans aucun territoire.', 'france-relance'),
        (4, 'Lauréats de France Relance', 'Département', projects.ligne_count, projects.departement_count, 'Le projet n’entre dans aucune région.', 'france-relance'),
        (5, 'Lauréats de France Relance', 'SIREN valide', projects.ligne_count, projects.siren_count, 'L’entreprise ne peut pas être reconnue.', 'france-relance'),
        (6, 'Lauréats de France Relance', 'Montant de l’aide', projects.ligne_count, 0, 'La source ne publie aucun montant.', 'france-relance'),
        (7, 'Fonds vert 2023', 'Commune du projet', grants.ligne_count, grants.commune_count, 'La subvention n’entre dans aucun territoire.', 'fonds-vert-2023'),
        (8, 'Fonds vert 2023', 'Numéro de dossier', grants.ligne_count, grants.dossier_count, 'Les lignes d’un même projet ne peuvent être réunies.', 'fonds-vert-2023'),
        (9, 'Fonds vert 2023', 'Montant', grants.ligne_count, grants.amount_count, 'La subvention ne peut être comptée.', 'fonds-vert-2023'),
        (10, 'Fonds d’accélération', 'Investissement par zone', fund_zones.ligne_count, fund_zones.investment_count, 'La région n’a pas de chiffre.', 'fa2it')
    ) as rows_told (rang, table_label, critere, ligne_count, connue_count, consequence, source_id)
)

select
    rang,
    table_label,
    critere,
    ligne_count,
    connue_count,
    ligne_count - connue_count as manquante_count,
    connue_count / nullif(ligne_count, 0) as connue_share,
    case when connue_count < ligne_count then consequence end as consequence,
    [source_id] as source_ids
from criteres
where ligne_count > 0
order by rang
