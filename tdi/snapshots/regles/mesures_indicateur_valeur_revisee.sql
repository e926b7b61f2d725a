-- Valeur déjà publiée, révisée.
--
-- @gravite avertissement
-- @table   mesures_indicateur
-- @attendu la valeur publiée à cette date

select
    n.feuille,
    n.ligne,
    'value' as colonne,
    n.value_ecrit as valeur,
    'Valeur publiée au ' || en_jour(i.jour) || ' : ' || en_nombre(p.value) || ' ; nouvelle valeur : '
    || coalesce(en_nombre(n.value), 'aucune') || '.' as message
from mesures_indicateur as n
inner join precedent_mesures_indicateur as p
    on
        n.indicateur_id is not distinct from p.indicateur_id
        and n.maille is not distinct from p.maille
        and n.zone_code is not distinct from p.zone_code
        and n.measure_type is not distinct from p.measure_type
        and n.measure_date is not distinct from p.measure_date
cross join instantane_precedent as i
where p.value is not null and n.value is distinct from p.value
