"""The three questions of a note, by the score of their query: to whom, from which figure."""

from collections.abc import Callable
from typing import Any

from tdi import fmt, langue
from tdi.notes import recours
from tdi.notes.constats import KEPT, Cites, kept
from tdi.notes.sujet import ENGAGEMENT, Sujet
from tdi.traces import Carnet, Row

QUESTIONS = "notes/questions"
Bloc = dict[str, Any]


def questions(carnet: Carnet, sujet: Sujet) -> list[Bloc]:
    """Return the questions of a note: to whom, and what, with the figure that raises it."""
    rows = kept(carnet, sujet, QUESTIONS)
    asked = [
        {"a": row["operateur_name"], "texte": ASKED[row["regle_id"]](_of(carnet, sujet, row))}
        for row in rows
    ]
    lacking = KEPT - len(asked)
    return [*asked, *_default(carnet, sujet)[:lacking]] if lacking else asked


def _of(carnet: Carnet, sujet: Sujet, row: Row) -> "Cites":
    return Cites(carnet, QUESTIONS, {"question_id": row["question_id"]}, row, sujet)


def _demande(one: Cites) -> str:
    cells = one.lines("montant attendu", "montants attendus")
    due = f", {one.late()}" if one.late() else ""
    told = f"{one.subject}\u00a0: {cells} ({one.finding.lower()}{due}). Pour quand\u202f?"
    if one.amount():
        told += f" La suite de {one.amount_text} annoncés y est incomplète."
    return told


def _indicator(one: Cites) -> str:
    return f"{one.subject}{one.where()}\u00a0: {one.finding}, {one.compared()}. Pourquoi\u202f?"


ASKED: dict[str, Callable[[Cites], str]] = {
    "demande": _demande,
    "depassement": lambda one: (
        f"{one.subject}{one.where()}\u00a0: pourquoi {one.amount_text} engagés au-delà de "
        "l’annoncé\u202f?"
    ),
    "enveloppe_depassee": lambda one: (
        f"{langue.capital(one.finding)} de {one.amount_text}\u00a0: tous ces montants "
        "relèvent-ils de l’enveloppe de 2018\u202f?"
    ),
    "ordre_des_etapes": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, de {one.amount_text}. Quelle étape est "
        "juste\u202f?"
    ),
    "revision_silencieuse": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, "
        f"{one.counted()}{f', {one.amount_text}' if one.amount() else ''}. Pour quel motif"
        "\u202f?"
    ),
    "en_retard": lambda one: (
        f"{one.counted()}{one.where()}, {one.finding}, {one.late()}\u00a0: pour quand\u202f?"
    ),
    "conteste": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, {one.counted()}"
        f"{f', {one.amount_text}' if one.amount() else ''}. Lequel est juste\u202f?"
    ),
    "decision_en_retard": lambda one: (
        f"«\u00a0{one.subject}\u00a0»{one.where()}, {one.late()}\u00a0: qu’est-ce qui retarde "
        "cette décision\u202f?"
    ),
    "meteo_contredite": lambda one: (
        f"{one.subject}\u00a0: {one.finding} ({one.compared() or one.lines('ligne')}). Que faut-il "
        "croire\u202f?"
    ),
    "residu_croissant": lambda one: (
        f"{one.subject}\u00a0: {one.finding}{f', {one.amount_text}' if one.amount() else ''}. "
        f"Pourquoi ({one.compared() or one.lines('ligne')})\u202f?"
    ),
    "en_baisse": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, {one.amount() or one.lines('ligne')}. "
        "Pourquoi cette baisse\u202f?"
    ),
    "cible": _indicator,
    "recul": _indicator,
    "chiffre_contredit": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, qu’un autre texte public contredit. "
        "Quel chiffre retenir\u202f?"
    ),
    "territoire_dormant": lambda one: (
        f"{one.subject}\u00a0: {one.finding} ({one.counted()}). Qu’est-il prévu\u202f?"
    ),
    "bloque": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, "
        f"{one.amount() or one.lines('cas', 'cas')}. Qu’attend-on\u202f?"
    ),
    "sous_la_mediane": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, "
        f"{one.compared() or one.amount() or one.lines('cas', 'cas')}. Pourquoi\u202f?"
    ),
    "non_calculable": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.counted()}, {one.finding}. Quand la "
        "part engagée se calculera-t-elle\u202f?"
    ),
    "chemin_non_calculable": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.counted()} pour suivre le chemin vers la cible "
        f"({one.finding.partition(' sans ')[2]}). Pour quand\u202f?"
    ),
}


def _default(carnet: Carnet, sujet: Sujet) -> list[Bloc]:
    """Return what to ask where the queries raise less than three: what nobody publishes."""
    perimetre, to_state = "pilotage/perimetre", "État"
    if sujet.kind == ENGAGEMENT:
        return _of_engagement(carnet, sujet)
    if carnet.rows(perimetre)[0]["territoire_count"] == 0:
        return []
    people = carnet.cite(perimetre, "population")
    members = carnet.cite(perimetre, "membre_count")
    phase = sujet.filters.phase
    asked = [
        f"Quels crédits de la phase {phase} vont à ces {people}, et où sont-ils suivis\u202f?",
        f"Pour {members}, quels engagements de la phase {phase} sont tenus, et par qui\u202f?",
    ]
    if sujet.is_place:
        communes = carnet.cite(perimetre, "commune_count")
        asked.append(f"Pour {communes}, quels indicateurs suivront la phase {phase}\u202f?")
    else:
        places = carnet.cite(perimetre, "territoire_count")
        asked.append(f"Pour {places}, qui transmettra les relevés de la phase {phase}\u202f?")
    return [{"a": to_state, "texte": text} for text in asked]


def _of_engagement(carnet: Carnet, sujet: Sujet) -> list[Bloc]:
    """Return what to ask the first operator of an engagement: who never uses it, of whom nobody
    speaks, how far from the objective.
    """
    own: dict[str, Any] = {"engagement_id": sujet.engagement_id}
    pick: dict[str, Any] = {**own, "maille": "Ensemble"}
    [row] = carnet.rows(recours.ZONES, **pick)
    asked = []
    if row["jamais_count"]:
        never = carnet.cite(recours.ZONES, "jamais_count", **pick)
        verb = langue.agreed(never.valeur, "n’y a-t-il", "n’y ont-ils")
        asked.append(f"Pourquoi {never}\u00a0{verb} jamais recours\u202f?")
    if row["inconnu_count"]:
        unknown = carnet.cite(recours.ZONES, "inconnu_count", **pick)
        asked.append(f"Pour {unknown}, rien n’est dit\u00a0: qui y a recours\u202f?")
    for target in carnet.rows(recours.OBJECTIFS, **own):
        asked.append(f"{recours.objective(carnet, target)} Pour quand le reste\u202f?")
    expected = carnet.cite(recours.ZONES, "attendu_count", **pick)
    asked.append(f"Combien de demandes reçues et refusées dans {expected}\u202f?")
    owners = carnet.rows("pilotage/engagements", **own)[0]["operateur_names"]
    # « État (par défaut) »: no text names an operator.
    name = "État" if fmt.is_missing(owners) else owners[0].partition(" (")[0]
    return [{"a": name, "texte": text} for text in asked]
