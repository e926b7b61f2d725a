"""What changed since the last regional committee, from the snapshot that it could read."""

from dataclasses import replace
from typing import Any

from tdi import changements, demandes, fmt, resume, theme
from tdi.adresse import Fetch
from tdi.comite.blocs import Row, Section, Vue, bars, table
from tdi.filters import Filters
from tdi.results import Result

_ENVELOPPE = {"famille": "Montants", "cadre": "Enveloppe 2018", "nature": "Ensemble"}
# What calls for an answer from who reported it, before what is only new.
_TO_EXPLAIN = list(changements.KINDS)[:5]
# Lines that a slide holds; under so few, the first slide of the section holds them.
_LINES, _FEW = 5, 2


def depuis(filters: Filters, fetch: Fetch) -> Section:
    """What changed since the last regional committee; since the previous snapshot when none is."""
    comites_connus = fetch("suivi/comites", filters)
    regional = comites_connus.only(maille="Région").records()
    base = next((row for row in regional if not fmt.is_missing(row["base_date"])), None)
    compared = replace(filters, base_date=str(base["base_date"])[:10]) if base else filters
    passages = fetch("suivi/passages", compared)
    if passages.is_empty:
        told = "C’est le premier instantané publié\u00a0: rien à quoi le comparer"
        return Section("Depuis le dernier comité", (Vue(told, (), (passages,)),))
    day = passages.records()[-1]["base_date"]
    compared = replace(filters, base_date=str(day)[:10])
    found = fetch("suivi/evolutions_resume", compared)
    money = fetch("pilotage/changements", compared)
    moved = fetch("suivi/entrees_sorties", compared)
    lines = fetch("suivi/evolutions", compared)
    since = f"Depuis le {fmt.day(day)}"
    what = _since(regional, base, day)
    asked = [row for row in lines.records() if row["evolution"] in _TO_EXPLAIN]
    few = [_explained(row) for row in asked] if len(asked) <= _FEW else []
    vues = [_counted(found, money, moved, since, [what, *few], comites_connus)]
    stages = money.only(**_ENVELOPPE)
    if any(not fmt.is_missing(row["after_eur"]) for row in stages.records()):
        vues.append(_money(stages, money, since))
    vues += [_to_explain(asked, lines, since)] if len(asked) > _FEW else []
    sheets = {
        "Évolutions": lines,
        "Évolutions comptées": found,
        "Montants avant après": money,
        "Entrées et sorties": moved,
    }
    return Section("Depuis le dernier comité", tuple(vues), sheets)


def _since(regional: list[Row], base: Row | None, day: Any) -> str:
    """Say which meeting the comparison starts from, or why it starts from a snapshot."""
    if base:
        return (
            f"Dernier comité régional connu\u00a0: le {fmt.day(base['decision_date'])}\u202f; il "
            f"pouvait lire l’instantané du {fmt.day(day)}."
        )
    known = "Aucun instantané n’était publié au dernier comité connu" if regional else ""
    return (
        f"{known or 'Aucun comité régional n’est connu à cette date'}\u00a0: la comparaison part "
        f"de l’instantané précédent, celui du {fmt.day(day)}."
    )


def _counted(
    found: Result, money: Result, moved: Result, since: str, what: list[str], known: Result
) -> Vue:
    results = (found, money, moved, known)
    if found.is_empty:
        return Vue(f"{since}, rien n’a changé dans la région", tuple(what), results)
    counts = {
        kind: sum(row["ligne_count"] for row in found.only(evolution=kind).records())
        for kind in changements.kinds(found)
    }
    first = [fmt.plural(count, *changements.KINDS[kind]) for kind, count in counts.items()][:3]
    amounts = ("variation_eur", "new_eur", "withdrawn_eur")
    return Vue(
        f"{since}\u00a0: {demandes.enumerate_words(first)}",
        (what[0], changements.sentence(found, money, moved), *what[1:]),
        results,
        table(
            found,
            ["evolution", "sujet_name", "ligne_count", "zone_count", *amounts],
            optional=amounts,
        ),
    )


def _money(stages: Result, money: Result, since: str) -> Vue:
    told = [
        f"{row['etape'].lower()} {_from_to(row)}"
        for row in stages.records()
        if row["etape"] in ("Engagé", "Payé")
    ]
    drawn = bars(
        stages,
        "etape",
        {"before_eur": ("Avant", (theme.SKY, "")), "after_eur": ("Après", (theme.NAVY, ""))},
        unit="€",
        alt="Montants de l’enveloppe connus dans la région à chaque étape, avant et après",
        is_stacked=False,
    )
    title = f"{since}\u00a0: {', '.join(told)}" if told else f"{since}, rien d’engagé ni de payé"
    points = (*resume.changes(stages), "Toutes natures ensemble\u202f; une barre absente\u00a0: "
              "aucun montant n’était connu.")  # fmt: skip
    return Vue(title, points, (stages,), drawn)


def _from_to(row: Row) -> str:
    before, after = (
        "inconnu" if fmt.is_missing(row[name]) else fmt.euro_short(row[name])
        for name in ("before_eur", "after_eur")
    )
    return f"{before} → {after}"


def _explained(row: Row) -> str:
    return f"{row['evolution']} – {changements.line(row)}"


def _to_explain(asked: list[Row], lines: Result, since: str) -> Vue:
    """The lines that someone has to explain, the gravest first."""
    told = [_explained(row) for row in asked[:_LINES]]
    if len(asked) > _LINES:
        told.append(
            f"Les {_LINES} premières sur {fmt.number(len(asked))}, les plus grands écarts d’abord "
            "dans chaque sorte\u202f; toutes sont dans le classeur."
        )
    unsaid = sum(fmt.is_missing(row["motif"]) for row in asked)
    counted = fmt.plural(len(asked), "changement à expliquer", "changements à expliquer")
    return Vue(
        f"{since}\u00a0: {counted}, dont {fmt.number(unsaid)} sans motif", tuple(told), (lines,)
    )
