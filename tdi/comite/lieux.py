"""The places of a region for its committee: what is near each enjeu, and its territoires."""

from typing import Any

from tdi import fmt, mots, sentences, situations, theme
from tdi.adresse import Fetch
from tdi.comite.blocs import Section, Vue, bars, table
from tdi.filters import Filters
from tdi.langue import enumerate_words
from tdi.results import Result


def enjeux(filters: Filters, fetch: Fetch) -> Section:
    """The headline indicator of each enjeu in the region, and what none of them measures."""
    readings = fetch("pilotage/indicateurs", filters)
    four = fetch("pilotage/enjeux", filters)
    sheets = {"Indicateurs": readings, "Enjeux": four}
    vues = [_headlines(readings)] if not readings.is_empty else []
    gaps = Vue(
        "Ce qu’aucun indicateur ne mesure, enjeu par enjeu",
        (
            "Des indicateurs différents ne s’additionnent pas\u202f; aucun ne sépare l’effet du "
            "programme du reste.",
        ),
        (four,),
        table(four, ["enjeu_name", "question", "indicateur_count", "known_gaps"]),
    )
    return Section("Les quatre enjeux", (*vues, gaps), sheets)


def _headlines(readings: Result) -> Vue:
    first = readings.only(is_phare=True)
    known = first.only(etat="Renseigné")
    aimed = sum(not fmt.is_missing(row["cible"]) for row in first.records())
    drawn = table(
        first,
        ["enjeu_name", "indicateur_name", "value", "depart", "cible", "national_value"],
        headings={"value": "Région", "depart": "Départ", "national_value": "France"},
        words={name: _situation(name, when) for name, when in _DATES.items()},
    )
    title = (
        f"{fmt.plural(len(known.frame), 'indicateur phare connu', 'indicateurs phares connus')} "
        f"pour la région sur {fmt.number(len(first.frame))}, "
        f"{fmt.plural(aimed, 'cible régionale', 'cibles régionales')}"
    )
    points = (situations.proxies(readings), "«\u00a0—\u00a0»\u00a0: non communiqué ou non donné.")
    return Vue(title, points, (readings,), drawn)


_DATES = {
    "value": "measure_date",
    "depart": "depart_date",
    "cible": "cible_date",
    "national_value": "national_date",
}


def _situation(name: str, when: str) -> Any:
    return lambda row: situations.situation(row[name], row[when], row)


def territoires(filters: Filters, fetch: Fetch) -> Section:
    """The territoires of the region: money, contracts, fiches-actions, météo."""
    listed = fetch("territoires/territoires", filters)
    if listed.is_empty:
        vue = Vue("Cette phase n’a aucun territoire dans la région", (), (listed,))
        return Section("Territoires", (vue,), {})
    money = fetch("territoires/montants_by_territoire", filters)
    statuts = fetch("territoires/fiches_by_statut", filters)
    meteo = fetch("territoires/appreciations", filters)
    sheets = {
        "Territoires": listed,
        "Par territoire": money,
        "Fiches-actions": fetch("territoires/fiches_action", filters),
        "Météo": meteo,
    }
    vues = [*_money(money), _list(listed, fetch("territoires/regions", filters))]
    told = [row for row in meteo.records() if not fmt.is_missing(row["author"])]
    vues += [] if statuts.is_empty else [_fiches(statuts)]
    vues += [_meteo(meteo, len(told))] if told else []
    vues += _silent(statuts, meteo, is_appreciated=bool(told))
    return Section("Territoires", tuple(vues), sheets)


def _money(money: Result) -> list[Vue]:
    known = [row for row in money.records() if not fmt.is_missing(row["engage_eur"])]
    if not known:
        return []
    most = max(known, key=lambda row: row["engage_eur"])
    least = min(known, key=lambda row: row["engage_eur"])
    told = f"De {fmt.euro_short(least['engage_eur'])} ({least['territoire_name']}) à "
    if len(known) == 1:
        told = ""
    drawn = bars(
        money,
        "territoire_name",
        {"engage_eur": ("Engagé", (theme.NAVY, "")), "paye_eur": ("Payé", (theme.ORANGE, ""))},
        unit="€",
        alt="Engagé et payé de l’enveloppe connus dans chaque territoire de la région",
        is_stacked=False,
    )
    unknown = sum(row["cellule_inconnue_count"] for row in money.records())
    points = (
        "Toutes natures ensemble, contestés compris\u202f; aucune étape ne se déduit de l’autre.",
        "Un total suit la population et le nombre de projets\u00a0: ces barres ne classent pas les "
        "territoires.",
        f"**{fmt.plural(unknown, 'cellule non communiquée', 'cellules non communiquées')}** "
        "(territoire, engagement, étape) ne sont dans aucune barre.",
    )
    title = f"{told}{fmt.euro_short(most['engage_eur'])} engagés ({most['territoire_name']})"
    return [Vue(title, points, (money,), drawn)]


def _list(listed: Result, regions: Result) -> Vue:
    count = len(listed.frame)
    between = len(listed.only(is_interregional=True).frame)
    shared = f", dont {fmt.plural(between, 'interrégional', 'interrégionaux')}" if between else ""
    unknown = regions.value("contrat_inconnu_count")
    told = (
        f"{fmt.plural(unknown, 'contrat')} sans date" if unknown else "tous les contrats sont datés"
    )
    names = ["territoire_name", "population", "membre_count", "contrat_statut"]
    others = ("fonds_laureat_count", "fonds_vert_eur")
    names += [
        one for one in others if any(not fmt.is_missing(row[one]) for row in listed.records())
    ]
    return Vue(
        f"{fmt.plural(count, 'territoire')}{shared}\u202f; {told}",
        (
            f"{sentences.contrats(regions)} À demander à leurs signataires\u00a0: l’État, la "
            "Région, les territoires.",
        )
        if unknown
        else (),
        (listed, regions),
        table(
            listed,
            ["territoire_name", "population", "membre_count", "contrat_statut", *others],
            optional=others,
        ),
    )


def _fiches(statuts: Result) -> Vue:
    rows = statuts.records()
    counts = {row["statut"]: row["fiche_count"] for row in rows}
    done = fmt.plural(counts.get("Réalisée", 0), "réalisée")
    left = fmt.plural(counts.get("Abandonnée", 0), "abandonnée")
    budget = sum(row["budget_eur"] for row in rows if not fmt.is_missing(row["budget_eur"]))
    silent = sum(row["sans_budget_count"] for row in rows)
    drawn = bars(
        statuts,
        "statut",
        {"fiche_count": ("Fiches-actions", (theme.NAVY, ""))},
        unit="fiches",
        alt="Fiches-actions de la région, par statut",
    )
    total = fmt.plural(sum(counts.values()), "fiche-action", "fiches-actions")
    points = (
        f"Budgets prévisionnels connus\u00a0: {fmt.euro_short(budget)}\u202f; "
        f"{fmt.plural(silent, 'budget non communiqué', 'budgets non communiqués')}.",
        "Une fiche de plusieurs territoires compte une fois.",
    )
    return Vue(f"{total}\u00a0: {done}, {left}", points, (statuts,), drawn)


def _meteo(meteo: Result, given: int) -> Vue:
    return Vue(
        f"Météo\u00a0: {fmt.plural(given, 'zone appréciée', 'zones appréciées')} sur "
        f"{fmt.number(len(meteo.frame))}",
        ("Un jugement humain, signé et daté, à part des chiffres.",),
        (meteo,),
        table(meteo, ["zone_name", "meteo", "synthese", "author", "appreciation_date"]),
    )


def _silent(statuts: Result, meteo: Result, *, is_appreciated: bool) -> list[Vue]:
    """What nobody says of the territoires, and whom to ask."""
    texte = mots.of(statuts.filters.jeu).texte
    names, points = [], []
    if statuts.is_empty:
        names.append("fiches-actions")
        points.append(
            f"**Fiches-actions**\u00a0: aucun {texte} ne les liste. À demander aux territoires et "
            "à l’État, qui tiennent les plans d’action."
        )
    if not is_appreciated:
        names.append("météo")
        points.append(
            "**Météo**\u00a0: non renseignée, aucune appréciation n’est connue. À demander au "
            "comité régional et aux référents de l’État."
        )
    if not names:
        return []
    title = f"Ce que personne ne dit des territoires\u00a0: {enumerate_words(names)}"
    return [Vue(title, tuple(points), (statuts, meteo))]
