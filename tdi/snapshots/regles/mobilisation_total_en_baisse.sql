-- Total inférieur à celui du précédent instantané.
--
-- @gravite avertissement
-- @table   mobilisation
-- @attendu un cumul par engagement et par mesure au moins égal au précédent

with maintenant as (
    select
        engagement_id,
        mesure,
        sum(value) as total
    from mobilisation
    group by engagement_id, mesure
),

avant as (
    select
        engagement_id,
        mesure,
        sum(value) as total
    from precedent_mobilisation
    where mesure not in ('Délai', 'Objectif')
    group by engagement_id, mesure
)

select
    null as feuille,
    null as ligne,
    'value' as colonne,
    en_nombre(m.total) as valeur,
    e.short_name || ', ' || lower(a.mesure) || ' : ' || coalesce(en_nombre(m.total), 'aucune valeur') || ', contre '
    || en_nombre(a.total) || ' au ' || en_jour(i.jour) || '.' as message
from avant as a
left join maintenant as m on a.engagement_id = m.engagement_id and a.mesure = m.mesure
inner join engagements as e on a.engagement_id = e.engagement_id
cross join instantane_precedent as i
where
    coalesce(m.total, 0) < a.total
    -- Une table dont il ne reste rien a son propre avertissement.
    and exists (select 1 from mobilisation)
