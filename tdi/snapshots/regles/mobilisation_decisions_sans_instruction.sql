-- Plus de demandes accordées et refusées que de demandes instruites.
--
-- @gravite avertissement
-- @table   mobilisation
-- @attendu accordées + refusées ≤ instruites

with decisions_prises as (
    select
        engagement_id,
        operateur_id,
        maille,
        zone_code,
        sum(value) filter (mesure = 'Instruites') as instruites,
        sum(value) filter (mesure in ('Accordées', 'Refusées')) as decidees
    from mobilisation
    group by engagement_id, operateur_id, maille, zone_code
)

select
    m.feuille,
    m.ligne,
    'value' as colonne,
    m.value_ecrit as valeur,
    en_nombre(d.decidees) || ' décisions pour ' || en_nombre(d.instruites)
    || ' demandes instruites.' as message
from mobilisation as m
inner join decisions_prises as d
    on
        m.engagement_id = d.engagement_id
        and m.operateur_id is not distinct from d.operateur_id
        and m.maille = d.maille
        and m.zone_code = d.zone_code
where m.mesure = 'Instruites' and d.decidees > d.instruites
