"""Évolutions: what changed between two snapshots, and every past value that was revised."""

from tdi import dossier, evolutions, ui
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Évolutions",
    "Qu’est-ce qui a changé entre deux instantanés\u00a0: nouveau, révisé, perdu, périmètre, "
    "méthode\u202f?",
    filters,
)
dossier.volets(
    "evolutions",
    {
        "Entre deux dates": lambda: evolutions.between(filters),
        "Journal des révisions": lambda: evolutions.journal(filters),
    },
)
