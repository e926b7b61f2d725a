-- Complétude des tables du suivi : engagements, montants, recours, contrats.
--
-- @grain  rang
-- @source registre
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, banque-des-territoires-ingenierie, presse-fonds, assemblee-vte, dreets-contrat, saint-nazaire-contrat | selon les lignes
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @column rang            | code     | Rang
-- @column table_label     | texte    | Table
-- @column critere         | texte    | Ce qui devrait être connu
-- @column ligne_count     | éléments | Sur | Éléments pour lesquels la réponse est attendue.
-- @column connue_count    | éléments | Connus
-- @column manquante_count | éléments | Manquants | Aucune source tenue ne donne la réponse.
-- @column connue_share    | %        | Part connue
-- @column consequence     | texte    | Faute de réponse | Ce que l’absence empêche ; vide quand tout est connu.
-- @column source_ids      | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with slots as (
    select
        count(*) as ligne_count,
        count(*) filter (where libelle_statut = 'officiel') as officiel_count,
        count(libelle) as libelle_count,
        count(enjeu_id) as enjeu_count,
        count(*) filter (where len(operateur_ids) > 0) as operateur_count,
        count(*) filter (where engagement_id in (
            select engagement_id from mobilisation
            where
                snapshot_date = cast($snapshot_date as date)
                and mesure <> 'Objectif'
                and etat in ('Renseigné', 'Contesté')
        )) as recours_count
    from engagements
),

uptake as (
    select list(distinct source_id order by source_id) as source_ids
    from mobilisation
    where
        snapshot_date = cast($snapshot_date as date)
        and mesure <> 'Objectif'
        and etat in ('Renseigné', 'Contesté')
),

amounts as (
    select
        count(*) as ligne_count,
        count(engagement_id) as engagement_count,
        count(operateur_id) as operateur_count,
        count(*) filter (where nature <> 'Non précisée') as nature_count,
        count(*) filter (where maille <> 'France') as local_count,
        list(distinct source_id order by source_id) as source_ids
    from financements
    where snapshot_date = cast($snapshot_date as date) and etat in ('Renseigné', 'Contesté')
),

contracts as (
    select
        count(distinct territoires.territoire_id) as ligne_count,
        count(distinct territoires.territoire_id) filter (
            where contrats.contrat_date is not null
        ) as date_count,
        list_sort(list_distinct(list(contrats.source_id))) as source_ids
    from territoires
    left join contrats
        on
            territoires.territoire_id = contrats.territoire_id
            and contrats.snapshot_date = cast($snapshot_date as date)
    where territoires.phase = $phase
),

criteres as (
    select rows_told.*
    from slots
    cross join uptake
    cross join amounts
    cross join contracts
    cross join lateral (
        values
        (1, 'Engagements', 'Intitulé officiel', slots.ligne_count, slots.officiel_count, 'Aucun libellé ne peut être présenté comme un titre.', null),
        (2, 'Engagements', 'Composante décrite par un texte public', slots.ligne_count, slots.libelle_count, 'L’emplacement reste vide, à compléter.', null),
        (3, 'Engagements', 'Rattachement à un enjeu', slots.ligne_count, slots.enjeu_count, 'L’engagement n’apparaît sous aucun enjeu.', null),
        (4, 'Engagements', 'Opérateur nommé', slots.ligne_count, slots.operateur_count, 'La demande revient à l’État.', null),
        (5, 'Recours', 'Recours connu de l’engagement', slots.ligne_count, slots.recours_count, 'On ignore qui s’en sert, et combien.', uptake.source_ids),
        (6, 'Montants', 'Engagement précisé', amounts.ligne_count, amounts.engagement_count, 'Le montant n’éclaire aucun engagement.', amounts.source_ids),
        (7, 'Montants', 'Opérateur précisé', amounts.ligne_count, amounts.operateur_count, 'Aucun opérateur n’en répond.', amounts.source_ids),
        (8, 'Montants', 'Nature précisée', amounts.ligne_count, amounts.nature_count, 'Subventions et prêts restent confondus.', amounts.source_ids),
        (9, 'Montants', 'Région ou territoire précisé', amounts.ligne_count, amounts.local_count, 'Aucun suivi régional ni territorial.', amounts.source_ids),
        (10, 'Contrats', 'Situation datée du contrat de territoire', contracts.ligne_count, contracts.date_count, 'L’avancement du territoire ne peut pas être daté.', contracts.source_ids)
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
where $phase = 1 or table_label = 'Contrats'
order by rang
