"""What a committee decided, followed from one meeting to the next, drawn."""

from tdi import cards, comites, fmt, sorties
from tdi.data import fetch
from tdi.filters import Filters


def draw(filters: Filters) -> None:
    """Draw what the committee decided (the national one when no région is chosen), if known."""
    committee = "comité régional" if filters.region_code else "comité national"
    taken = fetch("territoires/decisions", filters)
    if taken.is_empty:
        sorties.unknown(
            f"Aucune décision du {committee} n’est connue.",
            f"le secrétariat du {committee}",
            taken,
            sorties.TRANSMETTRE,
        )
        return
    late = len(taken.only(is_en_retard=True).frame)
    told = f"**{fmt.plural(late, 'décision')} en retard**" if late else "Aucune en retard"
    cards.table_card(
        f"Décisions du {committee}",
        taken,
        takeaway=f"{told} sur {fmt.number(len(taken.frame))} à la date de l’instantané.",
    )
    followed = fetch("territoires/decisions_suivies", filters)
    cards.table_card("Décisions, d’un comité à l’autre", followed, takeaway=comites.since(followed))
