-- Formules en vigueur à la publication d’un instantané : une empreinte par chiffre, lecture de table ou jeu de poids.
--
-- @grain  snapshot_date, formule_id
-- @source manifestes
-- @column snapshot_date | date  | Instantané | Ceux dont la publication n’a pas enregistré les formules n’y sont pas.
-- @column formule_id    | code  | Formule | Fichier qui la dit, dans queries/.
-- @column formule_name  | texte | Ce qu’elle donne
-- @column sha256        | code  | Empreinte | SHA-256 de l’instruction seule, seuils compris : ni les commentaires ni la mise en page ne la changent.

with listed as (
    select
        unnest(
            from_json(
                json_extract(getvariable('publications'), '$.instantanes'),
                '[{
                    "date": "DATE",
                    "formules": [{"nom": "VARCHAR", "titre": "VARCHAR", "sha256": "VARCHAR"}]
                }]'
            )
        ) as one
),

recorded as (
    select
        one.date as snapshot_date,
        unnest(one.formules) as entry
    from listed
)

select
    recorded.snapshot_date,
    recorded.entry.nom as formule_id,
    recorded.entry.titre as formule_name,
    recorded.entry.sha256
from recorded
