"""A place, statement after statement: its money over time, and the way to what changed."""

from tdi import sorties, suivi, ui
from tdi.filters import Filters


def draw(filters: Filters) -> None:
    """Draw what was engaged and paid in a région or a territoire since the first statement."""
    if filters.phase == 1:
        suivi.consommation(filters)
    else:
        sorties.without_object("L’enveloppe suivie est celle de la phase 1.")
    ui.links([("pages/suivi/evolutions.py", "Ce qui a changé, ligne par ligne")])
