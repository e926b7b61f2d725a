"""Who uses an engagement, who never did, of whom nobody speaks, in French sentences.

Pure; expects rows of `pilotage/recours_by_zone`.
"""

from typing import Any

from tdi import fmt, matrice
from tdi.langue import agreed, enumerate_words
from tdi.results import Result

Row = dict[str, Any]
# Beyond, those that use it are « the others »: what is looked for is who does not.
_NAMED = 60


def usage(row: Row, never: list[str]) -> str:
    """Say how many territoires use the engagement, which never do, how many are not known.

    Expects a row of `pilotage/recours_by_zone`, and the names to tell of those that never do.
    """
    users, expected = row["utilisateur_count"], row["attendu_count"]
    if expected == 0:
        return "**Sans objet** dans cette sélection."
    if row["etat"] in ("En retard", "Non communiqué"):
        late = ", échéance passée" if row["etat"] == "En retard" else ""
        return f"Territoires qui y ont recours\u00a0: **non communiqué**{late}."
    # No number says how many territoires use what is only contested.
    parts = ["**Recours contesté**"]
    if row["etat"] != "Contesté":
        parts = [
            f"**{fmt.plural(users, 'territoire')} sur {fmt.number(expected)}** "
            f"{agreed(users, 'y a', 'y ont')} recours"
        ]
    if row["jamais_count"]:
        names = f" ({enumerate_words(never)})" if never else ""
        parts.append(f"**jamais\u00a0: {fmt.number(row['jamais_count'])}**{names}")
    if row["conteste_count"]:
        parts.append(f"contesté\u00a0: {fmt.number(row['conteste_count'])}")
    if row["inconnu_count"]:
        parts.append(f"non communiqué\u00a0: {fmt.number(row['inconnu_count'])}")
    return "\u202f; ".join(parts) + "."


def named(zones: Result, engagement_name: str, *etats: str) -> list[str]:
    """Names of the territoires in one of the states (`pilotage/recours_by_zone`)."""
    rows = zones.only(maille="Territoire", engagement_name=engagement_name).records()
    return [row["zone_name"] for row in rows if row["etat"] in etats]


def places(zones: Result, engagement_name: str) -> str:
    """Name the territoires that use it, never do, or of which nobody speaks, group by group."""
    groups = {
        "Jamais": "Zéro",
        "Contesté": "Contesté",
        "En retard, échéance passée": "En retard",
        "Non communiqué": "Non communiqué",
        "Sans objet": "Sans objet",
        "Y ont recours": "Renseigné",
    }
    every = len(zones.only(maille="Territoire", engagement_name=engagement_name).frame)
    told = []
    for title, etat in groups.items():
        names = named(zones, engagement_name, etat)
        if 1 < len(names) == every:
            told.append(f"**{title}**\u00a0: les {fmt.number(every)} territoires de la sélection.")
        elif etat == "Renseigné" and len(names) > _NAMED:
            told.append(f"**{title} ({fmt.number(len(names))})**\u00a0: les autres.")
        elif names:
            told.append(f"**{title} ({fmt.number(len(names))})**\u00a0: {', '.join(names)}.")
    return "\n\n".join(told)


def silent(whole: Result, mesures: Result) -> list[str]:
    """Names of the engagements of whose uptake nothing at all is known."""
    rows = mesures.only(maille="Ensemble").records()
    spoken = {row["engagement_name"] for row in rows if row["etat"] in matrice.KNOWN}
    return [
        row["engagement_name"]
        for row in whole.records()
        if row["etat"] == "Non communiqué" and row["engagement_name"] not in spoken
    ]
