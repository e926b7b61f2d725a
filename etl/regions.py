"""The 18 régions, names and codes of the code officiel géographique."""

import pyarrow as pa

from etl import decoupage
from etl.inputs import Inputs

OUTRE_MER = {"01", "02", "03", "04", "06"}


def build(inputs: Inputs) -> pa.Table:
    """Return one row per région."""
    names = sorted(decoupage.regions(inputs).items())
    return pa.table(
        {
            "region_code": [code for code, _ in names],
            "region_name": [name.replace("'", "’") for _, name in names],
            "is_outre_mer": [code in OUTRE_MER for code, _ in names],
        }
    )
