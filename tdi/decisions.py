"""What a committee decided, followed from one meeting to the next: drawn, and in words."""

from tdi import fmt, ui
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result


def draw(filters: Filters) -> None:
    """Draw what the committee decided (the national one when no région is chosen), if known."""
    committee = "comité régional" if filters.region_code else "comité national"
    taken = fetch("territoires/decisions", filters)
    if taken.is_empty:
        ui.unknown(
            f"Aucune décision du {committee} n’est connue.",
            f"le secrétariat du {committee}",
            taken,
        )
        return
    late = len(taken.only(is_en_retard=True).frame)
    told = f"**{fmt.plural(late, 'décision')} en retard**" if late else "Aucune en retard"
    ui.table_card(
        f"Décisions du {committee}",
        taken,
        takeaway=f"{told} sur {fmt.number(len(taken.frame))} à la date de l’instantané.",
    )
    followed = fetch("territoires/decisions_suivies", filters)
    ui.table_card("Décisions, d’un comité à l’autre", followed, takeaway=since(followed))


def since(followed: Result) -> str:
    """Say what was decided, closed, or fell due since the last meeting but one."""
    rows = followed.only(is_new=True).records()
    counts = (
        (sum(fmt.is_missing(row["previous_etat"]) for row in rows), "décision prise"),
        (sum(row["etat"] in ("Faite", "Abandonnée") for row in rows), "close"),
        (sum(row["etat"] == "En retard" for row in rows), "passée en retard"),
    )
    told = ", ".join(_counted(count, words) for count, words in counts)
    previous = followed.frame["previous_date"].iloc[0]
    meeting = (
        "Un seul comité connu"
        if fmt.is_missing(previous)
        else f"Depuis le comité du {fmt.day(previous)}"
    )
    return f"{meeting}\u00a0: {told}. Un état date du premier instantané qui le dit."


def _counted(count: int, words: str) -> str:
    """« 1 décision prise », « 2 passées en retard »: the noun and the participle agree."""
    agreed = words.replace("décision ", "décisions ").replace("prise", "prises")
    agreed = agreed.replace("close", "closes").replace("passée", "passées")
    return fmt.plural(count, words, agreed)
