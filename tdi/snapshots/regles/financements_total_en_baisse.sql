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
    a.cadre || ', ' || lower(a.etape) || ' : ' || coalesce(en_euros(m.total), 'aucun montant') || ', contre '
    || en_euros(a.total) || ' au ' || en_jour(i.jour) || '.' as message
from avant as a
left join maintenant as m on a.cadre = m.cadre and a.etape = m.etape
cross join instantane_precedent as i
where
    coalesce(m.total, 0) < a.total
    -- Une table dont il ne reste rien a son propre avertissement.
    and exists (select 1 from financements)
