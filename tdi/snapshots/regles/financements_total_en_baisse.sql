-- Total inférieur à celui du précédent instantané.
--
-- @gravite avertissement
-- @table   financements
-- @attendu un total par cadre et par étape au moins égal au précédent

with maintenant as (
    select
        cadre,
        etape,
        sum(amount_eur) as total
    from financements
    group by cadre, etape
),

avant as (
    select
        cadre,
        etape,
        sum(amount_eur) as total
    from precedent_financements
    group by cadre, etape
)

select
    null as feuille,
    null as ligne,
    'amount_eur' as colonne,
    en_euros(m.total) as valeur,
    m.cadre || ', ' || lower(m.etape) || ' : ' || en_euros(m.total) || ', contre '
    || en_euros(a.total) || ' au ' || en_jour(i.jour) || '.' as message
from maintenant as m
inner join avant as a on m.cadre = a.cadre and m.etape = a.etape
cross join instantane_precedent as i
where m.total < a.total
