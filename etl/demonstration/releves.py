"""What the statement of a month shows of the story: perimeter, late operators, planted flaws."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from etl.demonstration import modele, perimetre, simulation
from etl.demonstration.modele import lignes

STAGES = ("Annoncé", "Fléché", "Engagé", "Payé")
# Before these months nobody reported these stages: nothing was due either.
FIRST_REPORT = {"Annoncé": "2019-01", "Fléché": "2019-03", "Engagé": "2019-01", "Payé": "2019-07"}
DUE_DAY = 25
# The day of the month when each operator sends its statement; the State is always two days late.
REPORT_DAY = {
    "banque-des-territoires": 18,
    "bpifrance": 20,
    "business-france": 21,
    "etat": 27,
    "pia": 22,
    "pic": 24,
    "pole-emploi": 23,
}


@dataclass(frozen=True)
class Mark:
    """What a planted flaw does to one cell: its state, when it was due, its note."""

    etat: str | None = None
    due: date | None = None
    reported: date | None = None
    note: str | None = None


@dataclass
class Releve:
    """One month: amounts by stage, line and zone (hundreds of euros), and the marked cells."""

    month: int
    amounts: np.ndarray
    marks: dict[tuple[int, int, int], Mark] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The last day of the month."""
        return modele.months()[self.month]


def flaws(kind: str) -> list[dict]:
    """Return the planted flaws of one kind."""
    return modele.toml("defauts.toml")[kind]


def shown(flaw: dict, month: int) -> bool:
    """Whether the statement of that month shows the flaw."""
    end = modele.rank(flaw["fin"]) if "fin" in flaw else len(modele.months())
    return modele.rank(flaw["debut"]) <= month <= end


def due(month: int | str) -> date:
    """Return when the statement of a month was due."""
    rank = modele.rank(month) if isinstance(month, str) else month
    return modele.months()[rank].replace(day=DUE_DAY)


def reported(operateur_id: str, month: int) -> date:
    """Return when an operator sent its statement of a month."""
    return modele.months()[month].replace(day=REPORT_DAY[operateur_id])


def late(table: str, operateur_id: str, engagement_id: str, month: int) -> date | None:
    """Return since when an operator owes its statement, None when it has sent it."""
    for flaw in flaws("retards"):
        same = flaw["table"] == table and flaw["operateur"] == operateur_id
        if same and flaw.get("engagement") in (None, engagement_id) and shown(flaw, month):
            return due(flaw["debut"])
    return None


def read(month: int) -> Releve:
    """Return what the statement of a month shows."""
    story = simulation.run()
    amounts = np.stack(
        [story.announced, story.earmarked[month], story.committed[month], story.paid[month]]
    )
    releve = Releve(month, amounts)
    _wait_for_entries(releve)
    _misbook(releve)
    _revise(releve)
    _merge(releve)
    _mark(releve)
    return releve


def _wait_for_entries(releve: Releve) -> None:
    """Leave what will go to a territoire that has not entered yet on the national row."""
    later = perimetre.entry_ranks() > releve.month
    size = len(later)
    releve.amounts[:, :, -1] += releve.amounts[:, :, :size][:, :, later].sum(axis=2)
    releve.amounts[:, :, :size][:, :, later] = 0
    entered = int((perimetre.entry_ranks() == releve.month).sum())
    if entered and releve.month:
        _tell(releve, STAGES[:2], perimetre.FRANCE, f"Périmètre : {entered} territoires entrent.")


def _cell(flaw: dict, stage: str, zone: str) -> tuple[int, int, int]:
    names = [ligne.ligne_id for ligne in lignes()]
    return STAGES.index(stage), names.index(flaw["ligne"]), perimetre.index()[zone]


def _misbook(releve: Releve) -> None:
    """Book a payment on the wrong territoire: its stages are then in disorder."""
    for flaw in flaws("imputations"):
        if shown(flaw, releve.month):
            wrong = _cell(flaw, "Payé", flaw["territoire"])
            right = _cell(flaw, "Payé", flaw["victime"])
            committed = releve.amounts[(2, *wrong[1:])]
            moved = committed + flaw["exces_eur"] // 100 - releve.amounts[wrong]
            releve.amounts[wrong] += moved
            releve.amounts[right] -= moved
            if releve.amounts[right] < 0:
                raise ValueError(f"{flaw['flaw_id']} : la victime n’a pas tant payé")


def _revise(releve: Releve) -> None:
    for flaw in flaws("revisions"):
        cell = _cell(flaw, flaw["etape"], flaw["territoire"])
        corrected = modele.rank(flaw["correction"])
        if modele.rank(flaw["debut"]) <= releve.month < corrected:
            releve.amounts[cell] += flaw["ecart_eur"] // 100
        elif releve.month == corrected:
            operator = lignes()[cell[1]].operateur_id
            # Silent: the value changes, the date it was sent does not.
            silent = None if "motif" in flaw else reported(operator, releve.month - 1)
            releve.marks[cell] = Mark(reported=silent, note=flaw.get("motif"))


def _merge(releve: Releve) -> None:
    """Add the rows of an absorbed territoire to its neighbour's."""
    index = perimetre.index()
    for gone, absorber in perimetre.absorbed(releve.day).items():
        releve.amounts[:, :, index[absorber]] += releve.amounts[:, :, index[gone]]
        releve.amounts[:, :, index[gone]] = 0
    for fusion in perimetre.fusions():
        for day, text in ((fusion.start, "absorbé"), (fusion.end, "de nouveau distinct")):
            if modele.rank(day) == releve.month:
                note = f"Périmètre : {perimetre.name(fusion.territoire_id)} est {text}."
                _tell(releve, STAGES, fusion.absorber_id, note)


def _tell(releve: Releve, stages: tuple[str, ...], zone: str, note: str) -> None:
    """Declare why every amount of a zone changes."""
    for stage in stages:
        for place in range(len(lignes())):
            releve.marks[STAGES.index(stage), place, perimetre.index()[zone]] = Mark(note=note)


def _mark(releve: Releve) -> None:
    for flaw in flaws("contestees"):
        if shown(flaw, releve.month):
            for zone in flaw["territoires"]:
                mark = Mark(etat="Contesté", note=flaw["note"])
                releve.marks[_cell(flaw, flaw["etape"], zone)] = mark
    for cell, since in _unknown(releve.month):
        releve.marks[cell] = Mark(etat="Non communiqué", due=since)


def _unknown(month: int) -> Iterator[tuple[tuple[int, int, int], date | None]]:
    """Give every cell that the statement does not know, and since when it is due."""
    for place, ligne in enumerate(lignes()):
        since = late("financements", ligne.operateur_id, ligne.engagement_id, month)
        for stage, name in enumerate(STAGES):
            early = month < modele.rank(FIRST_REPORT[name])
            if early or (since and stage):
                for zone in range(len(perimetre.zones())):
                    yield (stage, place, zone), None if early else since
    for flaw in flaws("manquantes"):
        if shown(flaw, month):
            for place, ligne in enumerate(lignes()):
                if ligne.engagement_id == flaw["engagement"]:
                    for stage in flaw["etapes"]:
                        for zone in flaw["territoires"]:
                            cell = STAGES.index(stage), place, perimetre.index()[zone]
                            early = month < modele.rank(FIRST_REPORT[stage])
                            yield cell, None if early else due(flaw["debut"])
