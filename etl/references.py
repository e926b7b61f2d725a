"""What the reference tables said on a day: lists, claims and judgements known by then.

A snapshot holds nothing that came out after its date. Names, definitions, outlines and the
perimeter of phase 1 are the frame that every date is read in: they are those held now, each with
the date it describes, and a page says when that is later than what it shows. The address where a
text of that time was read may itself be later.
"""

from datetime import date

import duckdb
import pyarrow as pa

_OF_A_TERRITOIRE = """
select built.*
from built
inner join territoires using (territoire_id)
where coalesce(valid_from, $day) <= $day
"""
# Rows of `built` known on `$day`. What bears no date is known on `$last` only, as for facts.
# Judgements and names are withheld, not their row: the claim was known, the slot existed.
# Communes and outlines are read through the list of territoires only: they need no filter.
_KNOWN_ON = {
    "territoires": """
select * replace (if(valid_to <= $day, valid_to, null) as valid_to)
from built
where coalesce(valid_from, $day) <= $day
""",
    "territoire_regions": _OF_A_TERRITOIRE,
    "territoire_membres": _OF_A_TERRITOIRE,
    "territoire_liens": """
select built.*
from built
inner join territoires on built.phase2_territoire_id = territoires.territoire_id
where valid_from <= $day
""",
    "enveloppes": "select * from built where announced_date <= $day",
    "indicateurs": """
select built.*
from built
inner join sources using (source_id)
where coalesce(published_date, $last) <= $day
""",
    # The sources of the frame are those of every date.
    "sources": """
select *
from built
where
    coalesce(published_date, $last) <= $day
    or source_id in (
        'anct-phase1', 'decoupage-2026', 'ign-admin-express', 'manifestes', 'registre', 'documents'
    )
    or (
        source_id = 'anct-phase2'
        and exists (select 1 from territoires where phase = 2 and valid_from <= $day)
    )
""",
    "ressources": "select * from built where coalesce(published_date, $last) <= $day",
    "attestations": "select * from built where known_date <= $day",
    "annonces": """
select * replace (
    if(verdict_date <= $day, verdict, 'invérifiable') as verdict,
    if(
        verdict_date <= $day,
        verdict_reason,
        'Rien de ce qui permet d’en juger n’était paru à cette date.'
    ) as verdict_reason,
    if(verdict_date <= $day, verdict_date, null) as verdict_date
)
from built
where known_date <= $day
""",
    "engagements": """
with judged as (
    select *, libelle is null or coalesce(attested_date, $last) <= $day as is_attested from built
)

select * exclude (is_attested) replace (
    if(coalesce(objectif_date, $last) <= $day, objectif, null) as objectif,
    if(coalesce(objectif_date, $last) <= $day, objectif_date, null) as objectif_date,
    if(coalesce(note_date, $day) <= $day, note, null) as note
)
from judged
where is_attested
union all by name
select
    engagement_id,
    rank,
    'À compléter (' || rank || ')' as short_name,
    'à compléter' as libelle_statut,
    [] as operateur_ids,
    'Aucun texte daté connu à cette date ne décrit cet emplacement.' as note
from judged
where not is_attested
order by rank
""",
}


def known_on(built: dict[str, pa.Table], day: date, last: date) -> dict[str, pa.Table]:
    """Return the reference tables as they could be written on `day`.

    `last` is the day of the last snapshot, which also holds what bears no date.
    """
    return {table: _known(table, built, day, last) for table in built}


def _known(table: str, built: dict[str, pa.Table], day: date, last: date) -> pa.Table:
    rows = built[table]
    if table not in _KNOWN_ON:
        return rows
    sql = _KNOWN_ON[table]
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("built", rows)
        for other in ("territoires", "sources"):
            connection.register(other, built[other])
        asked = {"day": day, "last": last}
        found = connection.execute(sql, {key: asked[key] for key in asked if f"${key}" in sql})
        return found.to_arrow_table().cast(rows.schema)


def came_out(built: dict[str, pa.Table]) -> set[date]:
    """Return each day on which a dated row of a reference table became known."""
    return {
        day
        for table, column in (
            ("annonces", "known_date"),
            ("attestations", "known_date"),
            ("ressources", "published_date"),
            ("engagements", "attested_date"),
            ("engagements", "objectif_date"),
        )
        for day in built[table][column].to_pylist()
        if day
    }
