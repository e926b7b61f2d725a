"""The figures of one finding, a row of the alerts or of the questions, cited when asked for."""

from typing import Any

from tdi import fmt, langue
from tdi.alertes import COUNTED
from tdi.notes.sujet import ENGAGEMENT, Sujet
from tdi.traces import Carnet, Row, Trace

KEPT = 3


def kept(carnet: Carnet, sujet: Sujet, query: str) -> list[Row]:
    """Return the three rows of the best score; of an engagement, those that are about it."""
    pick: dict[str, Any] = {"sujet_name": sujet.name} if sujet.kind == ENGAGEMENT else {}
    return carnet.rows(query, **pick)[:KEPT]


class Cites:
    """The figures of one row, cited when a sentence asks for them."""

    def __init__(self, carnet: Carnet, query: str, pick: Row, row: Row, sujet: Sujet) -> None:
        """Hold a row, and what picks it in its query; `sujet` is what the note is about."""
        self._here = sujet.name
        self._carnet, self._query, self._pick, self.row = carnet, query, pick, row
        self.subject = carnet.name(str(row["sujet_name"]))
        self.finding = langue.small(carnet.name(str(row["constat"])))

    def cite(self, column: str, style: str = "quantité") -> Trace:
        """Cite one column of the row."""
        return self._carnet.cite(self._query, column, style=style, **self._pick)

    @property
    def amount_text(self) -> str:
        """The amount of the finding, « non communiqué » when it has none."""
        return str(self.cite("ecart_eur"))

    def lines(self, noun: str, plural: str | None = None) -> str:
        """« 30 réponses »: the rows of the finding, counted under their name."""
        cited = self.cite("ligne_count", "nombre")
        return f"{cited}\u00a0{langue.agreed(cited.valeur, noun, plural)}"

    def counted(self) -> str:
        """Count the rows of a finding that compares no value, under the name of its rule."""
        words = COUNTED.get(self.row["regle_id"])
        return self.lines(*words) if words else ""

    def compared(self) -> str:
        """« 83 619 contre 120 000 personnes »; empty where a count says more, or none is given."""
        if self.row["regle_id"] in COUNTED:
            return ""
        if fmt.is_missing(self.row["value"]) or fmt.is_missing(self.row["repere_value"]):
            return ""
        return f"{self.cite('value', 'nombre')} contre {self.cite('repere_value')}"

    def amount(self) -> str:
        """The amount of the finding; empty when it has none."""
        return "" if fmt.is_missing(self.row["ecart_eur"]) else self.amount_text

    def extent(self) -> str:
        """Name the only place, or count them."""
        if fmt.is_missing(self.row["zone_count"]):
            return ""
        name = self.row["zone_name"]
        if fmt.is_missing(name):
            return str(self.cite("zone_count"))
        # The title of the note, or of the alert, says it.
        return "" if name in (self.row["sujet_name"], self._here) else self._carnet.name(name)

    def where(self) -> str:
        """« , à Dunkerque »-like apposition: the place in brackets, or how many there are."""
        told = self.extent()
        return f" ({told})" if told else ""

    def late(self) -> str:
        """« échéance du 25 juillet 2022 »; empty when there is none."""
        day = self.row["due_date"]
        return "" if fmt.is_missing(day) else f"échéance du {self.cite('due_date', 'jour')}"
