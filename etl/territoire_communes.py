"""The communes of each territoire: phase 1 in the COG 2026, phase 2 in the COG 2023.

Phase 1 publishes members only: they are expanded into communes. Phase 2 publishes its communes.
"""

import csv
from functools import cache

import pyarrow as pa

from etl import decoupage
from etl.inputs import Inputs
from etl.sql import select

MEMBRE_FILES = {1: "ti_phase1_149_membres.csv", 2: "ti_phase2_183_membres.csv"}
PHASE2_FILE = "ti_phase2_183_communes_cog2023.csv"

SQL = """
select
    'p2-' || id_ti as territoire_id,
    insee_com as commune_code,
    replace(lib_com, '''', '’') as commune_name,
    cast(2023 as integer) as cog_year,
from communes
order by territoire_id, commune_code
"""


@cache
def membres(inputs: Inputs, phase: int) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, by territoire of the phase, the communes of today of each of its members."""
    groupements = decoupage.epci(inputs) | decoupage.ept(inputs)
    by_siren = {commune.siren: code for code, commune in decoupage.communes(inputs).items()}
    expanded: dict[str, dict[str, tuple[str, ...]]] = {}
    path = inputs.sources / "territoires" / MEMBRE_FILES[phase]
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            siren = row["code_membre"]
            if siren in groupements:
                codes = groupements[siren].commune_codes
            elif siren in by_siren:
                codes = (by_siren[siren],)
            else:
                raise ValueError(f"{path.name} : membre {siren} ({row['lib_membre']}) introuvable")
            if len(codes) != int(row["nb_communes_2026"]):
                raise ValueError(
                    f"{path.name} : {row['lib_membre']} compte {len(codes)} communes, "
                    f"{row['nb_communes_2026']} attendues"
                )
            expanded.setdefault(f"p{phase}-{row['id_ti']}", {})[siren] = codes
    return expanded


def _phase1(inputs: Inputs) -> pa.Table:
    known = decoupage.communes(inputs)
    pairs = sorted(
        (territoire_id, code)
        for territoire_id, members in membres(inputs, 1).items()
        for codes in members.values()
        for code in codes
    )
    return pa.table(
        {
            "territoire_id": [territoire_id for territoire_id, _ in pairs],
            "commune_code": [code for _, code in pairs],
            "commune_name": [known[code].name.replace("'", "’") for _, code in pairs],
            "cog_year": pa.array([decoupage.COG_YEAR] * len(pairs), pa.int32()),
        }
    )


def build(inputs: Inputs) -> pa.Table:
    """Return one row per territoire and commune."""
    phase2 = select(SQL, communes=inputs.sources / "territoires" / PHASE2_FILE)
    return pa.concat_tables([_phase1(inputs), phase2.cast(_phase1(inputs).schema)])
