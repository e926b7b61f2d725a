-- Critères de qualité des données, tels que queries/donnees/criteres.toml les écrit.
--
-- @grain  critere_id
-- @source registre
-- @column critere_id  | code   | Critère (identifiant)
-- @column rank        | nombre | Ordre | Du fichier.
-- @column titre       | texte  | Critère
-- @column definition  | texte  | Définition
-- @column parmi       | texte  | Parmi | Ce sur quoi porte la part.
-- @column poids_share | %      | Poids | Dans la note ; une convention de ce tableau de bord.
-- @column seuil_value | nombre | Seuil (nombre)
-- @column seuil_name  | texte  | Seuil

with ecrits as (
    select
        unnest(
            from_json(
                cast(getvariable('criteres') as json),
                '[{
                    "critere_id": "VARCHAR", "rank": "INTEGER", "titre": "VARCHAR",
                    "definition": "VARCHAR", "parmi": "VARCHAR", "poids": "DOUBLE",
                    "seuil_value": "DOUBLE", "seuil_name": "VARCHAR"
                }]'
            )
        ) as un
)

select
    un.critere_id,
    un.rank,
    un.titre,
    un.definition,
    un.parmi,
    un.poids as poids_share,
    un.seuil_value,
    un.seuil_name
from ecrits
