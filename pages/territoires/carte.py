"""Carte: where the territoires are, and what is known of each."""

from tdi import carte, ui
from tdi.sidebar import current_filters

filters = current_filters()

ui.page_header("Carte", "Où sont les territoires, et que sait-on de chacun\u202f?", filters)

carte.explore(filters)

if filters.territoire_id:
    ui.links([("pages/territoires/territoire.py", "Fiche du territoire choisi")])
elif filters.region_code:
    ui.links([("pages/territoires/region.py", "Tout pour cette région")])
