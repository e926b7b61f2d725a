"""The published demonstration, as tables over all its snapshots."""

from functools import lru_cache

import duckdb

from tdi import manifest
from tdi.snapshots.depot import Depot
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "parquet" / "demonstration"
FACTS = (
    "financements",
    "mobilisation",
    "mesures_indicateur",
    "fiches_action",
    "contrats",
    "appreciations",
    "decisions",
)
REFERENCES = ("territoires", "territoire_regions", "indicateurs", "sources", "enveloppes")
VIEWS = """
-- Each amount of a territoire beside the one of the statement before.
create view suivis as
select
    *,
    lag(amount_eur) over followed as amount_before,
    lag(reported_date) over followed as reported_before
from financements
where cadre = 'Enveloppe 2018' and maille = 'Territoire'
window followed as (
    partition by engagement_id, operateur_id, nature, zone_code, etape order by snapshot
);

-- The four stages of each amount, side by side.
create view etapes as
select
    snapshot, engagement_id, nature, zone_code,
    max(amount_eur) filter (etape = 'Annoncé') as annonce,
    max(amount_eur) filter (etape = 'Fléché') as fleche,
    max(amount_eur) filter (etape = 'Engagé') as engage,
    max(amount_eur) filter (etape = 'Payé') as paye
from financements
where cadre = 'Enveloppe 2018'
group by all;

-- What the fiches say of each territoire and engagement, shared ones split by their written key.
create view declares as
select
    snapshot, engagement_id, zone_code,
    sum(engage_eur * part) as engage, sum(paye_eur * part) as paye
from (
    select
        *,
        unnest(string_split(territoire_ids, ';')) as zone_code,
        unnest(case cle_repartition
            when 'Exclusif' then [1.0]
            when 'Parts déclarées' then string_split(parts, ';')::decimal(5, 2)[]
            else list_transform(
                string_split(territoire_ids, ';'),
                lambda _: 1.0 / len(string_split(territoire_ids, ';'))
            )
        end) as part
    from fiches_action
    where engage_eur is not null
)
group by all;
"""


def _reference(table):
    """The file of a reference table at the last statement."""
    _, index = manifest.read_index(Depot(FOLDER))
    [file] = [file for file in index.references if file.table == table]
    return FOLDER / manifest.reference_path(file)


@lru_cache(maxsize=1)
def connection():
    """Every snapshot of every table: `snapshot` is the date of the statement."""
    opened = duckdb.connect()
    for table in FACTS:
        files = str(FOLDER / table / "*" / "*.parquet")
        opened.read_parquet(files, hive_partitioning=True).create_view(f"read_{table}")
        opened.execute(f"create table {table} as from read_{table}")
    for table in REFERENCES:
        opened.read_parquet(str(_reference(table))).create_view(table)
    opened.execute(VIEWS)
    return opened


def rows(sql, *values):
    """Rows of a SELECT, as tuples."""
    return connection().execute(sql, values).fetchall()


def value(sql, *values):
    """The only value of a SELECT."""
    [[found]] = rows(sql, *values)
    return found
