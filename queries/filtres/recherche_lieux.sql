-- Lieux que la recherche trouve : chaque nom ou code, et le territoire ou la région qu’il désigne.
--
-- @grain  label_type, label, target_id
-- @source anct-phase1, anct-phase2, decoupage-2026
-- @column label       | texte  | Nom ou code
-- @column label_type  | texte  | Nature
-- @column target_type | texte  | Ouvre | Un territoire ou une région.
-- @column target_id   | code   | Identifiant
-- @column target_name | texte  | Désigne | Pour une intercommunalité, une commune ou un département : un territoire où il se trouve.
-- @column phase       | nombre | Phase | Celle du territoire.

with places as (
    select
        'Territoire' as label_type,
        territoire_name as label,
        territoire_id
    from territoires

    union all

    select
        case membre_type when 'commune' then 'Commune' else 'Intercommunalité' end as label_type,
        membre_name as label,
        territoire_id
    from territoire_membres

    union -- a commune may be a member by itself

    select
        'Commune' as label_type,
        commune_name as label,
        territoire_id
    from territoire_communes

    union all

    select
        'Département' as label_type,
        unnest([departements.departement_name, departements.departement_code]) as label,
        territoires.territoire_id
    from departements
    inner join territoires
        on list_contains(territoires.departement_codes, departements.departement_code)
)

select
    places.label,
    places.label_type,
    'Territoire' as target_type,
    places.territoire_id as target_id,
    territoires.territoire_name as target_name,
    territoires.phase
from places
inner join territoires on places.territoire_id = territoires.territoire_id

union all

select
    region_name as label,
    'Région' as label_type,
    'Région' as target_type,
    region_code as target_id,
    region_name as target_name,
    null as phase
from regions
order by label_type, label, target_id
