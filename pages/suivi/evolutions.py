"""Évolutions: what changed between two snapshots, and every past value that was revised."""

from tdi import dossier, evolutions, ui
from tdi.data import prepare
from tdi.sidebar import current_filters

filters = current_filters()
prepare(filters, "suivi/comites")
ui.page_header(
    "Évolutions",
    "Qu’est-ce qui a changé entre deux instantanés\u00a0: nouveau, révisé, perdu, périmètre, "
    "méthode\u202f?",
    filters,
)
dossier.volets(
    "evolutions",
    {
        "Ce qui a changé": lambda: evolutions.essentiel(filters),
        "Par lieu": lambda: evolutions.lieux(filters),
        "Journal des révisions": lambda: evolutions.journal(filters),
    },
)
