-- Règles d’alerte, telles que queries/alertes/regles.toml les écrit.
--
-- @grain  regle_id
-- @source registre
-- @column regle_id     | code   | Règle (identifiant)
-- @column rank         | nombre | Ordre | Du fichier : il départage à gravité égale.
-- @column titre        | texte  | Règle
-- @column definition   | texte  | Définition
-- @column gravite      | nombre | Gravité (rang) | 1 majeure, 2 importante, 3 à surveiller.
-- @column gravite_name | texte  | Gravité | Une convention de ce tableau de bord.
-- @column attendu      | texte  | Attendu de
-- @column page_name    | texte  | Où lire les lignes
-- @column portee       | texte  | Portée | « lieux » : partout où le constat tient ; « ensemble » : pour la sélection entière seulement.
-- @column phases       | liste  | Phases
-- @column incalculable | texte  | Ce qui manque alors
-- @column seuil_names  | liste  | Seuils

with ecrites as (
    select
        unnest(
            from_json(
                cast(getvariable('regles') as json),
                '[{
                    "regle_id": "VARCHAR", "rank": "INTEGER", "titre": "VARCHAR",
                    "definition": "VARCHAR", "gravite": "INTEGER", "gravite_name": "VARCHAR",
                    "attendu": "VARCHAR", "page": "VARCHAR", "portee": "VARCHAR",
                    "phases": ["INTEGER"], "incalculable": "VARCHAR", "seuil_names": ["VARCHAR"]
                }]'
            )
        ) as une
)

select
    une.regle_id,
    une.rank,
    une.titre,
    une.definition,
    une.gravite,
    une.gravite_name,
    une.attendu,
    une.page as page_name,
    une.portee,
    une.phases,
    une.incalculable,
    une.seuil_names
from ecrites
