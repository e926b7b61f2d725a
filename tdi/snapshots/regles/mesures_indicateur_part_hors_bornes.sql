-- Part de moins de 0 % ou de plus de 100 %.
--
-- @gravite avertissement
-- @table   mesures_indicateur
-- @attendu une part : 95 % ou 0,95

select
    m.feuille,
    m.ligne,
    'value' as colonne,
    m.value_ecrit as valeur,
    null as message
from mesures_indicateur as m
inner join indicateurs as i on m.indicateur_id = i.indicateur_id
where i.unit = '%' and m.value not between 0 and 1
