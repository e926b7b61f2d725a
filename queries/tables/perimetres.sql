-- Territoires de chaque instantané : la liste telle qu’elle était connue à sa date.
--
-- @grain  snapshot_date, territoire_id
-- @source anct-phase1, anct-phase2
-- @column snapshot_date   | date   | Instantané | Ce qui était connu à cette date.
-- @column territoire_id   | code   | Identifiant | Phase puis code publié.
-- @column phase           | nombre | Phase
-- @column territoire_name | texte  | Territoire
-- @column region_code     | code   | Région principale (code)

with listed as (
    select
        unnest(
            from_json(
                json_extract(getvariable('publications'), '$.instantanes'),
                '[{
                    "date": "DATE", "etat": "VARCHAR",
                    "references": [{"table": "VARCHAR", "sha256": "VARCHAR"}]
                }]'
            )
        ) as one
),

etats as (
    select
        listed.one.date as snapshot_date,
        unnest(listed.one."references") as entry
    from listed
    where listed.one.etat = 'Publié'
)

select
    etats.snapshot_date,
    lus.territoire_id,
    lus.phase,
    lus.territoire_name,
    lus.region_code
from read_parquet(getvariable('fichiers'), filename = true, union_by_name = true) as lus
inner join etats
    on etats.entry['table'] = 'territoires' and contains(lus.filename, left(etats.entry.sha256, 16))
