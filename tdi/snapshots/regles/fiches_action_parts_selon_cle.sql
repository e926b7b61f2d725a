-- Parts déclarées sans rapport avec la clé de répartition.
--
-- @gravite bloquant
-- @table   fiches_action
-- @attendu des parts avec la clé « Parts déclarées », et seulement avec elle

select
    feuille,
    ligne,
    'parts' as colonne,
    parts_ecrit as valeur,
    case
        when parts_ecrit is null then 'Parts absentes.'
        else 'Parts données avec la clé « ' || cle_repartition || ' ».'
    end as message
from fiches_action
where (cle_repartition = 'Parts déclarées') = (parts_ecrit is null)
