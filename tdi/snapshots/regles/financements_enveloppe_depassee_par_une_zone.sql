-- Une région ou un territoire ne peut recevoir plus que toute l’enveloppe.
--
-- @gravite bloquant
-- @table   financements
-- @attendu un montant en euros : erreur d’unité probable

select
    f.feuille,
    f.ligne,
    'amount_eur' as colonne,
    f.amount_eur_ecrit as valeur,
    null as message
from financements as f
where
    f.cadre = 'Enveloppe 2018'
    and f.maille in ('Région', 'Territoire')
    and f.amount_eur > (
        select sum(e.amount_eur) from enveloppes as e
        where e.phase = 1
    )
