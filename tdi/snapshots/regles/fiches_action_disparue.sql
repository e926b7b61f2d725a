-- Fiches publiées qui ne figurent plus dans l’import.
--
-- @gravite avertissement
-- @table   fiches_action
-- @attendu toutes les fiches ; une fiche arrêtée a le statut « Abandonnée »

select
    null as feuille,
    null as ligne,
    null as colonne,
    count(*) as valeur,
    count(*) || ' fiches publiées au ' || en_jour(any_value(i.jour))
    || ' n’ont plus de ligne ; la première : ' || min(p.fiche_id) || '.' as message
from precedent_fiches_action as p
cross join instantane_precedent as i
where
    exists (select 1 from fiches_action)
    and not exists (
        select 1 from fiches_action as n
        where n.fiche_id = p.fiche_id
    )
having count(*) > 0
