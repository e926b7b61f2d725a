-- Sujets que la recherche trouve : enjeux, engagements et opérateurs, par leur nom et par le texte qui les décrit.
--
-- @grain  label_type, label, target_id
-- @source registre, presse-2018, convention-2019, dossier-2018
-- @column label       | texte  | Nom ou texte
-- @column label_type  | texte  | Nature
-- @column target_type | texte  | Ouvre | Un enjeu, un engagement ou un opérateur.
-- @column target_id   | code   | Identifiant
-- @column target_name | texte  | Désigne
-- @column phase       | nombre | Phase | Les 17 engagements, et ce que l’on attend des opérateurs, sont de la phase 1.

with subjects as (
    select
        'Enjeu' as label_type,
        enjeu_id as target_id,
        enjeu_name as target_name,
        [enjeu_name] as labels,
        null as phase
    from enjeux

    union all

    select
        'Engagement' as label_type,
        engagement_id as target_id,
        short_name as target_name,
        list_distinct([short_name, coalesce(libelle, short_name)]) as labels,
        1 as phase
    from engagements

    union all

    select
        'Opérateur' as label_type,
        operateur_id as target_id,
        operateur_name as target_name,
        [operateur_name, definition] as labels,
        1 as phase
    from operateurs
)

select
    unnest(labels) as label,
    label_type,
    label_type as target_type,
    target_id,
    target_name,
    phase
from subjects
order by label_type, label, target_id
