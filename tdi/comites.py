"""What a committee decided and what has changed since it met, in words.

Pure: every number comes from the rows of a result.
"""

from tdi import fmt
from tdi.results import Result


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
