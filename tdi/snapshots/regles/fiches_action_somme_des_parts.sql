-- Les parts déclarées ne font pas 100 %.
--
-- @gravite bloquant
-- @table   fiches_action
-- @attendu une somme de 100 % exactement : 33,33 % ; 33,33 % ; 33,34 %

with parts_declarees as (
    select
        feuille,
        ligne,
        parts_ecrit,
        unnest(string_split(parts, ';')) as part
    from fiches_action
)

select
    feuille,
    ligne,
    'parts' as colonne,
    parts_ecrit as valeur,
    'La somme des parts fait ' || en_nombre(100 * sum(cast(part as decimal(18, 10)))) || ' %.'
        as message
from parts_declarees
group by feuille, ligne, parts_ecrit
having sum(cast(part as decimal(18, 10))) != 1
