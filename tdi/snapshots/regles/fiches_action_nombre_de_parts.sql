-- Autant de parts que de territoires, dans le même ordre.
--
-- @gravite bloquant
-- @table   fiches_action
-- @attendu une part par territoire

select
    feuille,
    ligne,
    'parts' as colonne,
    parts_ecrit as valeur,
    len(string_split(parts, ';')) || ' parts pour ' || len(string_split(territoire_ids, ';'))
    || ' territoires.' as message
from fiches_action
where len(string_split(parts, ';')) != len(string_split(territoire_ids, ';'))
