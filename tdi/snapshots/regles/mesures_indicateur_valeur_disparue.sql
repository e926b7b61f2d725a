-- Valeurs publiées qui ne figurent plus dans l’import.
--
-- @gravite avertissement
-- @table   mesures_indicateur
-- @attendu toutes les lignes du précédent instantané, à jour

select
    null as feuille,
    null as ligne,
    null as colonne,
    count(*) as valeur,
    count(*) || ' valeurs publiées au ' || en_jour(any_value(i.jour))
    || ' n’ont plus de ligne ; la première : '
    || min(concat_ws(', ', p.indicateur_id, p.maille, p.zone_code, p.measure_type, p.measure_date)) || '.' as message
from precedent_mesures_indicateur as p
cross join instantane_precedent as i
where
    p.value is not null
    -- Une table dont il ne reste rien a son propre avertissement.
    and exists (select 1 from mesures_indicateur)
    and not exists (
        select 1
        from mesures_indicateur as n
        where
            n.indicateur_id is not distinct from p.indicateur_id
            and n.maille is not distinct from p.maille
            and n.zone_code is not distinct from p.zone_code
            and n.measure_type is not distinct from p.measure_type
            and n.measure_date is not distinct from p.measure_date
    )
having count(*) > 0
