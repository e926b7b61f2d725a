"""The synthesis: where a scope stands, in French, in 120 words at most; same data, same bytes.

Every number is cited (`traces`), so that nothing is said that the queries do not say; what is not
known is said, zero is said in words, and no stage is inferred from another.
"""

from typing import Any

from tdi import fmt, langue
from tdi.notes import argent, recours
from tdi.notes.sujet import ENGAGEMENT, ENJEU, TERRITOIRE, Sujet
from tdi.traces import Carnet, Trace

MAXIMUM = 120
ALERTES = "notes/alertes_retenues"
CELLULES, BY_ENGAGEMENT = "donnees/cellules", "donnees/cellules_by_engagement"
CHANGEMENTS = "pilotage/changements"
_ENVELOPPE: dict[str, Any] = {
    "famille": "Montants",
    "cadre": "Enveloppe 2018",
    "nature": "Ensemble",
}
_FOLLOWED = {"Engagé": "engagé", "Payé": "payé"}
_STAGE = {"Engagé": "l’engagé", "Payé": "le payé"}


def synthese(carnet: Carnet, sujet: Sujet) -> str:
    """Return the synthesis of a subject; sentences that would pass the limit are left out.

    They come in the order of what a reader needs first: money, gaps, uptake, alerts, moves.
    """
    sentences = [_money(carnet, sujet), gaps(carnet, sujet), _uptake(carnet, sujet)]
    sentences += [_alerts(carnet, sujet), _moves(carnet, sujet)]
    kept: list[str] = []
    for sentence in filter(None, sentences):
        if langue.word_count(" ".join([*kept, sentence])) <= MAXIMUM:
            kept.append(sentence)
    return " ".join(kept)


def _money(carnet: Carnet, sujet: Sujet) -> str:
    name, pick = argent.query(sujet)
    rows = {row["etape"]: row for row in carnet.rows(name, **pick)}
    if not rows:
        return (
            f"Aucune enveloppe suivie n’est publiée pour la phase {sujet.filters.phase}\u00a0: "
            f"{sujet.within}, aucun montant n’est attendu."
        )
    known = [
        f"{carnet.cite(name, 'documente_eur', etape=etape, **pick)} {_beyond(carnet, sujet, etape)}"
        for etape in _FOLLOWED
        if not fmt.is_missing(rows[etape]["documente_eur"])
    ]
    reference = carnet.cite(name, "reference_eur", etape="Annoncé", **pick)
    if not known:
        return _unknown(carnet, sujet, reference)
    whole = "" if reference.is_missing else f", sur {reference} {_agreed(reference, 'annoncé')}"
    last = [etape for etape in _FOLLOWED if not fmt.is_missing(rows[etape]["documente_eur"])][-1]
    count = len(known) if len(known) > 1 else float(rows[last]["documente_eur"])
    verb = langue.agreed(count, "est connu", "sont connus")
    told = f"{langue.capital(sujet.within)}, {langue.enumerate_words(known)} {verb}{whole}"
    silent = [etape for etape in _FOLLOWED if fmt.is_missing(rows[etape]["documente_eur"])]
    apart = f"\u202f; {_STAGE[silent[0]]} n’est pas communiqué" if silent else ""
    return f"{told}, toutes natures ensemble{apart}."


def _agreed(amount: Trace, word: str) -> str:
    """« 1 € engagé », « 1,5 M€ engagés »: a participle agrees with the euros."""
    return langue.agreed(amount.valeur, word)


def _beyond(carnet: Carnet, sujet: Sujet, etape: str) -> str:
    name, pick = argent.query(sujet)
    over = carnet.cite(name, "depassement_eur", etape=etape, **pick)
    word = _agreed(carnet.cite(name, "documente_eur", etape=etape, **pick), _FOLLOWED[etape])
    return word if over.is_missing else f"{word} ({over} au-delà de l’annoncé)"


def _unknown(carnet: Carnet, sujet: Sujet, reference: Trace) -> str:
    if not reference.is_missing:
        announced = f"{reference} {_agreed(reference, 'annoncé')}"
        return (
            f"{langue.capital(sujet.within)}, sur {announced}, rien d’engagé ni de payé "
            "n’est communiqué."
        )
    if sujet.kind == ENGAGEMENT:
        return f"{langue.capital(sujet.within)}, aucun montant de l’enveloppe n’est communiqué."
    envelope = carnet.cite(argent.ENTONNOIR, "enveloppe_eur", etape="Annoncé")
    return (
        f"Des {envelope} de l’enveloppe de 2018, rien n’est communiqué de ce qui est annoncé, "
        f"engagé ou payé {sujet.within}."
    )


def gaps(carnet: Carnet, sujet: Sujet) -> str:
    """Say how many of the amounts expected by territoire nobody gave; empty when none is expected.

    Read by the facts of a note too.
    """
    query = CELLULES
    pick: dict[str, Any] = {}
    if sujet.kind == ENGAGEMENT:
        query, pick = BY_ENGAGEMENT, {"engagement_id": sujet.engagement_id}
    rows = carnet.rows(query, **pick)
    if not rows or not rows[0]["attendue_count"]:
        return ""
    expected = carnet.cite(query, "attendue_count", style="nombre", **pick)
    missing = rows[0]["non_communiquee_count"]
    local = "" if sujet.kind == TERRITOIRE else " par territoire"
    if expected.valeur == 1:
        verb = "est communiqué" if missing == 0 else "n’est pas communiqué"
        return f"Le seul montant attendu{local} {verb}."
    if missing == 0:
        return f"Les {expected}\u00a0montants attendus{local} sont tous communiqués."
    cited = carnet.cite(query, "non_communiquee_count", style="nombre", **pick)
    if missing == rows[0]["attendue_count"]:
        return f"Aucun des {expected}\u00a0montants attendus{local} n’est communiqué."
    words = langue.agreed(missing, "montant attendu", "montants attendus")
    verb = langue.agreed(missing, "n’est pas communiqué", "ne sont pas communiqués")
    return f"{cited}\u00a0{words}{local} sur {expected} {verb}."


def _uptake(carnet: Carnet, sujet: Sujet) -> str:
    pick: dict[str, Any] = {"maille": "Ensemble"}
    if sujet.kind == ENGAGEMENT:
        pick["engagement_id"] = sujet.engagement_id
        own = {"engagement_id": sujet.engagement_id}
        return recours.users(carnet, own) if carnet.rows(recours.ZONES, **pick) else ""
    rows = carnet.rows(recours.ZONES, **pick)
    if not rows:
        return ""
    used = carnet.count(recours.ZONES, etat="Renseigné", **pick)
    every = carnet.count(recours.ZONES, **pick)
    if used.valeur == 0 and every.valeur == 1:
        return "Son seul engagement n’a pas de recours connu."
    if used.valeur == 0:
        owned = "de ses" if sujet.kind == ENJEU else "des"
        return f"Aucun {owned} {every}\u00a0engagements n’a de recours connu."
    verb = langue.agreed(used.valeur, "a", "ont")
    words = langue.agreed(used.valeur, "engagement")
    return f"{used}\u00a0{words} sur {every} {verb} un recours connu."


def _alerts(carnet: Carnet, sujet: Sujet) -> str:
    pick: dict[str, Any] = {"sujet_name": sujet.name} if sujet.kind == ENGAGEMENT else {}
    count = carnet.count(ALERTES, **pick)
    if count.valeur == 0:
        if sujet.kind == ENGAGEMENT:
            return "Aucune alerte ne porte sur cet engagement."
        return "Aucune alerte n’est ouverte."
    grave = carnet.count(ALERTES, gravite_name="Majeure", **pick)
    words = langue.agreed(count.valeur, "alerte est ouverte", "alertes sont ouvertes")
    if grave.valeur == 0:
        return f"{count}\u00a0{words}, {langue.none_of('majeure', feminine=True)}."
    return f"{count}\u00a0{words}, dont {grave} {langue.agreed(grave.valeur, 'majeure')}."


def _moves(carnet: Carnet, sujet: Sujet) -> str:
    """Say what moved since the previous snapshot, which is not split by engagement."""
    rows = carnet.rows(CHANGEMENTS, **_ENVELOPPE)
    if sujet.kind == ENGAGEMENT or not rows:
        return ""
    told = []
    for row in rows:
        moved = row["variation_eur"]
        if row["etape"] in _FOLLOWED and not fmt.is_missing(moved) and moved:
            pick: dict[str, Any] = {**_ENVELOPPE, "etape": row["etape"]}
            cited = carnet.cite(CHANGEMENTS, "variation_eur", style="écart", **pick)
            told.append(
                f"{_STAGE[row['etape']]} {'augmente' if moved > 0 else 'baisse'} de {cited}"
            )
    since = carnet.cite(
        CHANGEMENTS, "previous_date", style="jour", etape=rows[0]["etape"], **_ENVELOPPE
    )
    if not told:
        return f"Depuis le {since}, ni l’engagé ni le payé ne changent."
    return f"Depuis le {since}, {langue.enumerate_words(told)}."
