"""The matrix of engagements and places: what its cells show, in which words and in which order.

Pure: rows of a query in, words out. A cell always carries a sign and words, so that it reads
without colour; what is not known is never written as a number (R1).
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tdi import fmt, theme
from tdi.filters import Filters
from tdi.results import Result

Row = dict[str, Any]
ENGAGEMENT = "Engagement"
# What a cell says when its value is not known, next to its sign.
_WORDS = {
    "Contesté": "contesté",
    "En retard": "en retard",
    "Sans objet": "sans objet",
    "Non communiqué": "non com.",
}
KNOWN = ("Renseigné", "Zéro", "Contesté")
_ETAPES = ("Annoncé", "Fléché", "Engagé", "Payé")

_SHARED = (
    "un territoire à cheval sur plusieurs régions compte dans chacune, une fois pour la France."
)
_SUM = f"La première colonne est la somme des autres\u202f; {_SHARED}"


@dataclass(frozen=True)
class Mesure:
    """What the cells show: the rows of a query, what they count, how the first column is made."""

    query: str
    only: dict[str, str]
    said: str
    total: str = _SUM


def _recours(mesure: str, said: str) -> Mesure:
    return Mesure("pilotage/recours_mesures", {"mesure": mesure}, said)


def _montant(etape: str) -> Mesure:
    said = f"Montants de l’enveloppe à l’étape «\u00a0{etape.lower()}\u00a0», natures réunies."
    return Mesure("pilotage/montants_by_zone", {"etape": etape}, said)


RECOURS = "Territoires qui y ont recours"
MESURES = {
    RECOURS: Mesure(
        "pilotage/recours_by_zone",
        {},
        "Territoires où l’on connaît une demande, une instruction, un accord, une réalisation, un "
        "montant engagé ou payé.",
        f"Chaque territoire compte une fois\u202f; {_SHARED}",
    ),
    "Demandes": _recours("Demandes", "Demandes reçues depuis le début."),
    "Instruites": _recours("Instruites", "Demandes instruites depuis le début."),
    "Accordées": _recours("Accordées", "Demandes accordées depuis le début."),
    "Réalisées": _recours("Réalisées", "Réalisations depuis le début."),
    "Refus": _recours("Refusées", "Demandes refusées, et leur part parmi les demandes instruites."),
    "Délai": Mesure(
        "pilotage/recours_mesures",
        {"mesure": "Délai"},
        "Nombre médian de jours entre la demande et la décision.",
        "Des délais ne s’additionnent pas\u00a0: la première colonne en est la médiane.",
    ),
    **{f"Montant {etape.lower()}": _montant(etape) for etape in _ETAPES},
}
TRIS = ("Rang", "Recours", "Refus", "Délai")


def shown(result: Result, total: str) -> Result:
    """Return the cells of the matrix: régions for France, territoires for a région; one name each.

    `total` names the column of the whole selection, left out when it would repeat the only place.
    """
    frame = result.frame.loc[result.frame["maille"].isin(_mailles(result.filters))]
    outside = frame["maille"] == "Hors lieu"
    if set(frame.loc[outside, "etat"]) == {"Sans objet"}:
        frame = frame.loc[~outside]
    names = frame["zone_name"].where(frame["maille"] != "Ensemble", total)
    return Result(result.query, frame.assign(zone_name=names), result.filters)


def _mailles(filters: Filters) -> list[str]:
    is_nation = filters.region_code is None and filters.territoire_id is None
    mailles = ["Région" if is_nation else "Territoire", "Hors lieu"]
    return mailles if filters.territoire_id else ["Ensemble", *mailles]


def is_known(result: Result) -> bool:
    """Whether anything is known of any cell that a matrix of these rows would have."""
    kept = _mailles(result.filters)
    rows = zip(result.rows.column("maille"), result.rows.column("etat"), strict=True)
    return any(etat in KNOWN and maille in kept for maille, etat in rows)


def cell(row: Row) -> str:
    """Write one cell: its sign, its value when it is known, how many answers it still lacks."""
    etat = row["etat"]
    sign = theme.ETAT_STYLES[etat][1]
    # No number says how many territoires use what is only contested.
    if etat not in KNOWN or (etat == "Contesté" and "utilisateur_count" in row):
        return f"{sign} {_WORDS[etat]}"
    value = _value(row)
    told = value if etat == "Zéro" else f"{sign} {value}"
    missing = row["inconnu_count"]
    return f"{told} · {fmt.number(missing)}\u00a0?" if missing else told


def _value(row: Row) -> str:
    if "utilisateur_count" in row:
        users, expected = row["utilisateur_count"], row["attendu_count"]
        if row["maille"] == "Territoire":
            return "oui" if users else "0 jamais"
        return f"{fmt.number(users)} sur {fmt.number(expected)}"
    if "amount_eur" in row:
        return fmt.euro_short(row["amount_eur"])
    value = fmt.number(row["value"], 1)
    if row["mesure"] == "Délai":
        return f"{value}\u00a0j"
    share = row["refus_share"]
    return value if fmt.is_missing(share) else f"{value} ({fmt.percent(share, 0)})"


def said(row: Row) -> str:
    """Say a cell without any sign, and where it stands: « VTE, Bretagne : 3 sur 7, renseigné »."""
    etat = row["etat"]
    missing = row["inconnu_count"]
    told = [_word(etat)]
    if etat in KNOWN and not (etat == "Contesté" and "utilisateur_count" in row):
        told = [_value(row), *told]
        if missing:
            told.append(f"{fmt.plural(missing, 'réponse')} en attente")
    return f"{row['engagement_name']}, {row['zone_name']}\u00a0: {', '.join(told)}"


def wide(
    cells: Result, names: list[str], write: Callable[[Row], str] = cell
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what is written, and the states, with a row per engagement of `names`."""
    frame = cells.frame.assign(cell=[write(row) for row in cells.records()])
    zones = frame["zone_name"].unique()
    written, etats = (
        frame.pivot(index="engagement_name", columns="zone_name", values=column).reindex(
            index=names, columns=zones
        )
        for column in ("cell", "etat")
    )
    return written, etats


def order(by: str, recours: Result, mesures: Result) -> list[str]:
    """Return the names of the engagements in the order `by` (see `TRIS`), the unknown last.

    Expects `pilotage/recours_by_zone` and `pilotage/recours_mesures` of the selection.
    """
    rows = recours.only(maille="Ensemble").records()
    whole = mesures.only(maille="Ensemble")
    keys: dict[str, Any] = {
        "Rang": {},
        "Recours": {
            row["engagement_name"]: row["utilisateur_count"] / row["attendu_count"]
            for row in rows
            if row["etat"] in ("Renseigné", "Zéro")
        },
        "Refus": _by_name(whole.only(mesure="Refusées"), "refus_share"),
        "Délai": _by_name(whole.only(mesure="Délai"), "value"),
    }
    key = keys[by]
    names = [row["engagement_name"] for row in rows]
    return sorted(names, key=lambda name: -key[name] if name in key else float("inf"))


def _by_name(result: Result, column: str) -> dict[str, float]:
    known = result.frame.dropna(subset=[column])
    return dict(zip(known["engagement_name"], known[column], strict=True))


def legend(cells: Result) -> str:
    """Say what each sign means and how many cells bear it."""
    counts = Counter(cells.frame["etat"])
    told = [
        f"**{sign}**\u00a0{_word(etat)}\u00a0: {fmt.number(counts[etat])}"
        for etat, (_, sign) in theme.ETAT_STYLES.items()
        if counts[etat]
    ]
    if any(row["inconnu_count"] and row["etat"] in KNOWN for row in cells.records()):
        told.append("«\u00a0· 2\u00a0?\u00a0»\u00a0: deux réponses manquent encore à la valeur")
    return f"{' · '.join(told)}."


def _word(etat: str) -> str:
    return {
        "Zéro": "zéro, connu",
        "Non communiqué": "non communiqué (non com.)",
        "En retard": "en retard, échéance passée",
    }.get(etat, etat.lower())
