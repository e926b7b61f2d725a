-- Instantanés publiés, retirés compris : une ligne par date, d’après leurs manifestes.
--
-- @grain  snapshot_date
-- @source manifestes
-- @column snapshot_date  | date  | Instantané | Ce qui était connu à cette date.
-- @column etat           | texte | État | Publié, retiré ou en quarantaine (un de ses fichiers est endommagé).
-- @column etat_motif     | texte | Motif | Pourquoi l’instantané est retiré ou en quarantaine.
-- @column withdrawn_date | date  | Retiré le
-- @column published_date | date  | Publié le
-- @column producteur     | texte | Producteur
-- @column contrat        | code  | Version du contrat | Version de la liste des tables et colonnes attendues.
-- @column corrige_date   | date  | Corrige l’instantané du
-- @column corrige_motif  | texte | Motif de la correction
-- @column avertissements | liste | Avertissements | Fautes non bloquantes acceptées à l’import.
-- @column empreinte      | code  | Empreinte du manifeste | SHA-256.

with listed as (
    select
        unnest(
            from_json(
                json_extract(getvariable('publications'), '$.instantanes'),
                '[{
                    "date": "DATE", "etat": "VARCHAR", "etat_motif": "VARCHAR",
                    "retire_le": "VARCHAR", "publie_le": "VARCHAR", "producteur": "VARCHAR",
                    "contrat": "VARCHAR", "empreinte": "VARCHAR",
                    "corrige": {"date": "DATE", "motif": "VARCHAR"},
                    "avertissements": "JSON"
                }]'
            )
        ) as one
)

select
    listed.one.date as snapshot_date,
    listed.one.etat,
    listed.one.etat_motif,
    cast(left(listed.one.retire_le, 10) as date) as withdrawn_date,
    cast(left(listed.one.publie_le, 10) as date) as published_date,
    listed.one.producteur,
    listed.one.contrat,
    listed.one.corrige.date as corrige_date,
    listed.one.corrige.motif as corrige_motif,
    -- The sum that a warning speaks of is only found again by its file and its line.
    list_transform(
        from_json(
            listed.one.avertissements,
            '[{"message": "VARCHAR", "fichier": "VARCHAR", "feuille": "VARCHAR", "ligne": "BIGINT"}]'
        ),
        lambda warned: concat_ws(
            ' – ',
            warned.message,
            nullif(
                concat_ws(
                    ', ',
                    -- A warning about all the files names none.
                    case when warned.fichier not like '(%' then warned.fichier end,
                    'feuille ' || warned.feuille,
                    'ligne ' || warned.ligne
                ),
                ''
            )
        )
    ) as avertissements,
    listed.one.empreinte
from listed
