-- Instantanés du plus récent au plus ancien, avec ce qui en empêche l’affichage et qui les corrige.
--
-- @grain  snapshot_date
-- @source manifestes
-- @column snapshot_date     | date  | Instantané
-- @column etat              | texte | État | Publié, retiré ou en quarantaine.
-- @column etat_motif        | texte | Motif
-- @column withdrawn_date    | date  | Retiré le
-- @column correcteur_date   | date  | Corrigé par l’instantané du | Le plus récent des instantanés publiés qui le corrigent.
-- @column correcteur_motif  | texte | Motif de la correction

with corrections as (
    select
        corrige_date,
        snapshot_date as correcteur_date,
        corrige_motif as correcteur_motif,
        row_number() over (partition by corrige_date order by snapshot_date desc) as recency
    from instantanes
    where etat = 'Publié' and corrige_date is not null
)

select
    instantanes.snapshot_date,
    instantanes.etat,
    instantanes.etat_motif,
    instantanes.withdrawn_date,
    corrections.correcteur_date,
    corrections.correcteur_motif
from instantanes
left join corrections
    on instantanes.snapshot_date = corrections.corrige_date and corrections.recency = 1
order by instantanes.snapshot_date desc
