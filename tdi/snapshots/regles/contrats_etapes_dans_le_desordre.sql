-- Étape d’un contrat antérieure à celle qui la précède.
--
-- @gravite avertissement
-- @table   contrats
-- @attendu protocole, puis contrat, puis avenant

with signatures as (
    select
        *,
        list_position(
            ['Identifié', 'Protocole signé', 'Contrat signé', 'Avenant signé'], statut
        ) as rang
    from contrats
    where contrat_date is not null
),

suivies as (
    select
        *,
        max(contrat_date) over (
            partition by territoire_id order by rang range between unbounded preceding and 1 preceding
        ) as date_avant
    from signatures
)

select
    feuille,
    ligne,
    'contrat_date' as colonne,
    contrat_date_ecrit as valeur,
    '« ' || statut || ' » avant une étape qui le précède, datée du ' || en_jour(date_avant) || '.'
        as message
from suivies
where contrat_date < date_avant
