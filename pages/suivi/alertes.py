"""Alertes: what needs an answer, from whom, since when, by rules written in one file."""

from tdi import attente, signalements, ui
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Alertes",
    "Qu’est-ce qui appelle une réponse, de qui, depuis quand\u202f?",
    filters,
)
attente.examen(filters)
signalements.explore(filters)
