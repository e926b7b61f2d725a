-- Valeur sans rapport avec l’état.
--
-- @gravite bloquant
-- @table   mobilisation
-- @attendu une valeur, zéro compris, avec l’état « Renseigné » ou « Contesté » ; rien avec les autres

select
    feuille,
    ligne,
    'value' as colonne,
    value_ecrit as valeur,
    case
        when value_ecrit is null
            then
                'Valeur absente alors que l’état est « ' || etat || ' » : zéro s’écrit 0, '
                || 'ce qui est inconnu a l’état « Non communiqué ».'
        else 'Valeur donnée alors que l’état est « ' || etat || ' ».'
    end as message
from mobilisation
where (etat in ('Renseigné', 'Contesté')) = (value_ecrit is null)
