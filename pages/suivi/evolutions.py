"""Évolutions: what changed between two snapshots, and every past value that was revised."""

from tdi import evolutions, ui
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Évolutions",
    "Qu’est-ce qui a changé entre deux instantanés\u00a0: nouveau, révisé, perdu, périmètre, "
    "méthode\u202f?",
    filters,
)
if evolutions.choose_vue() == "Journal des révisions":
    evolutions.journal(filters)
else:
    compared = evolutions.choose_base(filters)
    if compared:
        evolutions.draw(compared)
