"""Three facts: those that weigh most among what is known of the subject.

A fact that moved since the previous snapshot weighs more.
"""

from collections.abc import Iterator
from typing import Any

from tdi import fmt, langue
from tdi.notes import argent, enjeux, faits_propres, recours
from tdi.notes.poids import MOVED, POINTS, Candidate
from tdi.notes.sujet import ENGAGEMENT, ENJEU, REGION, TERRITOIRE, Sujet
from tdi.synthese import BY_ENGAGEMENT, CELLULES, CHANGEMENTS, gaps
from tdi.traces import Carnet, Row

KEPT = 3
_LIEUX = {TERRITOIRE: "territoires/territoires", REGION: "territoires/regions"}
_FICHES = "territoires/fiches_by_statut"


def facts(carnet: Carnet, sujet: Sujet) -> list[str]:
    """Return the three facts, the weightiest first; at equal weight, the one that comes first."""
    carnet.mark()
    found = []
    for weight, text in _candidates(carnet, sujet):
        # What is cited for a fact that is not kept is not in the note.
        found.append((weight, text, carnet.take_back()))
    kept = sorted(found, key=lambda one: -one[0])[:KEPT]
    for _, _, traces in kept:
        carnet.put_back(traces)
    return [text for _, text, _ in kept]


def _candidates(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    yield from _argent(carnet, sujet)
    yield from _completude(carnet, sujet)
    yield from _recours(carnet, sujet)
    yield from _indicateur(carnet, sujet)
    yield from _fiches(carnet, sujet)
    if sujet.kind in _LIEUX:
        yield from faits_propres.aides(carnet, sujet, _LIEUX[sujet.kind])
    if sujet.kind == TERRITOIRE:
        yield from faits_propres.territoire(carnet)
    if sujet.kind == ENGAGEMENT:
        yield from faits_propres.engagement(carnet, sujet)
    elif sujet.kind == ENJEU:
        yield POINTS["mesures"], faits_propres.measured(carnet, sujet)
    else:
        yield POINTS["perimetre"], faits_propres.perimetre(carnet, sujet)
    if sujet.filters.phase != 1:
        told = "Ni enveloppe ni engagement n’est suivi pour la phase 2\u00a0: sans objet."
        yield POINTS["sans_objet"], told
    elif sujet.kind == REGION and not carnet.rows(_LIEUX[TERRITOIRE]):
        yield POINTS["sans_objet"], "Aucun montant ni recours n’y est attendu\u00a0: sans objet."


def _argent(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    name, pick = argent.query(sujet)
    known = [row for row in carnet.rows(name, **pick) if not fmt.is_missing(row["documente_eur"])]
    if not known:
        return
    etape = known[-1]["etape"]
    amount = carnet.cite(name, "documente_eur", etape=etape, **pick)
    told = f"{etape}\u00a0: {amount} {langue.agreed(amount.valeur, 'connu')}"
    rows = carnet.rows(
        CHANGEMENTS, famille="Montants", cadre="Enveloppe 2018", nature="Ensemble", etape=etape
    )
    if sujet.kind == ENGAGEMENT:
        if etape != "Annoncé":
            reference = carnet.cite(name, "reference_eur", etape=etape, **pick)
            told += "" if reference.is_missing else f", sur {reference} annoncés"
        yield POINTS["argent"], f"{told}."
        return
    share = carnet.cite(name, "enveloppe_share", style="part", etape=etape)
    told += f", soit {share} de l’enveloppe de 2018"
    moved = rows[0]["variation_eur"] if rows else None
    if fmt.is_missing(moved) or not moved:
        yield POINTS["argent"], f"{told}."
        return
    pick: dict[str, Any] = {name: rows[0][name] for name in ("famille", "cadre", "nature", "etape")}
    change = carnet.cite(CHANGEMENTS, "variation_eur", style="écart", **pick)
    since = carnet.cite(CHANGEMENTS, "previous_date", style="jour", **pick)
    way = "en hausse" if moved > 0 else "en baisse"
    yield POINTS["argent"] + MOVED, f"{told}, {way} de {change} depuis le {since}."


def _completude(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    told = gaps(carnet, sujet)
    if told:
        query = CELLULES
        pick: dict[str, Any] = {}
        if sujet.kind == ENGAGEMENT:
            query, pick = BY_ENGAGEMENT, {"engagement_id": sujet.engagement_id}
        [row] = carnet.rows(query, **pick)
        yield POINTS["completude" if row["renseignee_count"] else "lacune"], told


def _recours(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    pick: Row = {"maille": "Ensemble"}
    if sujet.kind == ENGAGEMENT:
        pick["engagement_id"] = sujet.engagement_id
    rows = carnet.rows(recours.ZONES, **pick)
    used = [row for row in rows if row["etat"] == "Renseigné"]
    if not used:
        return
    if sujet.kind == ENGAGEMENT:
        yield POINTS["recours"], recours.users(carnet, {"engagement_id": sujet.engagement_id})
        return
    count, every = carnet.count(recours.ZONES, etat="Renseigné", **pick), len(rows)
    whole = carnet.count(recours.ZONES, **pick)
    verb = langue.agreed(len(used), "engagement a", "engagements ont")
    told = f"{count} {verb} un recours connu, sur {whole}"
    never = carnet.count(recours.ZONES, etat="Zéro", **pick)
    if never.valeur and every > len(used):
        told += f"\u202f; jamais, là où l’on sait\u00a0: {never}"
    yield POINTS["recours"], f"{told}."


def _indicateur(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    known = [row for row in enjeux.rows(carnet, sujet) if not fmt.is_missing(row["value"])]
    # One with a target first; the order of the query otherwise.
    known.sort(key=lambda row: fmt.is_missing(row["cible"]))
    if sujet.kind == TERRITOIRE or not known:
        return
    pick = {name: known[0][name] for name in ("indicateur_id", "zone_code")}
    yield POINTS["indicateur"], f"{carnet.say('indicateur', enjeux.INDICATEURS, **pick)}."


def _fiches(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    if sujet.kind == ENGAGEMENT:
        return
    words = {"Réalisée": "réalisée", "En cours": "en cours", "Abandonnée": "abandonnée"}
    told = []
    for statut, word in words.items():
        if carnet.rows(_FICHES, statut=statut):
            count = carnet.cite(_FICHES, "fiche_count", style="nombre", statut=statut)
            agreed = word if word == "en cours" else langue.agreed(count.valeur, word)
            told.append(f"{count}\u00a0{agreed}")
    if told:
        yield POINTS["fiches"], f"Fiches-actions\u00a0: {langue.enumerate_words(told)}."
