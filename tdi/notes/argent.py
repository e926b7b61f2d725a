"""The money of a note: the four stages, each closed on what is announced, and what nobody says.

Its heading, and what the bars close on, are the sentences of the page « Enveloppe ».
"""

from typing import Any

from tdi import fmt, langue
from tdi.argent import TOUTES, fermeture
from tdi.notes.sujet import ENGAGEMENT, Sujet
from tdi.traces import Carnet

ENTONNOIR = "pilotage/entonnoir"
BY_ENGAGEMENT = "notes/entonnoir_by_engagement"
_PHASE_1 = "Sans objet\u00a0: l’enveloppe de 2018 et ses engagements sont ceux de la phase 1."
Bloc = dict[str, Any]


def query(sujet: Sujet) -> tuple[str, dict[str, Any]]:
    """Return the query of the stages, and what picks the rows of the subject."""
    if sujet.kind == ENGAGEMENT:
        return BY_ENGAGEMENT, {"engagement_id": sujet.engagement_id}
    return ENTONNOIR, {}


def bloc(carnet: Carnet, sujet: Sujet) -> Bloc:
    """Return the bars of the four stages, what they close on, and who owes what is not known."""
    name, pick = query(sujet)
    rows = carnet.rows(name, **pick)
    if not rows:
        return {"constat": "", "barres": [], "notes": [_PHASE_1]}
    known = [_whole(row) for row in rows]
    scale = max((value for value in known if value), default=0)
    barres = [_bar(carnet, row, scale, sujet) for row in rows]
    return {
        "constat": str(carnet.say("étapes", name, **pick)),
        "barres": barres,
        "notes": _notes(carnet, sujet, rows),
    }


def _whole(row: dict[str, Any]) -> float:
    """Return the length of a bar: what it closes on and what passes it."""
    parts = ("couvert_eur", "non_documente_eur", "depassement_eur")
    return sum(float(row[part]) for part in parts if not fmt.is_missing(row[part]))


def _bar(carnet: Carnet, row: dict[str, Any], scale: float, sujet: Sujet) -> Bloc:
    name, pick = query(sujet)
    pick: dict[str, Any] = {**pick, "etape": row["etape"]}
    known = carnet.cite(name, "documente_eur", **pick)
    told = [str(known)]
    if row.get("conteste_count"):
        contested = carnet.cite(name, "conteste_count", style="nombre", **pick)
        told.append(f"dont {contested}\u00a0{langue.agreed(contested.valeur, 'contesté')}")
    if not fmt.is_missing(row["depassement_eur"]):
        told.append(f"dépassement {carnet.cite(name, 'depassement_eur', **pick)}")
    if fmt.is_missing(row["non_documente_eur"]):
        told += [] if known.is_missing else ["reste inconnu"]
    elif row["non_documente_eur"]:
        told.append(f"non documenté {carnet.cite(name, 'non_documente_eur', **pick)}")
    share = {
        part: float(row[column]) / scale if scale and not fmt.is_missing(row[column]) else 0.0
        for part, column in (
            ("couvert", "couvert_eur"),
            ("reste", "non_documente_eur"),
            ("exces", "depassement_eur"),
        )
    }
    # Nothing closes the bar: all that is not known is open, never drawn as zero (R1).
    is_open = fmt.is_missing(row["reference_eur"])
    return {
        "etape": row["etape"],
        "texte": "\u202f; ".join(told),
        "ouvert": is_open,
        "inconnu": known.is_missing,
        **{part: round(value, 4) for part, value in share.items()},
    }


def _notes(carnet: Carnet, sujet: Sujet, rows: list[dict[str, Any]]) -> list[str]:
    if sujet.kind == ENGAGEMENT:
        told = _of_engagement(carnet, sujet, rows)
    else:
        told = [str(carnet.say("fermeture", ENTONNOIR))]
    told.append("Aucune étape ne se déduit d’une autre.")
    owers = owed_by(carnet, sujet)
    return [*told, f"Ce qui manque est dû par {owers}."] if owers else told


def _of_engagement(carnet: Carnet, sujet: Sujet, rows: list[dict[str, Any]]) -> list[str]:
    name, pick = query(sujet)
    reference = carnet.cite(name, "reference_eur", **pick, etape=rows[0]["etape"])
    told = fermeture(None if reference.is_missing else str(reference), sujet.within)
    # Its query says that a sum holds contested amounts, not how many.
    doubtful = [row["etape"] for row in rows if row["etat"] == "Contesté"]
    contested = [f"{etape}\u00a0: des montants y sont contestés." for etape in doubtful]
    return [f"{TOUTES}. {told}.", *contested]


def owed_by(carnet: Carnet, sujet: Sujet) -> str:
    """Name who owes the amounts that nobody gave, each once; empty when nothing is owed."""
    pick: dict[str, Any] = {"engagement_id": sujet.engagement_id} if sujet.engagement_id else {}
    names = dict.fromkeys(row["operateur_name"] for row in carnet.rows("donnees/demandes", **pick))
    return langue.enumerate_words([langue.named(name) for name in names])
