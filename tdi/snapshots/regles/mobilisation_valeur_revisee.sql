-- Valeur déjà publiée, révisée sans nouvelle date de transmission.
--
-- @gravite avertissement
-- @table   mobilisation
-- @attendu la valeur publiée, ou une remarque qui dit pourquoi elle change

select
    n.feuille,
    n.ligne,
    'value' as colonne,
    n.value_ecrit as valeur,
    'Valeur publiée au ' || en_jour(i.jour) || ' : ' || en_nombre(p.value) || ' ; nouvelle valeur : '
    || coalesce(en_nombre(n.value), 'aucune') || '.'
    || case when n.note is null then ' Motif non fourni.' else ' Motif : ' || n.note end as message
from mobilisation as n
inner join precedent_mobilisation as p
    on
        n.engagement_id is not distinct from p.engagement_id
        and n.operateur_id is not distinct from p.operateur_id
        and n.maille is not distinct from p.maille
        and n.zone_code is not distinct from p.zone_code
        and n.mesure is not distinct from p.mesure
cross join instantane_precedent as i
where p.value is not null and n.value is distinct from p.value
-- Transmis plus tard, un montant qui change est une mise à jour, pas une révision.
and (
    n.value is null
    or coalesce(n.reported_date <= p.reported_date, n.reported_date is null)
)
