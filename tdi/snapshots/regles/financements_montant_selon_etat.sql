-- Montant sans rapport avec l’état.
--
-- @gravite bloquant
-- @table   financements
-- @attendu un montant, zéro compris, avec l’état « Renseigné » ou « Contesté » ; rien avec les autres

select
    feuille,
    ligne,
    'amount_eur' as colonne,
    amount_eur_ecrit as valeur,
    case
        when amount_eur_ecrit is null
            then
                'Montant absent alors que l’état est « ' || etat || ' » : zéro s’écrit 0, '
                || 'ce qui est inconnu a l’état « Non communiqué ».'
        else 'Montant donné alors que l’état est « ' || etat || ' ».'
    end as message
from financements
where (etat in ('Renseigné', 'Contesté')) = (amount_eur_ecrit is null)
