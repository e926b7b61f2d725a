"""What a note expects an answer to: three alerts, three questions, by the scores of the queries."""

from collections.abc import Callable
from typing import Any

from tdi import fmt, langue
from tdi.notes import recours
from tdi.notes.sujet import ENGAGEMENT, Sujet
from tdi.synthese import ALERTES
from tdi.traces import Carnet, Row, Trace

QUESTIONS = "notes/questions"
KEPT = 3
# Names that a line holds.
_NAMED = 3
Bloc = dict[str, Any]


def alerts(carnet: Carnet, sujet: Sujet) -> list[Bloc]:
    """Return the alerts of a note, the highest score first: title, finding, who must answer."""
    return [_alert(carnet, sujet, row) for row in _kept(carnet, sujet, ALERTES)]


def _kept(carnet: Carnet, sujet: Sujet, query: str) -> list[Row]:
    pick: dict[str, Any] = {"sujet_name": sujet.name} if sujet.kind == ENGAGEMENT else {}
    return carnet.rows(query, **pick)[:KEPT]


def _alert(carnet: Carnet, sujet: Sujet, row: Row) -> Bloc:
    cites = _Cites(carnet, ALERTES, {"alerte_id": row["alerte_id"]}, row, sujet)
    found = "" if row["constat"] == row["alerte_type"] else carnet.name(row["constat"])
    told = [found, cites.compared(), cites.amount(), cites.extent(), cites.late()]
    owners = list(row["owner_names"])
    others = [*owners[:_NAMED], "d’autres"] if len(owners) > _NAMED else owners
    return {
        "titre": f"{row['alerte_type']} – {carnet.name(row['sujet_name'])}",
        "texte": "\u202f; ".join(part for part in told if part),
        "attendu": langue.enumerate_words(others),
    }


def questions(carnet: Carnet, sujet: Sujet) -> list[Bloc]:
    """Return the questions of a note: to whom, and what, with the figure that raises it."""
    rows = _kept(carnet, sujet, QUESTIONS)
    asked = [
        {"a": row["operateur_name"], "texte": _ASKED[row["regle_id"]](_of(carnet, sujet, row))}
        for row in rows
    ]
    return [*asked, *_default(carnet, sujet)][:KEPT]


def _of(carnet: Carnet, sujet: Sujet, row: Row) -> "_Cites":
    return _Cites(carnet, QUESTIONS, {"question_id": row["question_id"]}, row, sujet)


class _Cites:
    """The figures of one row, cited when a sentence asks for them."""

    def __init__(self, carnet: Carnet, query: str, pick: Row, row: Row, sujet: Sujet) -> None:
        self._here = sujet.name
        self._carnet, self._query, self._pick, self.row = carnet, query, pick, row
        self.subject = carnet.name(str(row["sujet_name"]))
        self.finding = langue.small(carnet.name(str(row["constat"])))

    def cite(self, column: str, style: str = "quantité") -> Trace:
        return self._carnet.cite(self._query, column, style=style, **self._pick)

    @property
    def amount_text(self) -> str:
        return str(self.cite("ecart_eur"))

    def lines(self, noun: str, plural: str | None = None) -> str:
        """« 30 réponses »: the rows of the finding, counted under their name."""
        cited = self.cite("ligne_count", "nombre")
        return f"{cited} {langue.agreed(cited.valeur, noun, plural)}"

    def compared(self) -> str:
        if fmt.is_missing(self.row["value"]) or fmt.is_missing(self.row["repere_value"]):
            return ""
        return f"{self.cite('value', 'nombre')} contre {self.cite('repere_value')}"

    def amount(self) -> str:
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
        day = self.row["due_date"]
        return "" if fmt.is_missing(day) else f"échéance du {self.cite('due_date', 'jour')}"


def _demande(one: _Cites) -> str:
    cells = one.lines("montant attendu", "montants attendus")
    due = f", {one.late()}" if one.late() else ""
    told = f"{one.subject}\u00a0: {cells} ({one.finding.lower()}{due}). Pour quand\u202f?"
    if one.amount():
        told += f" La suite de {one.amount_text} annoncés y est incomplète."
    return told


def _indicator(one: _Cites) -> str:
    measured = one.compared() or one.lines("donnée manquante", "données manquantes")
    return f"{one.subject}{one.where()}\u00a0: {one.finding}, {measured}. Pourquoi\u202f?"


_ASKED: dict[str, Callable[[_Cites], str]] = {
    "demande": _demande,
    "depassement": lambda one: (
        f"{one.subject}{one.where()}\u00a0: pourquoi {one.amount_text} engagés au-delà de "
        "l’annoncé\u202f?"
    ),
    "enveloppe_depassee": lambda one: (
        f"{one.finding.capitalize()} de {one.amount_text}\u00a0: tous ces montants relèvent-ils de "
        "l’enveloppe de 2018\u202f?"
    ),
    "ordre_des_etapes": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, de {one.amount_text}. Quelle étape est "
        "juste\u202f?"
    ),
    "revision_silencieuse": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, "
        f"{one.lines('ligne')}{f', {one.amount_text}' if one.amount() else ''}. Pour quel "
        "motif\u202f?"
    ),
    "en_retard": lambda one: (
        f"{one.lines('réponse attendue', 'réponses attendues')}{one.where()}, {one.finding}, "
        f"{one.late()}\u00a0: pour quand\u202f?"
    ),
    "conteste": lambda one: (
        f"{one.subject}{one.where()}\u00a0: {one.finding}, {one.lines('montant')}"
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
        f"{one.subject}\u00a0: {one.finding} "
        f"({one.lines('montant inchangé', 'montants inchangés')}). Qu’est-il prévu\u202f?"
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
        f"{one.subject}{one.where()}\u00a0: {one.lines('valeur manquante', 'valeurs manquantes')}, "
        f"{one.finding}. Quand la part engagée se calculera-t-elle\u202f?"
    ),
    "chemin_non_calculable": _indicator,
}


def _default(carnet: Carnet, sujet: Sujet) -> list[Bloc]:
    """Return what to ask where the queries raise less than three: what nobody publishes."""
    perimetre, to_state = "pilotage/perimetre", "État"
    if sujet.kind == ENGAGEMENT:
        return _of_engagement(carnet, sujet)
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
        asked.append(f"Pourquoi {never} {verb} jamais recours\u202f?")
    if row["inconnu_count"]:
        unknown = carnet.cite(recours.ZONES, "inconnu_count", **pick)
        asked.append(f"Pour {unknown}, rien n’est dit\u00a0: qui y a recours\u202f?")
    for target in carnet.rows(recours.OBJECTIFS, **own):
        told = recours.objective(carnet, {**own, "unit": target["unit"]})
        asked.append(f"{told} Pour quand le reste\u202f?")
    expected = carnet.cite(recours.ZONES, "attendu_count", **pick)
    asked.append(f"Combien de demandes reçues et refusées dans {expected}\u202f?")
    owners = carnet.rows("pilotage/engagements", **own)[0]["operateur_names"]
    name = "État" if fmt.is_missing(owners) else owners[0]
    return [{"a": name, "texte": text} for text in asked]
