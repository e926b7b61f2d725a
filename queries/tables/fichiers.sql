-- Fichiers publiés ou reçus, avec leur empreinte : une ligne par fichier d’un instantané.
--
-- @grain  snapshot_date, file_role, file_name, sha256
-- @source manifestes
-- @column snapshot_date | date   | Instantané | Absent : le fichier vaut pour tous les instantanés.
-- @column file_role     | texte  | Rôle | Fichier publié, fichier reçu (à l’origine de l’instantané) ou table de référence.
-- @column file_name     | texte  | Fichier
-- @column table_name    | code   | Table
-- @column row_count     | lignes | Lignes | Absent pour un fichier reçu.
-- @column sha256        | code   | Empreinte | SHA-256.

with listed as (
    select
        unnest(
            from_json(
                json_extract(getvariable('publications'), '$.instantanes'),
                '[{
                    "date": "DATE",
                    "tables": [{"table": "VARCHAR", "sha256": "VARCHAR", "row_count": "BIGINT"}],
                    "references": [
                        {"table": "VARCHAR", "sha256": "VARCHAR", "row_count": "BIGINT"}
                    ],
                    "fichiers": [{"nom": "VARCHAR", "sha256": "VARCHAR"}]
                }]'
            )
        ) as one
),

published as (
    select
        listed.one.date as snapshot_date,
        unnest(listed.one.tables) as entry
    from listed
),

received as (
    select
        listed.one.date as snapshot_date,
        unnest(listed.one.fichiers) as entry
    from listed
),

shared as (
    select
        listed.one.date as snapshot_date,
        unnest(listed.one."references") as entry
    from listed
)

select
    published.snapshot_date,
    'Fichier publié' as file_role,
    concat(
        published.entry['table'], '/snapshot=', published.snapshot_date, '/',
        published.entry['table'], '.parquet'
    ) as file_name,
    published.entry['table'] as table_name,
    published.entry.row_count,
    published.entry.sha256
from published
union all
select
    received.snapshot_date,
    'Fichier reçu' as file_role,
    received.entry.nom as file_name,
    null as table_name,
    null as row_count,
    received.entry.sha256
from received
union all
select
    shared.snapshot_date,
    'Table de référence' as file_role,
    concat(
        'references/', shared.entry['table'], '/', left(shared.entry.sha256, 16), '.parquet'
    ) as file_name,
    shared.entry['table'] as table_name,
    shared.entry.row_count,
    shared.entry.sha256
from shared
