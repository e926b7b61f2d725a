-- Instantanés du jeu de données, du plus récent au plus ancien : qui les a produits, ce qu’ils corrigent, lesquels ne sont plus montrés.
--
-- @grain  snapshot_date
-- @source registre
-- @column snapshot_date       | date           | Instantané | Ce qui était connu à cette date.
-- @column etat                | texte          | État | Publié, retiré (les fichiers sont gardés) ou en quarantaine (un fichier est endommagé).
-- @column etat_motif          | texte          | Motif du retrait ou de la quarantaine
-- @column withdrawn_date      | date           | Retiré le
-- @column published_date      | date           | Publié le
-- @column producteur          | texte          | Producteur
-- @column row_count           | lignes         | Lignes | Toutes tables ensemble.
-- @column corrige_date        | date           | Corrige celui du
-- @column corrige_motif       | texte          | Motif de la correction
-- @column correcteur_date     | date           | Corrigé par celui du | Le plus récent des instantanés publiés qui le corrigent.
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
    instantanes.etat_motif,
    instantanes.withdrawn_date,
    instantanes.published_date,
    instantanes.producteur,
    cast(sizes.row_count as bigint) as row_count,
    instantanes.corrige_date,
    instantanes.corrige_motif,
    corrections.correcteur_date,
    len(instantanes.avertissements) as avertissement_count,
    instantanes.contrat,
    instantanes.empreinte
from instantanes
left join sizes using (snapshot_date)
left join corrections on instantanes.snapshot_date = corrections.corrige_date
order by instantanes.snapshot_date desc
