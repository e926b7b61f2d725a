"""What the first page of a bundle says: the first screen's facts, in full, and the way to notes."""

from dataclasses import dataclass, replace
from typing import Any

from tdi import alertes, fmt, mots, resume, situations
from tdi.filters import JEUX, PHASES, Filters
from tdi.mots import FICTION_VALUE
from tdi.notes import carte, sujet
from tdi.notes.sujet import REGION, TERRITOIRE
from tdi.paquet.cartes import Carte, cards
from tdi.paquet.traces import Kept
from tdi.results import Result, compute
from tdi.traces import Carnet

Row = dict[str, Any]

_FIRST = "C’est le premier instantané publié\u00a0: rien à quoi le comparer."


@dataclass(frozen=True)
class Contenu:
    """What the page holds; `requetes` names the queries that were asked.

    `plans` has the map of each phase, `phases` its régions and the territoires of each.
    """

    jour: str
    jeu: str
    fiction: str
    avertissement: str
    phrase: str
    changements: list[str]
    alertes_phrase: str
    alertes: dict[str, list[str]]
    enjeux: list[str]
    recours: list[str]
    cartes: list[Carte]
    plans: dict[int, Row]
    phases: dict[int, list[Row]]
    empreinte: str
    requetes: set[str]


def gather(filters: Filters) -> Contenu:
    """Return what the page says of a snapshot; `filters` give it and the data set."""
    names: set[str] = set()

    def ask(name: str, asked: Filters = filters) -> Result:
        names.add(name)
        return compute(name, asked)

    zones, moves = ask("pilotage/recours_by_zone"), ask("pilotage/changements")
    first, followed = ask("suivi/alertes"), ask("suivi/alertes_suivies")
    situated = ask("pilotage/indicateurs")
    opened = alertes.by_gravite(followed.only(alerte_etat=alertes.OPEN))
    listed = ask("donnees/instantanes").only(snapshot_date=filters.snapshot_date)
    warning = mots.of(filters.jeu).avertissement
    told = list(ask("filtres/phases").frame["phase"])
    phases = {phase: replace(filters, phase=phase) for phase in PHASES if phase in told}
    return Contenu(
        jour=fmt.long_day(listed.value("snapshot_date")),
        jeu=JEUX.get(filters.jeu, filters.jeu),
        fiction=FICTION_VALUE if warning else "",
        avertissement=warning,
        phrase=resume.sentence(
            ask("pilotage/enveloppe_by_etape"),
            zones=zones,
            cellules=ask("donnees/cellules"),
            changements=moves,
            alertes=first,
        ),
        changements=resume.changes(moves) or [_FIRST],
        alertes_phrase=alertes.summary(followed),
        alertes={
            title: [alertes.line(row) for row in rows.records()] for title, rows in opened.items()
        },
        enjeux=[situations.headline(row) for row in situated.only(is_phare=True).records()],
        recours=resume.uptake(zones) + resume.decisions(first),
        cartes=cards(ask, filters),
        plans={phase: _map(asked, names) for phase, asked in phases.items()},
        phases={phase: _regions(ask, asked) for phase, asked in phases.items()},
        empreinte=listed.value("empreinte"),
        requetes=names,
    )


def _map(filters: Filters, names: set[str]) -> Row:
    carnet = Carnet(filters)
    drawn = carte.bloc(carnet, sujet.find(filters))
    names.update(answer.query.name for answer in carnet.answers())
    return drawn


def _regions(ask: Any, filters: Filters) -> list[Row]:
    """Return each région with its territoires; one over two régions is in both."""
    territoires = ask("territoires/territoires", filters).records()
    return [
        {
            "code": row["region_code"],
            "nom": row["region_name"],
            "territoires": [
                {"code": one["territoire_id"], "nom": one["territoire_name"]}
                for one in territoires
                if row["region_name"] in one["region_names"]
            ],
        }
        for row in ask("territoires/regions", filters).records()
    ]


def links(notes: list[Kept]) -> dict[str, str]:
    """Return the address of the note of each place, by « phase/code »; régions and territoires."""
    return {
        f"{kept.place.phase}/{kept.place.territoire_id or kept.place.region_code}": _address(kept)
        for kept in notes
        if kept.place.genre in (REGION, TERRITOIRE)
    }


def others(notes: list[Kept]) -> list[tuple[str, str]]:
    """Return the words and the address of the notes of no place: nation, engagements, enjeux."""
    return [
        (_words(kept), _address(kept))
        for kept in notes
        if kept.place.genre not in (REGION, TERRITOIRE)
    ]


def _words(kept: Kept) -> str:
    place = kept.place
    phase = PHASES[place.phase].lower()
    return (
        f"{place.nom}, {phase}" if place.genre == place.nom else f"{place.genre}\u00a0: {place.nom}"
    )


def _address(kept: Kept) -> str:
    return f"{kept.place.recueil}#page={kept.place.feuille}"
