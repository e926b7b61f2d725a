-- Instantanés du jeu de données, du plus récent au plus ancien : qui les a produits, ce qu’ils corrigent, lesquels ne sont plus montrés.
--
-- @grain  snapshot_date
-- @source manifestes
-- @column snapshot_date       | date           | Instantané | Ce qui était connu à cette date.
-- @column etat                | texte          | État | Publié, retiré (les fichiers sont gardés) ou en quarantaine (un fichier est endommagé).
-- @column published_date      | date           | Publié le
-- @column row_count           | lignes         | Lignes | Toutes tables ensemble.
-- @column corrige_date        | date           | Corrige celui du
-- @column correcteur_date     | date           | Corrigé par celui du | Le plus récent des instantanés publiés qui le corrigent.
-- @column withdrawn_date      | date           | Retiré le
-- @column motif               | texte          | Motif | De la correction, du retrait ou de la quarantaine.
-- @column producteur          | texte          | Producteur
-- @column avertissement_count | avertissements | Avertissements acceptés | Fautes non bloquantes relevées à l’import et acceptées.
-- @column contrat             | texte          | Version du contrat
-- @column empreinte           | texte          | Empreinte du manifeste | SHA-256 du manifeste, qui porte celle de chaque fichier.

with sizes as (
    select
        snapshot_date,
        sum(row_count) as row_count
    from fichiers
    where file_role = 'Fichier publié'
    group by snapshot_date
),

corrections as (
    select
        corrige_date,
        max(snapshot_date) as correcteur_date
    from instantanes
    where etat = 'Publié' and corrige_date is not null
    group by corrige_date
)

select
    instantanes.snapshot_date,
    instantanes.etat,
    instantanes.published_date,
    cast(sizes.row_count as bigint) as row_count,
    instantanes.corrige_date,
    corrections.correcteur_date,
    instantanes.withdrawn_date,
    nullif(
        concat_ws(' ; ', instantanes.corrige_motif, instantanes.etat_motif), ''
    ) as motif,
    instantanes.producteur,
    len(instantanes.avertissements) as avertissement_count,
    instantanes.contrat,
    instantanes.empreinte
from instantanes
left join sizes using (snapshot_date)
left join corrections on instantanes.snapshot_date = corrections.corrige_date
order by instantanes.snapshot_date desc
