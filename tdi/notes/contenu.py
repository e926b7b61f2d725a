"""What a note says: every block of the page, as plain values, with what each number is read from.

The same queries as the pages; no number that a query does not give.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tdi import langue, mots
from tdi.exports.notice import selection
from tdi.filters import JEUX, PHASES
from tdi.mots import FICTION_VALUE
from tdi.notes import argent, attentes, carte, enjeux, faits, identite, questions, recours
from tdi.notes.sujet import ENGAGEMENT, FRANCE, Sujet
from tdi.origines import origines
from tdi.results import compute
from tdi.synthese import BY_ENGAGEMENT, CELLULES, synthese
from tdi.traces import Carnet, Fetch, long_day

_BETWEEN = "\u202f; "
_INSTANTANES = "donnees/instantanes"


@dataclass(frozen=True)
class Note:
    """A note: what the page shows, and the carnet of what it cites."""

    sujet: Sujet
    page: dict[str, Any]
    carnet: Carnet

    def as_json(self) -> dict[str, Any]:
        """Return all that is needed to check it: its texts, the traces of its numbers, its names.

        The map is left out: it is drawn from outlines, and its legend is in the texts.
        """
        page = {**self.page, "carte": {**self.page["carte"], "svg": ""}}
        filters = self.sujet.filters
        return {
            "fichier": self.sujet.file_name,
            "jeu": filters.jeu,
            "instantane": filters.snapshot_date,
            "page": page,
            "traces": [trace.as_json() for trace in self.carnet.traces],
            "noms": list(self.carnet.names),
        }


def note(sujet: Sujet, fetch: Fetch = compute) -> Note:
    """Return what the note of a subject says, from the data of its snapshot."""
    carnet = Carnet(sujet.filters, fetch)
    carnet.name(sujet.name)
    filters = sujet.filters
    page = {
        "titre": sujet.name,
        "genre": "" if sujet.kind == FRANCE else ", ".join(filter(None, (sujet.kind, sujet.limit))),
        "fiction": FICTION_VALUE if filters.jeu != "public" else "",
        "date": filters.snapshot_date,
        "entete": _header(carnet, sujet, fetch),
        "synthese": synthese(carnet, sujet),
        "argent": argent.bloc(carnet, sujet),
        "enjeux": enjeux.bloc(carnet, sujet),
        "recours": recours.bloc(carnet, sujet),
        "identite": identite.bloc(carnet, sujet),
        "carte": carte.bloc(carnet, sujet),
        "faits": faits.facts(carnet, sujet),
        "alertes": attentes.alerts(carnet, sujet),
        "questions": questions.questions(carnet, sujet),
    }
    page["pied"] = _foot(carnet, sujet, fetch)
    return Note(sujet, page, carnet)


def _header(carnet: Carnet, sujet: Sujet, fetch: Fetch) -> list[str]:
    """Date, snapshot, data set, filters, completeness, each in a few words."""
    filters = sujet.filters
    day = date.fromisoformat(filters.snapshot_date or "")
    told = [
        f"Situation au {long_day(day)} (instantané)",
        PHASES[filters.phase],
        f"Jeu de données\u00a0: {JEUX.get(filters.jeu, filters.jeu).lower()}",
    ]
    chosen = selection(carnet.read("filtres/selection"), fetch)
    kept = [
        f"{label.lower()}\u00a0: {carnet.name(words)}"
        for label, words in ((name, text.partition(" (sans effet")[0]) for name, text in chosen)
        if label != "Phase"
    ]
    told.append(f"Filtres – {', '.join(kept)}")
    return [*told, _completeness(carnet, sujet)]


def _completeness(carnet: Carnet, sujet: Sujet) -> str:
    query = CELLULES
    pick: dict[str, Any] = {}
    if sujet.kind == ENGAGEMENT:
        query, pick = BY_ENGAGEMENT, {"engagement_id": sujet.engagement_id}
    rows = carnet.rows(query, **pick)
    if not rows or not rows[0]["attendue_count"]:
        return "Complétude\u00a0: sans objet, aucun montant n’est attendu"
    known = carnet.cite(query, "renseignee_count", style="nombre", **pick)
    told = f"{known}\u00a0{langue.agreed(known.valeur, 'montant connu', 'montants connus')}"
    if known.valeur == 0:
        told = langue.none_of("montant connu")
    expected = carnet.cite(query, "attendue_count", style="nombre", **pick)
    share = carnet.cite(query, "renseignee_share", style="part", **pick)
    return f"Complétude\u00a0: {told} sur {expected} attendus ({share})"


def _foot(carnet: Carnet, sujet: Sujet, fetch: Fetch) -> dict[str, str]:
    """Sources of the answers read, once all are read; the fingerprint of the snapshot (R7)."""
    names: dict[str, None] = {}
    found: dict[str, None] = {}
    cited = {trace.requete for trace in carnet.traces} | {carte.CONTOURS}
    for result in carnet.answers():
        if result.query.name not in cited:
            continue
        told = origines(result, fetch)
        (found if told.found else names).update(dict.fromkeys(told.names))
    listed = list(found or names)
    label = "Sources" if found else "Sources consultées"
    day = date.fromisoformat(sujet.filters.snapshot_date or "")
    [row] = [row for row in carnet.rows(_INSTANTANES) if row["snapshot_date"].date() == day]
    warning = mots.of(sujet.filters.jeu).avertissement
    return {
        "sources": f"{label}\u00a0: {_BETWEEN.join(map(carnet.name, listed))}.",
        "empreinte": f"Manifeste de l’instantané, SHA-256\u00a0: {carnet.name(row['empreinte'])}",
        "requetes": f"Requêtes\u00a0: {', '.join(sorted(cited))}.",
        "fiction": warning,
    }
