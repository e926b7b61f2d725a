"""The register of announced figures: public claims about the programme, each with its verdict.

A claim is what a text says at a date, never a measure (R8). `known_date` is the first day on which
a reader must have been able to know it: the day its text came out, else the end of the day, month
or year it bears. `verdict_date` is that of the latest text or data that its verdict leans on.
"""

import pyarrow as pa

from etl.inputs import Inputs
from etl.sql import select

SQL = """
select
    annonce_id,
    annonce_type,
    date_text,
    cast(date_start as date) as date_start,
    cast(date_end as date) as date_end,
    date_precision,
    cast(coalesce(published_date, date_end) as date) as known_date,
    publisher,
    speaker,
    metric_id,
    metric,
    theme,
    enjeu_id,
    etape,
    etape_note,
    cast(value as double) as value,
    cast(value_max as double) as value_max,
    unit,
    qualifier,
    cast(denominator as integer) as denominator,
    value_text,
    perimeter,
    perimeter_name,
    coalesce(string_split(region_codes, ';'), []) as region_codes,
    territoire_id,
    -- One source is cited without its scheme and with words after it: an address must open.
    list_transform(
        string_split(source_url, ' ; '),
        lambda cited: case
            when starts_with(cited, 'http') then cited
            else 'https://' || split_part(cited, ' ', 1)
        end
    ) as source_urls,
    paraphrase,
    verdict,
    verdict_reason,
    cast(verdict_date as date) as verdict_date,
from csv
order by annonce_id
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per claim: 158 figures and 25 dated events."""
    return select(SQL, csv=inputs.curated / "annonces.csv")
