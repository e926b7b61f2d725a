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
    e.short_name || ', ' || lower(m.mesure) || ' : ' || en_nombre(m.total) || ', contre '
    || en_nombre(a.total) || ' au ' || en_jour(i.jour) || '.' as message
from maintenant as m
inner join avant as a on m.engagement_id = a.engagement_id and m.mesure = a.mesure
inner join engagements as e on m.engagement_id = e.engagement_id
cross join instantane_precedent as i
where m.total < a.total
