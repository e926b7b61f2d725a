-- Lignes de chaque table, instantané par instantané ; zéro dit que rien n’est connu à cette date.
--
-- @grain  snapshot_date
-- @source manifestes
-- @column snapshot_date            | date   | Instantané
-- @column financement_count        | lignes | Financements
-- @column mobilisation_count       | lignes | Recours aux engagements
-- @column mesure_count             | lignes | Mesures d’indicateur
-- @column fiche_count              | lignes | Fiches-actions
-- @column contrat_count            | lignes | Contrats
-- @column appreciation_count       | lignes | Appréciations
-- @column decision_count           | lignes | Décisions
-- @column laureat_count            | lignes | Lauréats de France Relance
-- @column fonds_vert_count         | lignes | Fonds vert 2023
-- @column fa2it_count              | lignes | Fonds d’accélération, par zone

with counts as (
    select
        snapshot_date,
        table_name,
        row_count
    from fichiers
    where file_role = 'Fichier publié'
)

select
    snapshot_date,
    max(row_count) filter (where table_name = 'financements') as financement_count,
    max(row_count) filter (where table_name = 'mobilisation') as mobilisation_count,
    max(row_count) filter (where table_name = 'mesures_indicateur') as mesure_count,
    max(row_count) filter (where table_name = 'fiches_action') as fiche_count,
    max(row_count) filter (where table_name = 'contrats') as contrat_count,
    max(row_count) filter (where table_name = 'appreciations') as appreciation_count,
    max(row_count) filter (where table_name = 'decisions') as decision_count,
    max(row_count) filter (where table_name = 'laureats') as laureat_count,
    max(row_count) filter (where table_name = 'fonds_vert') as fonds_vert_count,
    max(row_count) filter (where table_name = 'fa2it') as fa2it_count
from counts
group by snapshot_date
order by snapshot_date desc
