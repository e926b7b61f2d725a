"""Indicators, météo and decisions of a month. All fiction."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from etl.demonstration import modele, perimetre, releves, rythme, simulation

START = date(2018, 12, 31)
Row = dict[str, Any]


def measures(month: int) -> list[Row]:
    """Return the rows of `mesures_indicateur`: starting point, values so far, target."""
    return [row for entry in modele.parameters()["indicateurs"] for row in _measures(entry, month)]


def _measures(entry: dict[str, Any], month: int) -> Iterator[Row]:
    end, additive = modele.months()[-1], entry["aggregation"] == "additif"
    # A measure is known two months after its date.
    known = range(entry["pas"] - 1, month - 1, entry["pas"])
    revised = dict.fromkeys(known, 0)
    for zone, (start, target, values) in _series(entry["indicateur_id"]).items():
        yield _measure(entry, zone, "Départ", START, start)
        yield _measure(entry, zone, "Cible", end, target)
        for rank in known:
            more = _rewritten(entry["indicateur_id"], zone, rank, month)
            if additive:
                # The country, last of the zones, is the sum of its régions, revisions included.
                revised[rank] += more
                more = revised[rank] if zone == perimetre.FRANCE else more
            value = values[rank] + more
            yield _measure(entry, zone, "Valeur", modele.months()[rank], value)


def _measure(entry: dict[str, Any], zone: str, kind: str, day: date, value: float) -> Row:
    return {
        "indicateur_id": entry["indicateur_id"],
        "maille": perimetre.maille(zone),
        "zone_code": zone,
        "measure_date": day,
        "measure_type": kind,
        "value": round(float(value), entry["decimals"] + (2 if entry["unit"] == "%" else 0)),
        "etat": "Renseigné",
    }


def _rewritten(indicateur_id: str, zone: str, rank: int, month: int) -> int:
    """Return what a silent revision adds to a past value, once it has been made."""
    return sum(
        flaw["ecart"]
        for flaw in releves.flaws("indicateurs")
        if (flaw["indicateur"], flaw["zone"]) == (indicateur_id, zone)
        and modele.rank(flaw["mesure"]) == rank
        and month >= modele.rank(flaw["correction"])
    )


@lru_cache(maxsize=8)
def _series(indicateur_id: str) -> dict[str, tuple[float, float, np.ndarray]]:
    """Return start, target and monthly values by zone; an additive one adds up to the country."""
    entry = next(
        x for x in modele.parameters()["indicateurs"] if x["indicateur_id"] == indicateur_id
    )
    draws, codes = modele.random(indicateur_id), perimetre.regions()
    keen = np.array([modele.parameters()["allant"][code] for code in codes])
    size = np.array(
        [sum(x.population for x in perimetre.territoires() if x.region_code == c) for c in codes]
    )
    rise = rythme.logistic(24, 9) * 0.93
    gap = entry["cible"] - entry["depart"]
    found: dict[str, tuple[float, float, np.ndarray]] = {}
    for place, code in enumerate(codes):
        noise = 0.9 + 0.2 * draws.random()
        share = size[place] / size.sum() if entry["aggregation"] == "additif" else 1.0
        pace = np.minimum(1.1, keen[place] * noise)
        start = entry["depart"] * share * (1 if share < 1 else 0.9 + 0.2 * draws.random())
        values = start + gap * share * pace * rise
        if entry["aggregation"] == "additif":
            values, start = np.floor(np.maximum.accumulate(values)), float(np.floor(start))
        found[code] = start, start + gap * share, values
    series = np.array([values for _, _, values in found.values()])
    if entry["aggregation"] == "additif":
        start = sum(start for start, _, _ in found.values())
        found[perimetre.FRANCE] = start, entry["cible"], series.sum(axis=0)
    else:
        mean = (series * (size / size.sum())[:, None]).sum(axis=0)
        found[perimetre.FRANCE] = entry["depart"], entry["cible"], mean
    return found


def opinions(month: int) -> list[Row]:
    """Return the rows of `appreciations`: the latest météo of each zone, given every quarter."""
    found: dict[str, Row] = {}
    for given in range(5, month + 1, 3):
        for zone, row in _opinions_of(given).items():
            found[zone] = row
    gone = perimetre.absorbed(modele.months()[month])
    return [row for zone, row in found.items() if zone not in gone]


@lru_cache(maxsize=64)
def _opinions_of(month: int) -> dict[str, Row]:
    draws, story, last = modele.random(f"météo {month}"), simulation.run(), modele.months()[month]
    done = story.committed[month].sum(axis=0) / np.maximum(1, story.announced.sum(axis=0))
    bounds = np.quantile(done[: len(perimetre.territoires())], [0.2, 0.45, 0.8])
    forced = {x["territoire"]: x for x in releves.flaws("meteos")}
    dormant = {x["territoire"]: modele.rank(x["depuis"]) for x in releves.flaws("dormants")}
    found = {}
    for zone in (*(x.territoire_id for x in perimetre.present(last)), *perimetre.regions()):
        draw, shake = draws.random(), draws.random()
        flaw = forced.get(zone)
        imposed = flaw is not None and month >= modele.rank(flaw["depuis"])
        silent = month >= dormant.get(zone, len(modele.months()))
        if silent or (draw > 0.7 and not imposed):
            continue
        level = int(np.searchsorted(bounds, done[perimetre.index()[zone]] * (0.85 + 0.3 * shake)))
        meteo = flaw["meteo"] if flaw and imposed else LEVELS[level]
        found[zone] = {
            "maille": perimetre.maille(zone),
            "zone_code": zone,
            "meteo": meteo,
            "synthese": TEXTS[meteo],
            "author": "Sous-préfet référent (fictif)"
            if "-ti-" in zone
            else "Comité régional (fictif)",
            "appreciation_date": last.replace(day=10),
        }
    return found


LEVELS = ("Compromis", "Appuis nécessaires", "Atteignable", "Sécurisé")
TEXTS = {
    "Sécurisé": "Les projets avancent comme prévu.",
    "Atteignable": "Le calendrier reste tenable, sous réserve des prochaines décisions.",
    "Appuis nécessaires": "Plusieurs projets attendent une réponse d’un opérateur.",
    "Compromis": "Les projets sont à l’arrêt.",
}
ACTIONS = (
    ("Transmettre le relevé des montants engagés par territoire", "Opérateurs"),
    ("Désigner un référent unique dans chaque territoire", "Préfecture de région"),
    ("Réunir les porteurs des projets sans financement", "Région"),
    ("Expliquer l’écart entre le relevé et les fiches-actions", "Délégation nationale"),
    ("Proposer un calendrier de paiement", "Opérateurs"),
    ("Mettre à jour les fiches-actions du contrat", "Intercommunalités"),
)


def decisions(month: int) -> list[Row]:
    """Return the rows of `decisions`: those of all committees so far, and where they stand."""
    last = modele.months()[month]
    return [
        _standing(row, delay, last) for row, delay in _decisions() if row["decision_date"] <= last
    ]


def _standing(row: Row, delay: int | None, last: date) -> Row:
    """Return a decision as it stands on a day; `delay` is how long it takes, None for never."""
    done = None if delay is None else row["decision_date"] + timedelta(days=delay)
    if done and done <= last:
        return row | {"statut": "Faite", "done_date": done}
    started = (last - row["decision_date"]).days > 30
    return row | {"statut": "En cours" if started and delay is not None else "À faire"}


@lru_cache(maxsize=1)
def _decisions() -> tuple[tuple[Row, int | None], ...]:
    draws, found = modele.random("décisions"), []
    overdue = {(x["region"], modele.rank(x["seance"])): x for x in releves.flaws("decisions")}
    for month in range(2, len(modele.months()), 3):
        codes = ["", *(code for code in perimetre.regions() if draws.random() < 0.16)]
        codes += [code for code, rank in overdue if rank == month and code not in codes]
        for code in codes:
            text, owner = ACTIONS[int(draws.random() * len(ACTIONS))]
            flaw, allowed = overdue.get((code, month)), 60 + 30 * int(5 * draws.random())
            day = modele.months()[month].replace(day=5 + int(15 * draws.random()))
            allowed = flaw["jours"] if flaw else allowed
            row = {
                "decision_id": f"{'R' + code if code else 'N'}-{day:%Y-%m}",
                "committee": "Comité régional (fictif)" if code else "Comité national (fictif)",
                "maille": "Région" if code else "France",
                "zone_code": code or perimetre.FRANCE,
                "decision_date": day,
                "intitule": text,
                "owner": owner,
                "due_date": day + timedelta(days=allowed),
            }
            found.append((row, None if flaw else int(allowed * (0.5 + 0.55 * draws.random()))))
    return tuple(found)
