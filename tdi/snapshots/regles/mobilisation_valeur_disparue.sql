-- Valeurs publiées qui ne figurent plus dans l’import.
--
-- @gravite avertissement
-- @table   mobilisation
-- @attendu toutes les lignes du précédent instantané, à jour

select
    null as feuille,
    null as ligne,
    null as colonne,
    count(*) as valeur,
    count(*) || ' valeurs publiées au ' || en_jour(any_value(i.jour))
    || ' n’ont plus de ligne ; la première : '
    || min(concat_ws(', ', p.engagement_id, p.operateur_id, p.maille, p.zone_code, p.mesure)) || '.' as message
from precedent_mobilisation as p
cross join instantane_precedent as i
where
    p.value is not null
    -- Une table dont il ne reste rien a son propre avertissement.
    and exists (select 1 from mobilisation)
    and not exists (
        select 1
        from mobilisation as n
        where
            n.engagement_id is not distinct from p.engagement_id
            and n.operateur_id is not distinct from p.operateur_id
            and n.maille is not distinct from p.maille
            and n.zone_code is not distinct from p.zone_code
            and n.mesure is not distinct from p.mesure
    )
having count(*) > 0
