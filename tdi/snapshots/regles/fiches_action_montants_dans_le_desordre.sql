-- Montant supérieur à celui qui le borne.
--
-- @gravite avertissement
-- @table   fiches_action
-- @attendu payé ≤ engagé ≤ budget prévisionnel

select
    feuille,
    ligne,
    'paye_eur' as colonne,
    paye_eur_ecrit as valeur,
    'Payé : ' || en_euros(paye_eur) || ', plus qu’engagé : ' || en_euros(engage_eur) || '.'
        as message
from fiches_action
where paye_eur > engage_eur
union all
select
    feuille,
    ligne,
    'engage_eur' as colonne,
    engage_eur_ecrit as valeur,
    'Engagé : ' || en_euros(engage_eur) || ', plus que le budget : ' || en_euros(budget_eur)
    || '.' as message
from fiches_action
where engage_eur > budget_eur
