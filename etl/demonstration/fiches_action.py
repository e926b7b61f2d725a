"""The table `fiches_action` of a month: each project, where it stands, what it received."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from etl.demonstration import modele, perimetre, releves, simulation
from etl.demonstration.fiches import Fiche, all_fiches
from etl.demonstration.financements import euros

ENJEUX = {
    "eng-01": "recruter",
    "eng-02": "recruter",
    "eng-03": "recruter",
    "eng-04": "innover",
    "eng-05": "innover",
    "eng-06": "innover",
    "eng-07": "attirer",
    "eng-08": "attirer",
    "eng-09": "attirer",
    "eng-10": "simplifier",
    "eng-11": "attirer",
    "eng-12": "innover",
    "eng-13": "recruter",
    "eng-14": "innover",
    "": "simplifier",
}
PROJECTS = {
    "eng-01": (
        "Plateau de formation",
        "Préparation opérationnelle à l’emploi",
        "École de production",
    ),
    "eng-02": ("Accueil de volontaires en entreprise", "Recrutement d’un volontaire territorial"),
    "eng-03": ("Parcours de formation sur mesure", "Ingénierie d’un campus des métiers"),
    "eng-04": ("Ligne pilote", "Plateforme d’accélération", "Démonstrateur industriel"),
    "eng-05": ("Diagnostics de numérisation", "Accompagnement à l’industrie du futur"),
    "eng-06": ("Territoire d’innovation", "Grappe d’innovation"),
    "eng-07": (
        "Bâtiment relais",
        "Reconversion d’une friche",
        "Parc d’activités",
        "Usine partagée",
    ),
    "eng-08": ("Étude de faisabilité", "Étude foncière", "Schéma d’accueil des entreprises"),
    "eng-09": ("Prospection d’investisseurs",),
    "eng-10": ("Dérogation à expérimenter", "Guichet unique des autorisations"),
    "eng-11": ("Raccordement d’une zone d’activités",),
    "eng-12": ("Boucle d’écologie industrielle", "Récupération de chaleur fatale"),
    "eng-13": ("Forum des métiers de l’industrie",),
    "eng-14": ("Accélérateur d’entreprises", "Accompagnement de dirigeants"),
    "": ("Club d’industriels", "Visites d’entreprises", "Mobilité des salariés"),
}
SECTORS = ("agroalimentaire", "aéronautique", "bois", "chimie", "électronique", "luxe", "mécanique")
SECTORS += ("métallurgie", "plasturgie", "santé", "textile", "énergie")
CARRIERS = (
    "Intercommunalité",
    "PME industrielle",
    "Groupe industriel",
    "Association d’industriels",
)
CARRIERS += ("Organisme de formation", "Chambre consulaire", "Société d’économie mixte")


def rows(month: int) -> list[dict[str, Any]]:
    """Return the fiches registered by the end of a month."""
    gone = perimetre.absorbed(modele.months()[month])
    return [
        _row(rank, fiche, month, gone)
        for rank, fiche in enumerate(all_fiches())
        if fiche.month <= month
    ]


def _row(rank: int, fiche: Fiche, month: int, gone: dict[str, str]) -> dict[str, Any]:
    story, constant = simulation.run(), _constants()[rank]
    committed = int(story.fiches_committed[month][rank])
    paid = int(story.fiches_paid[month][rank])
    ever = bool(story.fiches_committed[-1][rank])
    return {
        "fiche_id": fiche.fiche_id,
        "territoire_ids": ";".join(gone.get(zone, zone) for zone in fiche.territoire_ids),
        "cle_repartition": fiche.key,
        "parts": ";".join(f"{x / 100:g}" for x in fiche.shares)
        if fiche.key == "Parts déclarées"
        else None,
        "enjeu_id": ENJEUX[fiche.engagement_id],
        "engagement_id": fiche.engagement_id or None,
        "operateur_id": constant["operateur_id"],
        "porteur": constant["porteur"],
        "statut": _statut(fiche, constant, month, committed, paid, ever),
        "intitule": constant["intitule"],
        "budget_eur": constant["budget_eur"],
        "engage_eur": _told(fiche, month, committed) if committed else None,
        "paye_eur": euros(paid) if committed else None,
        "start_date": fiche.start,
        "end_date": constant["end_date"],
        "source_id": "demo-fiches",
    }


def _told(fiche: Fiche, month: int, committed: int) -> Decimal:
    """Return what the territoire says was committed: the operator's figure, but for one flaw."""
    for flaw in releves.flaws("contradictions"):
        region = fiche.territoire_ids[0][6:8]
        same = (fiche.engagement_id, region) == (flaw["engagement"], flaw["region"])
        if same and releves.shown(flaw, month):
            return euros(committed * flaw["facteur_pour_mille"] // 1000)
    return euros(committed)


def _statut(
    fiche: Fiche, constant: dict[str, Any], month: int, committed: int, paid: int, ever: bool
) -> str:
    age = month - fiche.month
    if constant["abandoned_after"] is not None and age >= constant["abandoned_after"]:
        return "Abandonnée"
    if constant["end_date"] <= modele.months()[month] and (paid or not ever) and age > 18:
        return "Réalisée"
    if committed:
        return "En cours" if paid else "Engagée"
    if not constant["operateur_id"] and age > 10:
        return "En cours"
    return "Identifiée" if age < 4 + 5 * fiche.draw else "À l’étude"


@lru_cache(maxsize=1)
def _constants() -> tuple[dict[str, Any], ...]:
    """Return what never changes in each fiche."""
    draws, story = modele.random("intitulés"), simulation.run()
    operators = {ligne.engagement_id: ligne.operateur_id for ligne in modele.lignes()}
    operators |= modele.parameters()["services"]
    found = []
    for rank, fiche in enumerate(all_fiches()):
        titles = PROJECTS[fiche.engagement_id]
        pick = draws.random(6)
        final = int(story.fiches_committed[-1][rank])
        budget = final * (1.6 + 2.4 * pick[3]) if final else 300 * 40 ** pick[3]
        unknown = pick[4] < 0.06 and not final
        abandoned = 9 + int(20 * pick[5]) if not final and pick[4] > 0.75 else None
        found.append(
            {
                "intitule": f"{_any(titles, pick[0])} – {_any(SECTORS, pick[1])}",
                "porteur": _any(CARRIERS, pick[2]),
                "operateur_id": operators.get(fiche.engagement_id),
                "budget_eur": None if unknown else euros(int(budget) // 10 * 10),
                "end_date": _end(fiche.start, 14 + int(30 * pick[5])),
                "abandoned_after": abandoned,
            }
        )
    return tuple(found)


def _any(choices: tuple[str, ...], draw: float) -> str:
    return choices[int(draw * len(choices))]


def _end(start: date, months: int) -> date:
    return (start + timedelta(days=30 * months)).replace(day=28)
