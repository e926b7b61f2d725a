"""The facts that only one kind of subject has: what a place received, who it is, who attests it."""

from collections.abc import Iterator
from typing import Any

from tdi import fmt, langue
from tdi.notes.poids import POINTS, Candidate
from tdi.notes.sujet import FRANCE, REGION, Sujet
from tdi.traces import Carnet


def aides(carnet: Carnet, sujet: Sujet, query: str) -> Iterator[Candidate]:
    """Say what the place received beside the envelope, where the data set holds such aids.

    Laureates are those of the whole région; the Fonds vert is placed in the territoires only.
    """
    held = {row["table_name"] for row in carnet.rows("donnees/sources_tenues")}
    if "laureats" in held:
        own = carnet.cite(query, "laureat_count")
        fund = carnet.cite(query, "fonds_laureat_count", style="nombre")
        told = f"{own} {langue.agreed(own.valeur, 'lauréat')} de France Relance"
        if own.valeur:
            told += f", dont {fund} du fonds de soutien à l’investissement industriel"
        else:
            told = f"{langue.none_of('projet lauréat')} de France Relance"
        yield POINTS["laureats"], f"Hors enveloppe\u00a0: {told}."
    if "fonds_vert" in held and carnet.rows("territoires/territoires"):
        amount = carnet.cite(query, "fonds_vert_eur")
        where = ", dans ses territoires" if sujet.kind == REGION else ""
        yield POINTS["fonds_vert"], f"Hors enveloppe\u00a0: {amount} du Fonds vert 2023{where}."


def territoire(carnet: Carnet) -> Iterator[Candidate]:
    """Give the weather of a territoire, its contract, what it became, where it is."""
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
        yield POINTS["liens"], f"Ses membres sont dans {linked}\u00a0{words} de l’autre phase."
    regions = carnet.cite(query, "region_names", style="liste")
    departements = carnet.cite(query, "departement_names", style="liste")
    yield POINTS["identite"], f"{regions}\u202f; {departements}."


def engagement(carnet: Carnet, sujet: Sujet) -> Iterator[Candidate]:
    """Say how an engagement is attested, and who answers for it."""
    [row] = carnet.rows("pilotage/engagements", engagement_id=sujet.engagement_id)
    told = f"Libellé {row['libelle_statut']}"
    if not fmt.is_missing(row["attestation"]):
        told += f", par\u00a0: {carnet.name(row['attestation'])}"
    yield POINTS["attestation"], f"{told}\u202f; ce n’est pas un intitulé officiel."
    owners: Any = row["operateur_names"]
    if not fmt.is_missing(owners):
        names = langue.enumerate_words([langue.named(name.partition(" (")[0]) for name in owners])
        yield POINTS["identite"], f"Attendu de\u00a0: {names}."


def measured(carnet: Carnet, sujet: Sujet) -> str:
    """Count the indicators of an enjeu, and those that have a national target."""
    query = "pilotage/enjeux"
    pick: dict[str, Any] = {"enjeu_id": sujet.filters.enjeu_id}
    count = carnet.cite(query, "indicateur_count", **pick)
    target = carnet.cite(query, "cible_count", style="nombre", **pick)
    told = f"{count}\u00a0{langue.agreed(count.valeur, 'suivi')}"
    if target.valeur == 0:
        return f"{told}, aucun avec une cible nationale."
    return f"{told}, dont {target} avec une cible nationale."


def perimetre(carnet: Carnet, sujet: Sujet) -> str:
    """Count the territoires of a place, their members, their inhabitants."""
    query = "pilotage/perimetre"
    if carnet.rows(query)[0]["territoire_count"] == 0:
        return f"Aucun territoire de la phase {sujet.filters.phase} {sujet.within}."
    told = [
        str(carnet.cite(query, column))
        for column in ("territoire_count", "membre_count", "population")
        if column != "territoire_count" or sujet.kind in (FRANCE, REGION)
    ]
    return f"Périmètre\u00a0: {langue.enumerate_words(told)}."
