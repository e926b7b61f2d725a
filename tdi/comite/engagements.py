"""The engagements of a region for its committee: who uses them, who owes which figures."""

from tdi import demandes, fmt, mots, resume, sentences, theme
from tdi.adresse import Fetch
from tdi.comite.argent import SANS_OBJET
from tdi.comite.blocs import Row, Section, Vue, bars, table
from tdi.filters import Filters
from tdi.results import Result

_ETATS = {
    "utilisateur_count": ("Y ont recours", (theme.NAVY, "")),
    "jamais_count": ("Jamais", (theme.SKY, "")),
    "conteste_count": ("Contesté", (theme.ORANGE, "")),
    "inconnu_count": ("Non communiqué", (theme.UNKNOWN, "/")),
}
_ETAPES = {
    "annonce_eur": "annoncé",
    "fleche_eur": "fléché",
    "engage_eur": "engagé",
    "paye_eur": "payé",
}


def engagements(filters: Filters, fetch: Fetch) -> Section:
    """Who uses which engagement, what it brought, who owes the rest, and the demands to send."""
    if filters.phase != 1:
        cells = fetch("donnees/cellules", filters)
        vue = Vue(SANS_OBJET, (sentences.cellules(cells),), (cells,))
        return Section("Engagements et demandes", (vue,))
    zones = fetch("pilotage/recours_by_zone", filters)
    amounts = fetch("territoires/cellules_by_engagement", filters)
    cells = fetch("donnees/cellules", filters)
    owers = fetch("donnees/demandes_by_operateur", filters)
    answers = fetch("pilotage/reponses_by_operateur", filters)
    owed = fetch("donnees/demandes", filters)
    hidden = fetch("donnees/montants_caches", filters)
    sheets = {
        "Recours": zones,
        "Par engagement": amounts,
        "Réponses": answers,
        "Demandes": owers,
        "Demandes détaillées": owed,
    }
    if cells.value("territoire_count") == 0:
        vue = Vue(sentences.cellules(cells).rstrip("."), (), (cells,))
        return Section("Engagements et demandes", (vue,), sheets)
    used = any(row["etat"] == "Renseigné" for row in zones.only(maille="Ensemble").records())
    vues = [_uptake(zones)] if used else []
    vues += [_amounts(amounts, cells, [] if used else [_unused(zones)])]
    vues += [*_answers(answers), *_demands(owers, owed, hidden, cells)]
    return Section("Engagements et demandes", tuple(vues), sheets)


def _uptake(zones: Result) -> Vue:
    whole = zones.only(maille="Ensemble")
    rows = whole.records()
    used = sum(row["etat"] == "Renseigné" for row in rows)
    points = tuple(resume.uptake(zones))
    title = (
        f"{fmt.plural(used, 'engagement')} sur {fmt.number(len(rows))} "
        f"{'a' if used < 2 else 'ont'} un recours connu dans la région"
    )
    drawn = bars(
        whole,
        _named,
        _ETATS,
        unit="territoires",
        alt="Territoires de la région qui ont recours à chaque engagement, jamais, ou sans réponse",
    )
    return Vue(title, points, (zones,), drawn)


def _named(row: Row) -> str:
    """Name an engagement; where it is declared without object, it has no bar, and says why."""
    name = row["engagement_name"]
    return name if row["attendu_count"] else f"{name} (sans objet)"


def _unused(zones: Result) -> str:
    texte = mots.of(zones.filters.jeu).texte
    count = len(zones.only(maille="Ensemble").frame)
    return f"Aucun {texte} ne dit qui a recours, ici, aux {fmt.number(count)} engagements."


def _amounts(amounts: Result, cells: Result, more: list[str]) -> Vue:
    rows = amounts.records()
    known = [name for name in _ETAPES if any(not fmt.is_missing(row[name]) for row in rows)]
    points = ["Chaque montant réunit les natures dites sous l’engagement."] if known else [
        "Aucun montant n’est connu, à aucune étape\u202f; un montant inconnu n’est pas un zéro."
    ]  # fmt: skip
    columns = ["engagement_name", *known, "non_communiquee_count", "operateur_names"]
    title = sentences.cellules(cells).rstrip(".")
    return Vue(f"Non communiqués\u00a0: {title}", (*points, *more), (amounts, cells),
               table(amounts, columns))  # fmt: skip


def _answers(answers: Result) -> list[Vue]:
    money = answers.only(famille="Montants")
    if money.is_empty:
        return []
    rows = money.records()
    silent = [row for row in rows if row["renseignee_count"] == 0]
    late = sum(row["en_retard_count"] for row in answers.records())
    title = (
        f"{fmt.plural(len(silent), 'opérateur')} sur {fmt.number(len(rows))} "
        f"{'n’a' if len(silent) < 2 else 'n’ont'} donné aucun montant"
        if silent
        else f"Chacun des {fmt.number(len(rows))} opérateurs a donné des montants"
    )
    points = [
        f"**{fmt.plural(late, 'réponse en retard', 'réponses en retard')}**, montants et recours "
        "ensemble."
        if late
        else "Aucune réponse n’est en retard sur une échéance connue.",
        "Un engagement de plusieurs opérateurs est attendu de chacun.",
    ]
    drawn = bars(
        money,
        "operateur_name",
        {
            "renseignee_count": ("Données", (theme.NAVY, "")),
            "non_communiquee_count": ("Non communiquées", (theme.UNKNOWN, "/")),
        },
        unit="réponses",
        alt="Montants attendus de chaque opérateur\u00a0: donnés, non communiqués",
    )
    return [Vue(title, tuple(points), (answers,), drawn)]


def _demands(owers: Result, owed: Result, hidden: Result, cells: Result) -> list[Vue]:
    if owers.is_empty:
        return [Vue("Plus aucun montant n’est à demander aux opérateurs", (), (owers, cells))]
    first = max(owers.records(), key=lambda row: row["non_communiquee_count"])
    asked = fmt.plural(first["non_communiquee_count"], "montant")
    told = (demandes.summary(owers, cells), demandes.hidden(hidden, owers))
    return [
        Vue(
            f"{_subject(first)} doit {asked}"
            if len(owers.frame) == 1
            else f"{fmt.number(len(owers.frame))} responsables doivent des montants\u202f; "
            f"{_subject(first, 'l')} le plus\u00a0: {asked}",
            tuple(one for one in told if one),
            (owers, hidden, cells),
            table(
                owers,
                ["operateur_name", "engagement_names", "non_communiquee_count", "partagee_count",
                 "due_date"],
                optional=["due_date"],
            ),
        ),
        Vue(
            f"{fmt.plural(len(owed.frame), 'demande')} à adresser, engagement par engagement",
            ("Le texte à envoyer à chacun est joint au dossier, dans le fichier des demandes.",),
            (owed,),
            table(
                owed,
                ["operateur_name", "engagement_name", "non_communiquee_count", "etape_names",
                 "cache_eur", "due_date"],
                optional=["cache_eur", "due_date"],
            ),
        ),
    ]  # fmt: skip


def _subject(row: Row, article: str = "L") -> str:
    """« L’État »: the one ower who takes an article."""
    name = row["operateur_name"]
    return f"{article}’{name}" if name == "État" else name
