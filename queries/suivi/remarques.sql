-- Ce qui a été noté sur une ligne après l’instantané comparé : c’est là qu’une révision ou une fusion se déclare.
--
-- @grain  snapshot_date, famille, ligne_id
-- @with   suivi/passages
-- @compare ceux des instantanés comparés, et ceux qui les séparent
-- @source manifestes
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, dreets-contrat, saint-nazaire-contrat | selon les lignes
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @column snapshot_date | date  | Instantané
-- @column famille       | texte | Famille | Celles dont les lignes portent une remarque.
-- @column ligne_id      | code  | Ligne
-- @column notes         | liste | Remarques | Celles de l’instantané et de ceux qui le séparent de celui auquel il est comparé.
-- @column source_ids    | code  | Sources

with remarquees as (
    select
        'Montants' as famille,
        financement_id as ligne_id,
        snapshot_date,
        note,
        source_id
    from financements
    where note is not null
    union all
    select
        'Recours' as famille,
        mobilisation_id as ligne_id,
        snapshot_date,
        note,
        source_id
    from mobilisation
    where note is not null
    union all
    select
        'Fiches-actions' as famille,
        fiche_id as ligne_id,
        snapshot_date,
        note,
        source_id
    from fiches_action
    where note is not null
    union all
    select
        'Contrats' as famille,
        contrat_id as ligne_id,
        snapshot_date,
        note,
        source_id
    from contrats
    where note is not null
)

select
    passages.snapshot_date,
    remarquees.famille,
    remarquees.ligne_id,
    list(distinct remarquees.note order by remarquees.note) as notes,
    list(distinct remarquees.source_id order by remarquees.source_id) as source_ids
from passages
inner join remarquees
    on
        passages.base_date < remarquees.snapshot_date
        and passages.snapshot_date >= remarquees.snapshot_date
group by passages.snapshot_date, remarquees.famille, remarquees.ligne_id
order by passages.snapshot_date, remarquees.famille, remarquees.ligne_id
