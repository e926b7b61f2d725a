"""The alerts in words: what each says, who must answer, what a selection counts of them.

Pure: the page, the command and the feed tell the same lines, from the rows of the same queries.
"""

from collections import Counter
from typing import Any

import pandas as pd

from tdi import fmt
from tdi.queries import RULES
from tdi.results import Result

Row = dict[str, Any]

GRAVE = "Majeure"
OPEN, JUST_CLOSED, CLOSED = "Ouverte", "Close à cet instantané", "Close avant"
GRAVITES = {
    GRAVE: "Alertes majeures",
    "Importante": "Alertes importantes",
    "À surveiller": "Alertes à surveiller",
}
# What no page shows (`suivi/alertes_tenues`): the line of the alert says all of it.
HERE = "Alertes"
# The rows of an alert are on a page of the dashboard.
PAGES = {
    "Enveloppe": "pages/pilotage/enveloppe.py",
    "Enjeux": "pages/pilotage/enjeux.py",
    "Engagements": "pages/pilotage/engagements.py",
    "Région": "pages/territoires/region.py",
    "Territoire": "pages/territoires/territoire.py",
    "Complétude": "pages/donnees/completude.py",
    "Évolutions": "pages/suivi/evolutions.py",
    HERE: "pages/suivi/alertes.py",
    "Chiffres annoncés": "pages/suivi/chiffres_annonces.py",
}
# What the rows of a rule are called, where they are no mere lines.
COUNTED = {
    "non_calculable": ("valeur manquante", "valeurs manquantes"),
    "chemin_non_calculable": ("donnée manquante", "données manquantes"),
    "en_retard": ("réponse attendue", "réponses attendues"),
    "revision_silencieuse": ("ligne révisée", "lignes révisées"),
    "territoire_dormant": ("montant inchangé", "montants inchangés"),
    "conteste": ("montant contesté", "montants contestés"),
}
# What a rule compares with, where it is drawn from several: its name, then what they are.
LANDMARKS = {
    "sous_la_mediane": ("médiane", "territoire", "territoires"),
    "meteo_contredite": ("seuil", "territoire", "territoires"),
    "non_calculable": ("part tolérée", "cas", "cas"),
}
_BETWEEN = "\u202f; "
# Lines of a card that are counted by rule beyond.
_AT_A_GLANCE = 4
# Places that a line names; more are counted.
_NAMED = 3


def owners(alertes: Result) -> list[str]:
    """Who must answer for an alert, each once, in alphabetical order."""
    return sorted({name for names in alertes.frame["owner_names"] for name in _listed(names)})


def owned(alertes: Result, owner: str | None) -> Result:
    """Return the alerts that `owner` must answer; all of them without one."""
    if owner is None:
        return alertes
    kept = [owner in _listed(names) for names in alertes.frame["owner_names"]]
    return Result(alertes.query, alertes.frame.loc[kept], alertes.filters)


def since(alertes: Result, day: str) -> Result:
    """Return the alerts that opened or closed after a date (`suivi/alertes_suivies`)."""
    moment = pd.Timestamp(day)
    kept = (alertes.frame["opened_date"] > moment) | (alertes.frame["closed_date"] > moment)
    return Result(alertes.query, alertes.frame.loc[kept], alertes.filters)


def by_gravite(alertes: Result) -> dict[str, Result]:
    """Return the alerts of each gravity under its title, the worst first."""
    found = {title: alertes.only(gravite_name=name) for name, title in GRAVITES.items()}
    return {title: rows for title, rows in found.items() if not rows.is_empty}


def kinds(alertes: Result) -> str:
    """« Chiffre annoncé contredit : 8 · Indicateur en recul : 2 »: a long list in one line.

    Empty when a glance at the lines says as much.
    """
    found = Counter(alertes.frame["alerte_type"])
    if len(alertes.frame) <= _AT_A_GLANCE or len(found) == 1:
        return ""
    return "\u00a0· ".join(f"{kind}\u00a0: {count}" for kind, count in found.most_common())


def titles(alertes: Result) -> list[str]:
    """The rules that hold something, the gravest first."""
    return list(dict.fromkeys(alertes.frame["alerte_type"]))


def query(regles: Result, title: str) -> str:
    """Name the query of a rule (`suivi/alertes_regles`)."""
    return f"{RULES}{regles.only(alerte_type=title).value('regle_id')}"


def counted(alertes: Result, qualifier: str = "") -> str:
    """« 38 alertes, dont 4 majeures » (rows of `suivi/alertes`, or of the open ones)."""
    grave = len(alertes.only(gravite_name=GRAVE).frame)
    told = fmt.plural(
        len(alertes.frame), f"alerte{qualifier}", f"alertes{qualifier and qualifier + 's'}"
    )
    return f"{told}, dont {fmt.plural(grave, 'majeure')}" if grave else told


def summary(alertes: Result) -> str:
    """Say how many alerts are open, how many opened and closed at this snapshot.

    Expects `suivi/alertes_suivies`, or those of one who must answer.
    """
    opened = alertes.only(alerte_etat=OPEN)
    if opened.is_empty:
        said = "Aucune alerte n’est ouverte pour cette sélection, à cette date."
    else:
        new = opened.only(opened_date=pd.Timestamp(alertes.filters.snapshot_date or ""))
        said = f"**{counted(opened, ' ouverte')}**"
        said += "." if new.is_empty else f"\u202f; {fmt.plural(len(new.frame), 'nouvelle')}."
    closed = len(alertes.only(alerte_etat=JUST_CLOSED).frame)
    if closed:
        words = fmt.plural(closed, "autre s’est close", "autres se sont closes")
        said += f" {words} depuis l’instantané précédent."
    return said


def moved(alertes: Result, day: str) -> str:
    """Say how many alerts opened or closed after a date (what `since` keeps)."""
    if alertes.is_empty:
        return f"Aucune ne s’est ouverte ni close depuis le {fmt.iso_day(day)}."
    told = fmt.plural(len(alertes.frame), "ouverte ou close", "ouvertes ou closes")
    return f"Depuis le {fmt.iso_day(day)}\u00a0: {told}."


def line(row: Row) -> str:
    """One alert in Markdown: what, how much, where, since when, who must answer."""
    return f"{lead(row)}\u00a0: {rest(row)}"


def lead(row: Row) -> str:
    """What leads an alert: its rule, and about what it is."""
    return f"**{row['alerte_type']}** – {row['sujet_name']}"


def rest(row: Row) -> str:
    """What an alert finds, over who must answer and since when."""
    return f"{told(row)}  \n{under(row)}"


def page(row: Row) -> str | None:
    """Return the page that shows the rows of an alert; none where its line says all of it."""
    return None if row["page_name"] == HERE else PAGES[row["page_name"]]


def told(row: Row) -> str:
    """What an alert finds, how much, where (a row of `suivi/alertes_suivies`)."""
    found = "" if row["constat"] == row["alerte_type"] else fmt.spaced(str(row["constat"]))
    measured = compared(row)
    parts = [f"{found} ({measured})" if found and measured else found or measured]
    if not fmt.is_missing(row["ecart_eur"]):
        parts.append(fmt.euro_short(row["ecart_eur"]))
    if row["ligne_count"] > 1:
        parts.append(fmt.plural(row["ligne_count"], *COUNTED.get(row["regle_id"], ("ligne",))))
    places = _listed(row["zone_names"])
    if places not in ([row["sujet_name"]], []):
        few = len(places) <= _NAMED
        parts.append(", ".join(places) if few else fmt.plural(len(places), "lieu", "lieux"))
    if not fmt.is_missing(row["due_date"]):
        parts.append(f"échéance du {fmt.day(row['due_date'])}")
    return _BETWEEN.join(parts)


def under(row: Row) -> str:
    """Who must answer, since when the alert is open, where its rows are."""
    owner = fmt.by_unit(row["owner_names"], "liste")
    counted = fmt.plural(row["releve_count"], "instantané")
    opened = f"ouverte le {fmt.day(row['opened_date'])}, {counted}"
    closed = row["closed_date"]
    parts = [f"Attendu de\u00a0: {owner}", opened]
    parts += [] if fmt.is_missing(closed) else [f"close le {fmt.day(closed)}"]
    page = row["page_name"]
    return " · ".join([*parts, "écrite ici en entier" if page == HERE else f"page {page}"])


def compared(row: Row) -> str:
    """« 12 % ; médiane 35 %, sur 145 territoires », « 8 972 contre 9 770 entreprises »: the value
    and what it is compared with; empty without.
    """
    if fmt.is_missing(row["value"]) or fmt.is_missing(row["repere_value"]):
        return ""
    value, landmark = (fmt.quantity(row[name], row["unit"]) for name in ("value", "repere_value"))
    if fmt.is_missing(row["compared_count"]):
        return f"{value} contre {landmark}"
    what, *nouns = LANDMARKS[row["regle_id"]]
    return f"{value}\u202f; {what} {landmark}, sur {fmt.plural(row['compared_count'], *nouns)}"


def rule(row: Row) -> str:
    """One rule in Markdown: what it says, its thresholds, who must answer, what it examined.

    Expects a row of `suivi/alertes_regles`.
    """
    seuils = [_BETWEEN.join(names)] if (names := _listed(row["seuil_names"])) else []
    said = [*seuils, f"Attendu de\u00a0: {row['attendu']}", examined(row)]
    return (
        f"**{row['alerte_type']}** ({row['gravite_name'].lower()}). {row['definition']}  \n"
        f"{'. '.join(said)}"
    )


def examined(row: Row) -> str:
    """What a rule examined at this date, for France (a row of `suivi/alertes_regles`)."""
    if not fmt.is_missing(row["motif"]):
        return f"Non calculable\u00a0: {row['motif']}."
    unknown = row["inconnu_count"]
    left = f", {fmt.number(unknown)} dont rien n’est dit faute de valeur" if unknown else ""
    return f"{fmt.plural(row['examine_count'], 'cas examiné', 'cas examinés')}{left}."


def impossible(row: Row) -> str:
    """Say why a rule cannot be computed (a row of `suivi/alertes_regles`)."""
    return f"**{row['alerte_type']}**\u00a0: {row['motif']}."


def _listed(names: Any) -> list[str]:
    return [] if fmt.is_missing(names) else [str(name) for name in names]
