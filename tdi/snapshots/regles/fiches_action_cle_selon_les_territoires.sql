-- Clé de répartition sans rapport avec le nombre de territoires.
--
-- @gravite bloquant
-- @table   fiches_action
-- @attendu « Exclusif » pour un seul territoire, une autre clé pour plusieurs

select
    feuille,
    ligne,
    'cle_repartition' as colonne,
    cle_repartition_ecrit as valeur,
    case
        when cle_repartition = 'Exclusif' then 'Clé « Exclusif » pour plusieurs territoires.'
        else 'Clé « ' || cle_repartition || ' » pour un seul territoire.'
    end as message
from fiches_action
where (cle_repartition = 'Exclusif') = (territoire_ids like '%;%')
