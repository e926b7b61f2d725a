"""Enjeux: for each of the four, which indicators, from where to where, against which target."""

from tdi import dossier, enjeu, indicateurs, papier, situations, sorties, ui
from tdi.data import fetch, prepare
from tdi.sidebar import current_filters

filters = current_filters()
prepare(filters, "pilotage/fiches_by_enjeu")
ui.page_header(
    "Enjeux",
    "Pour chaque enjeu\u00a0: quels indicateurs, d’où à où, face à quelle cible\u202f?",
    filters,
    beside=lambda: papier.note(filters),
)
readings = fetch("pilotage/indicateurs", filters)
if filters.territoire_id:
    sorties.unknown(
        "Aucun indicateur n’est donné par territoire\u00a0: les valeurs ci-dessous sont celles "
        f"de sa région ({situations.zones(readings)}).",
        "les éditeurs de ces indicateurs",
        None,
        sorties.SOURCES,
    )
indicateurs.overview("Du départ à la cible", readings)

names = [row["enjeu_name"] for row in fetch("pilotage/enjeux", filters).records()]
dossier.volets(
    "enjeux",
    {name: lambda name=name: enjeu.draw(name, filters) for name in names}
    | {"Fiches-actions": lambda: enjeu.statuts(filters)}
    | (
        {}
        if readings.is_empty
        else {"Un indicateur en détail": lambda: indicateurs.choose(readings)}
    ),
)
