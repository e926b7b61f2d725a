"""The members of each territoire: EPCI, établissements publics territoriaux, single communes.

The source shifts the names of EPCI wherever one holds a comma (phase 1): names are read from the
découpage administratif, by SIREN, and from the source only for single communes.
"""

import pyarrow as pa

from etl import decoupage
from etl.inputs import Inputs
from etl.sql import select

SQL = """
with lists as (
    select 1 as phase, *, from phase1
    union all by name
    select 2 as phase, *, from phase2
)

select
    'p' || phase || '-' || id_ti as territoire_id,
    code_membre as membre_code,
    lib_membre as membre_name,
    type_membre as membre_type,
    cast(nb_communes_2026 as integer) as commune_count,
    cast(population_2026 as integer) as population,
from lists
order by territoire_id, membre_code
"""


def build(inputs: Inputs) -> pa.Table:
    """Return one row per territoire and member (588 and 641).

    Raises KeyError when an EPCI or an EPT is not in the découpage administratif.
    """
    folder = inputs.sources / "territoires"
    rows = select(
        SQL,
        phase1=folder / "ti_phase1_149_membres.csv",
        phase2=folder / "ti_phase2_183_membres.csv",
    )
    names = {
        "EPCI": {code: epci.name for code, epci in decoupage.epci(inputs).items()},
        "EPT": {code: f"EPT {ept.name}" for code, ept in decoupage.ept(inputs).items()},
    }
    written = [
        names[kind][code] if kind in names else published
        for code, kind, published in zip(
            *(rows[name].to_pylist() for name in ("membre_code", "membre_type", "membre_name")),
            strict=True,
        )
    ]
    column = rows.schema.get_field_index("membre_name")
    return rows.set_column(
        column, "membre_name", pa.array([name.replace("'", "’") for name in written])
    )
