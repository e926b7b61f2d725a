-- Qui a dit quoi du programme, et quand : montants, recours et contrats, par source.
--
-- @grain  table_label, source_id, reported_date
-- @source presse-2018, convention-2019, cour-2024, banque-des-territoires-ingenierie, presse-fonds, assemblee-vte, dreets-contrat, saint-nazaire-contrat | selon les lignes
-- @param  snapshot_date | instantané
-- @column table_label   | texte    | Table
-- @column source_id     | code     | Source (identifiant)
-- @column publisher     | texte    | Publié ou transmis par
-- @column source_name   | texte    | Source
-- @column reported_date | date     | Publié ou transmis le | Absente quand la source n’est pas datée ; le jour est conventionnel quand elle ne donne qu’un mois ou un trimestre.
-- @column chiffre_count | chiffres | Chiffres | Montants, mesures du recours ou contrats tirés de cette source.
-- @column local_count   | chiffres | Dont par région ou territoire
-- @column due_date      | date     | Échéance | Date à laquelle le chiffre était attendu ; absente quand aucune n’est connue.
-- @column source_ids    | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with told as (
    select
        'Montants' as table_label,
        source_id,
        reported_date,
        maille,
        due_date
    from financements
    where snapshot_date = cast($snapshot_date as date) and etat in ('Renseigné', 'Contesté')
    union all
    select
        'Recours' as table_label,
        source_id,
        reported_date,
        maille,
        due_date
    from mobilisation
    where snapshot_date = cast($snapshot_date as date) and etat in ('Renseigné', 'Contesté')
    union all
    select
        'Contrats' as table_label,
        source_id,
        contrat_date as reported_date,
        'Territoire' as maille,
        null as due_date
    from contrats
    where snapshot_date = cast($snapshot_date as date) and etat in ('Renseigné', 'Contesté')
)

select
    told.table_label,
    told.source_id,
    sources.publisher,
    coalesce(sources.short_name, told.source_id || ' (source non décrite)') as source_name,
    told.reported_date,
    count(*) as chiffre_count,
    count(*) filter (where told.maille <> 'France') as local_count,
    min(told.due_date) as due_date,
    [told.source_id] as source_ids
from told
left join sources using (source_id)
group by told.table_label, told.source_id, sources.publisher, sources.short_name, told.reported_date
order by told.reported_date desc nulls last, told.table_label asc, told.source_id asc
