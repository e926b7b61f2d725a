-- Mesure supérieure à celle qui la précède.
--
-- @gravite avertissement
-- @table   mobilisation
-- @attendu instruites ≤ demandes ; accordées ≤ demandes ; réalisées ≤ accordées

with precedences as (
    select
        unnest(['Instruites', 'Accordées', 'Réalisées']) as apres,
        unnest(['Demandes', 'Demandes', 'Accordées']) as avant
)

select
    m.feuille,
    m.ligne,
    'value' as colonne,
    m.value_ecrit as valeur,
    m.mesure || ' : ' || en_nombre(m.value) || ', plus '
    || if(a.mesure = 'Demandes', 'que ', 'qu’') || lower(a.mesure) || ' : '
    || en_nombre(a.value) || '.' as message
from mobilisation as m
inner join precedences as p on m.mesure = p.apres
inner join mobilisation as a
    on
        p.avant = a.mesure
        and m.engagement_id = a.engagement_id
        and m.operateur_id is not distinct from a.operateur_id
        and m.maille = a.maille
        and m.zone_code = a.zone_code
where m.value > a.value
