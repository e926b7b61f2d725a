-- Pourcentage pour un indicateur qui n’est pas une part.
--
-- @gravite bloquant
-- @table   mesures_indicateur
-- @attendu un nombre dans l’unité de l’indicateur

select
    m.feuille,
    m.ligne,
    'value' as colonne,
    m.value_ecrit as valeur,
    'L’indicateur « ' || i.indicateur_name || ' » se compte en ' || i.unit || '.' as message
from mesures_indicateur as m
inner join indicateurs as i on m.indicateur_id = i.indicateur_id
where i.unit != '%' and m.value_ecrit like '%\%%' escape '\'
