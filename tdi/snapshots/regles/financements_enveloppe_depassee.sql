-- Total d’une étape supérieur à l’enveloppe.
--
-- @gravite avertissement
-- @table   financements
-- @attendu un dépassement réel : il sera montré, jamais rogné

with lignes as (
    select
        feuille,
        ligne,
        etape,
        amount_eur,
        amount_eur_ecrit,
        sum(amount_eur) over (partition by etape) as total,
        row_number() over (partition by etape order by amount_eur desc, feuille asc, ligne asc) as rang
    from financements
    where cadre = 'Enveloppe 2018' and amount_eur is not null
),

enveloppe as (
    select sum(amount_eur) as montant
    from enveloppes
    where phase = 1
)

select
    l.feuille,
    l.ligne,
    'amount_eur' as colonne,
    l.amount_eur_ecrit as valeur,
    'Le total « ' || l.etape || ' », ' || en_euros(l.total) || ', dépasse l’enveloppe de '
    || en_euros(e.montant) || ' ; voici sa plus grande ligne.' as message
from lignes as l
cross join enveloppe as e
where l.rang = 1 and l.total > e.montant
