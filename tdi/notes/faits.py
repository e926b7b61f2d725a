"""Three facts: those that weigh most among what is known of the subject.

The weights are published (`docs/methode.md`, where a test compares them); a fact that moved since
the previous snapshot weighs more.
"""

from collections.abc import Iterator
from typing import Any

from tdi import fmt, langue
from tdi.notes import argent, enjeux, recours
from tdi.notes.sujet import ENGAGEMENT, ENJEU, FRANCE, REGION, TERRITOIRE, Sujet
from tdi.synthese import BY_ENGAGEMENT, CELLULES, CHANGEMENTS, gaps
from tdi.traces import Carnet, Row

POINTS = {
    "argent": 60,
    "lacune": 55,
    "recours": 50,
    "indicateur": 45,
    "fiches": 40,
    "laureats": 35,
    "meteo": 32,
    "fonds_vert": 30,
    "completude": 25,
    "mesures": 22,
    "contrat": 24,
    "liens": 20,
    "attestation": 15,
    "perimetre": 10,
    "sans_objet": 8,
    "identite": 5,
}
MOVED = 15
KEPT = 3
_LIEUX = {TERRITOIRE: "territoires/territoires", REGION: "territoires/regions"}
_FICHES = "territoires/fiches_by_statut"
Candidate = tuple[int, str]


def facts(carnet: Carnet, sujet: Sujet) -> list[str]:
    """Return the three facts, the weightiest first."""
    found = sorted(_candidates(carnet, sujet), key=lambda one: -one[0])
    return [text for _, text in found[:KEPT]]


def _candidates(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    yield from _argent(carnet, sujet)
    yield from _completude(carnet, sujet)
    yield from _recours(carnet, sujet)
    yield from _indicateur(carnet, sujet)
    yield from _fiches(carnet, sujet)
    if sujet.kind in _LIEUX:
        yield from _aides(carnet, _LIEUX[sujet.kind])
    if sujet.kind == TERRITOIRE:
        yield from _territoire(carnet)
    if sujet.kind == ENGAGEMENT:
        yield from _engagement(carnet, sujet)
    elif sujet.kind == ENJEU:
        yield POINTS["mesures"], _measured(carnet, sujet)
    else:
        yield POINTS["perimetre"], _perimetre(carnet, sujet)
    if sujet.filters.phase != 1:
        yield (
            POINTS["sans_objet"],
            "Ni enveloppe ni engagement n’est suivi pour la phase 2\u00a0: sans objet.",
        )


def _argent(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    name, pick = argent.query(sujet)
    known = [row for row in carnet.rows(name, **pick) if not fmt.is_missing(row["documente_eur"])]
    if not known:
        return
    etape = known[-1]["etape"]
    amount = carnet.cite(name, "documente_eur", etape=etape, **pick)
    told = f"{etape}\u00a0: {amount} connus"
    rows = carnet.rows(
        CHANGEMENTS, famille="Montants", cadre="Enveloppe 2018", nature="Ensemble", etape=etape
    )
    if sujet.kind == ENGAGEMENT:
        reference = carnet.cite(name, "reference_eur", etape=etape, **pick)
        whole = "" if reference.is_missing else f", sur {reference} annoncés"
        yield POINTS["argent"], f"{told}{whole}."
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
        yield POINTS["recours"], recours.users(carnet, rows[0], pick)
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
    row = known[0]
    told = f"{carnet.name(row['indicateur_name'])}\u00a0: "
    told += enjeux.situation(carnet, row, "value", "")
    target = enjeux.situation(carnet, row, "cible", "")
    yield POINTS["indicateur"], f"{told}{f', cible {target}' if target else ''}."


def _fiches(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    if sujet.kind == ENGAGEMENT:
        return
    words = {"Réalisée": "réalisée", "En cours": "en cours", "Abandonnée": "abandonnée"}
    told = []
    for statut, word in words.items():
        if carnet.rows(_FICHES, statut=statut):
            count = carnet.cite(_FICHES, "fiche_count", style="nombre", statut=statut)
            agreed = word if word == "en cours" else langue.agreed(count.valeur, word)
            told.append(f"{count} {agreed}")
    if told:
        yield POINTS["fiches"], f"Fiches-actions\u00a0: {langue.enumerate_words(told)}."


def _aides(carnet: Carnet, query: str) -> Iterator[Candidate]:
    """Say what the place received beside the envelope, where the data set holds such aids."""
    held = {row["table_name"] for row in carnet.rows("donnees/sources_tenues")}
    if "laureats" in held:
        own = carnet.cite(query, "laureat_count")
        fund = carnet.cite(query, "fonds_laureat_count", style="nombre")
        words = "lauréat" if own.valeur < 2 else "lauréats"
        yield (
            POINTS["laureats"],
            f"Hors enveloppe\u00a0: {own} {words} de France Relance, dont {fund} du fonds de "
            "soutien à l’investissement industriel.",
        )
    if "fonds_vert" in held:
        amount = carnet.cite(query, "fonds_vert_eur")
        yield POINTS["fonds_vert"], f"Hors enveloppe\u00a0: {amount} du Fonds vert 2023."


def _territoire(carnet: Carnet) -> Iterator[Candidate]:
    query = "territoires/territoires"
    given = [
        row for row in carnet.rows("territoires/appreciations") if not fmt.is_missing(row["author"])
    ]
    for row in given:
        pick: dict[str, Any] = {"zone_code": row["zone_code"]}
        day = carnet.cite("territoires/appreciations", "appreciation_date", style="jour", **pick)
        author = carnet.name(row["author"])
        yield POINTS["meteo"], f"Météo\u00a0: «\u00a0{row['meteo']}\u00a0», {author}, le {day}."
    [row] = carnet.rows(query)
    statut = row["contrat_statut"]
    if not fmt.is_missing(statut) and statut != "Non communiqué":
        yield POINTS["contrat"], f"Contrat\u00a0: {statut.lower()}."
    linked = carnet.count("territoires/liens")
    if linked.valeur and len(carnet.rows("filtres/phases")) > 1:
        words = langue.agreed(linked.valeur, "territoire")
        yield POINTS["liens"], f"Ses membres sont dans {linked} {words} de l’autre phase."
    regions = carnet.cite(query, "region_names", style="liste")
    departements = carnet.cite(query, "departement_names", style="liste")
    yield POINTS["identite"], f"{regions}\u202f; {departements}."


def _engagement(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    [row] = carnet.rows("pilotage/engagements", engagement_id=sujet.engagement_id)
    told = f"Libellé {row['libelle_statut']}"
    if not fmt.is_missing(row["attestation"]):
        told += f", par\u00a0: {carnet.name(row['attestation'])}"
    yield POINTS["attestation"], f"{told}\u202f; ce n’est pas un intitulé officiel."
    owners: Any = row["operateur_names"]
    if not fmt.is_missing(owners):
        names = langue.enumerate_words([langue.named(name) for name in owners])
        yield POINTS["identite"], f"Attendu de\u00a0: {names}."


def _measured(carnet: Carnet, sujet: Sujet) -> str:
    query = "pilotage/enjeux"
    pick: dict[str, Any] = {"enjeu_id": sujet.filters.enjeu_id}
    count = carnet.cite(query, "indicateur_count", **pick)
    target = carnet.cite(query, "cible_count", style="nombre", **pick)
    told = f"{count} {langue.agreed(count.valeur, 'suivi')}"
    if target.valeur == 0:
        return f"{told}, aucun avec une cible nationale."
    return f"{told}, dont {target} avec une cible nationale."


def _perimetre(carnet: Carnet, sujet: Sujet) -> str:
    query = "pilotage/perimetre"
    told = [
        str(carnet.cite(query, column))
        for column in ("territoire_count", "membre_count", "population")
        if column != "territoire_count" or sujet.kind in (FRANCE, REGION)
    ]
    return f"Périmètre\u00a0: {langue.enumerate_words(told)}."
