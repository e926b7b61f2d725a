"""The 101 départements and the région each lies in."""

import pyarrow as pa

from etl import decoupage
from etl.inputs import Inputs


def build(inputs: Inputs) -> pa.Table:
    """Return one row per département."""
    region_codes = {
        commune.departement_code: commune.region_code
        for commune in decoupage.communes(inputs).values()
    }
    names = sorted(decoupage.departements(inputs).items())
    return pa.table(
        {
            "departement_code": [code for code, _ in names],
            "departement_name": [name.replace("'", "’") for _, name in names],
            "region_code": [region_codes[code] for code, _ in names],
        }
    )
