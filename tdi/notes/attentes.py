"""The three alerts of a note, by the score of their query: what each finds, who must answer."""

from typing import Any

from tdi import langue
from tdi.notes import constats
from tdi.notes.sujet import Sujet
from tdi.synthese import ALERTES
from tdi.traces import Carnet, Row

# Names that a line holds.
_NAMED = 3
Bloc = dict[str, Any]


def alerts(carnet: Carnet, sujet: Sujet) -> list[Bloc]:
    """Return the alerts of a note, the highest score first: title, finding, who must answer."""
    return [_alert(carnet, sujet, row) for row in constats.kept(carnet, sujet, ALERTES)]


def _alert(carnet: Carnet, sujet: Sujet, row: Row) -> Bloc:
    cites = constats.Cites(carnet, ALERTES, {"alerte_id": row["alerte_id"]}, row, sujet)
    found = "" if row["constat"] == row["alerte_type"] else carnet.name(row["constat"])
    measured = cites.compared() or cites.counted()
    amount = cites.amount()
    told = [
        found,
        measured,
        f"écart {amount}" if amount and measured else amount,
        cites.extent(),
        cites.late(),
    ]
    owners = list(row["owner_names"])
    others = [*owners[:_NAMED], "d’autres"] if len(owners) > _NAMED else owners
    return {
        "titre": f"{row['alerte_type']} – {carnet.name(row['sujet_name'])}",
        "texte": "\u202f; ".join(part for part in told if part),
        "attendu": langue.enumerate_words(others),
    }
