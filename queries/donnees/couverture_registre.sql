-- Complétude du registre des chiffres annoncés, des listes de territoires, des indicateurs et des documents.
--
-- @grain  rang
-- @source registre, documents, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané
-- @column rang            | code     | Rang
-- @column table_label     | texte    | Table
-- @column critere         | texte    | Ce qui devrait être connu
-- @column ligne_count     | éléments | Sur | Éléments pour lesquels la réponse est attendue.
-- @column connue_count    | éléments | Connus
-- @column manquante_count | éléments | Manquants
-- @column connue_share    | %        | Part connue
-- @column consequence     | texte    | Faute de réponse | Ce que l’absence empêche ; vide quand tout est connu.
-- @column source_ids      | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with claims as (
    select
        count(*) as ligne_count,
        count(*) filter (where date_precision = 'jour') as jour_count,
        count(*) filter (where len(source_urls) > 0) as adresse_count,
        count(*) filter (where verdict in ('compatible', 'contredit')) as verdict_count
    from annonces
    where annonce_type = 'Chiffre'
),

-- The first list: how many territoires were announced that day, and how many names were found.
first_list as (
    select
        cast(max(annonces.value) as bigint) as ligne_count,
        (
            select count(*)
            from attestations
            where attestations.list_date = min(annonces.date_start)
        ) as nom_count
    from annonces
    where
        annonces.metric_id = 'territoires-labellises'
        and annonces.perimeter = 'France'
        and annonces.date_start = '2018-11-22'
),

measured as (
    select
        indicateur_id,
        bool_or(maille = 'France' and measure_type = 'Cible') as has_cible,
        bool_or(maille = 'Région' and measure_type = 'Valeur') as has_region
    from mesures_indicateur
    where snapshot_date = cast($snapshot_date as date) and etat = 'Renseigné'
    group by indicateur_id
),

indicators as (
    select
        count(*) as ligne_count,
        count(indicateurs.enjeu_id) as enjeu_count,
        count(*) filter (where measured.has_cible) as cible_count,
        count(*) filter (where measured.has_region) as region_count,
        list(distinct indicateurs.source_id order by indicateurs.source_id) as source_ids
    from indicateurs
    left join measured using (indicateur_id)
),

documents as (
    select
        count(*) as ligne_count,
        count(url) as adresse_count
    from ressources
),

criteres as (
    select rows_told.*
    from claims
    cross join first_list
    cross join indicators
    cross join documents
    cross join lateral (
        values
        (1, 'Chiffres annoncés', 'Date au jour près', claims.ligne_count, claims.jour_count, 'Deux énoncés ne peuvent pas toujours être mis dans l’ordre.', ['registre']),
        (2, 'Chiffres annoncés', 'Adresse de la source', claims.ligne_count, claims.adresse_count, 'L’énoncé ne peut pas être relu.', ['registre']),
        (3, 'Chiffres annoncés', 'Verdict tranché', claims.ligne_count, claims.verdict_count, 'L’énoncé n’est ni confirmé ni contredit.', ['registre']),
        (4, 'Première liste des territoires', 'Nom du territoire', first_list.ligne_count, first_list.nom_count, 'On ignore si un territoire était de la première liste.', ['registre']),
        (5, 'Indicateurs', 'Enjeu', indicators.ligne_count, indicators.enjeu_count, 'L’indicateur n’est rattaché à aucun enjeu.', indicators.source_ids),
        (6, 'Indicateurs', 'Cible nationale', indicators.ligne_count, indicators.cible_count, 'L’avancement n’a pas de repère.', indicators.source_ids),
        (7, 'Indicateurs', 'Valeurs par région', indicators.ligne_count, indicators.region_count, 'L’indicateur n’éclaire que la France.', indicators.source_ids),
        (8, 'Documents du programme', 'Adresse', documents.ligne_count, documents.adresse_count, 'Le document ne peut pas être lu d’ici.', ['documents'])
    ) as rows_told (rang, table_label, critere, ligne_count, connue_count, consequence, source_ids)
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
    source_ids
from criteres
where ligne_count > 0
order by rang
