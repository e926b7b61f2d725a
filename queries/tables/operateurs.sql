-- Financeurs et opérateurs nommés par les textes publics.
--
-- @grain  operateur_id
-- @source presse-2018, convention-2019
-- @column operateur_id   | code  | Identifiant
-- @column operateur_name | texte | Opérateur
-- @column operateur_type | texte | Type
-- @column definition     | texte | Définition

select
    operateur_id,
    operateur_name,
    operateur_type,
    definition
from read_parquet(getvariable('fichiers'))
