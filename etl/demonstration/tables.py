"""Every table of a month, typed as the contract wants: what a perfect import would give."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from etl.demonstration import contrats, fiches_action, financements, mobilisation, suivi
from tdi.snapshots import contract, lot

MAKERS: dict[str, Callable[[int], list[dict[str, Any]]]] = {
    "financements": financements.rows,
    "mobilisation": mobilisation.rows,
    "mesures_indicateur": suivi.measures,
    "fiches_action": fiches_action.rows,
    "contrats": contrats.rows,
    "appreciations": suivi.opinions,
    "decisions": suivi.decisions,
}


def build(month: int) -> dict[str, pa.Table]:
    """Return the tables of the month of that rank, in the order and types of the contract."""
    found = {}
    for name, make in MAKERS.items():
        table = contract.load().table(name)
        found[name] = lot.sorted_rows(table, pa.Table.from_pylist(make(month), schema=table.schema))
    return found
