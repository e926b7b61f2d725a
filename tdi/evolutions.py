"""What changed between two snapshots, drawn: the choice of the two, the changes, the journal."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from tdi import adresse, cards, changements, dossier, fmt, provenance, sidebar, sorties, ui, visites
from tdi.adresse import Choice
from tdi.data import fetch, prepare
from tdi.filters import Filters
from tdi.results import Result

_LEVELS = {"France": "national", "Région": "régional", "Territoire": "du territoire"}
# Lines in sight; the drawer and the files have them all.
_LINES = 30


def essentiel(filters: Filters) -> None:
    """Draw the choice of the two dates, what changed in a sentence, line by line, then counted."""
    compared = choose_base(filters)
    if not compared:
        return
    prepare(compared, "pilotage/changements", "suivi/evolutions")
    resume = _sentence(compared)
    if resume.is_empty:
        return
    _lines(compared, changements.kinds(resume))
    cards.table_card("Par nature d’évolution, table et étape", resume)
    _formulas(compared)
    ui.links(
        [
            ("pages/donnees/instantanes.py", "Les instantanés et leurs corrections"),
            ("pages/suivi/alertes.py", "Ce qui appelle une réponse"),
        ]
    )


def lieux(filters: Filters) -> None:
    """Draw the choice of the two dates, the same sentence, then where, and who came or left."""
    compared = choose_base(filters)
    if not compared:
        return
    prepare(compared, "suivi/evolutions_by_zone", "suivi/entrees_sorties")
    _sentence(compared)
    cards.table_card(
        "Où cela a changé",
        fetch("suivi/evolutions_by_zone", compared),
        takeaway="Un clic sur un lieu le choisit, et y descend.",
    )
    _perimeter(fetch("suivi/entrees_sorties", compared))
    ui.links([("pages/pilotage/enveloppe.py", "Les séries à périmètre courant et constant")])


def choose_base(filters: Filters) -> Filters | None:
    """Draw the choice of the snapshot to compare with; None, and why, when there is none."""
    choice = changements.choice(fetch("filtres/instantanes", filters))
    committees = fetch("suivi/comites", filters)
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        base, refusal = sidebar.select(choice)
    with right, st.container(horizontal=True):
        for row in committees.records():
            _offer(row)
        _last_visit(filters, choice)
        _keep(filters)
    if refusal:
        st.warning(f"L’adresse demandait une comparaison impossible\u00a0: {refusal}.")
    if committees.is_empty:
        st.caption("Dernier comité\u00a0: aucun n’est connu à cette date.")
    if len(choice.options) == 1:
        sorties.empty_state(
            filters,
            "C’est le premier instantané publié\u00a0: rien à quoi le comparer.",
            lambda other: len(changements.choice(fetch("filtres/instantanes", other)).options) > 1,
        )
        return None
    if base == filters.snapshot_date:
        st.info(
            f"Aucun instantané n’est montré depuis celui du {fmt.iso_day(base)}\u00a0: "
            "rien n’a changé."
        )
        return None
    return replace(filters, base_date=base)


def _offer(row: changements.Row) -> None:
    """Offer what changed since a committee, from the snapshot that it could read."""
    words = f"Depuis le comité {_LEVELS[row['maille']]} du {fmt.day(row['decision_date'])}"
    known = not fmt.is_missing(row["base_date"])
    st.button(
        words,
        key=f"depuis/{row['maille']}",
        disabled=not known,
        help=f"{row['committee']}. "
        + (
            f"Il pouvait lire l’instantané du {fmt.day(row['base_date'])}."
            if known
            else "Aucun instantané n’était publié alors."
        ),
        on_click=sidebar.change,
        args=({changements.KEY: str(row["base_date"])[:10]},),
    )


def _last_visit(filters: Filters, choice: Choice) -> None:
    """Offer what changed since the reader came before the last publication."""
    day = visites.since(st.context.cookies, filters.jeu)
    known = day in choice.options and day != filters.snapshot_date
    st.button(
        "Depuis ma dernière visite",
        key="depuis/visite",
        disabled=not known,
        help=f"L’instantané le plus récent était celui du {fmt.iso_day(day)}."
        if known
        else "Rien n’a été publié depuis une visite de ce navigateur, qui retient l’instantané le "
        "plus récent, et rien d’autre.",
        on_click=sidebar.change,
        args=({changements.KEY: day},),
    )


def _keep(filters: Filters) -> None:
    """Give the link of a next visit: it names the snapshot shown today, and shows the latest.

    To copy and not to click: in this session, the snapshot chosen would stay chosen.
    """
    address = adresse.write(sidebar.chosen() | {"instantane": None}, fetch)
    query = urlencode(address | {changements.KEY: str(filters.snapshot_date)})
    with st.popover("Lien pour ma prochaine visite"):
        st.markdown(
            "Ouvert plus tard, d’où que ce soit, ce lien montrera ce qui aura changé depuis "
            f"l’instantané lu aujourd’hui, celui du {fmt.iso_day(filters.snapshot_date)}."
        )
        st.code(
            f"{(st.context.url or '').partition('?')[0]}?{query}", language=None, wrap_lines=True
        )


def _sentence(compared: Filters) -> Result:
    """Say what changed, over its proofs; return the count of each kind."""
    resume = fetch("suivi/evolutions_resume", compared)
    changed = fetch("pilotage/changements", compared)
    moved = fetch("suivi/mouvements", compared)
    if not moved.is_empty:
        # Somewhere in the country: of which the selection may know nothing.
        moved = fetch("suivi/entrees_sorties", compared)
    st.markdown(changements.sentence(resume, changed, moved))
    provenance.footer(resume, "evolutions")
    if not changed.only(famille="Montants", cadre="Enveloppe 2018").is_empty:
        provenance.footer(changed, "changements")
    if not moved.is_empty:
        provenance.footer(moved, "mouvements")
    return resume


def _lines(compared: Filters, kinds: list[str]) -> None:
    kind = dossier.choose(
        "Évolution",
        kinds,
        key="evolution",
        what="une évolution de cette comparaison",
        default=kinds[0],
    )
    every = fetch("suivi/evolutions", compared)
    found = every.only(evolution=kind)
    cards.list_card(
        f"{kind}\u00a0: {_counted(found)}",
        _first(found),
        changements.line,
        takeaway=_cut(found, "les plus grands écarts d’abord"),
        among=found,
    )


def _perimeter(moved: Result) -> None:
    if moved.is_empty:
        st.markdown("**Périmètre\u00a0: inchangé.** Mêmes territoires aux deux dates.")
        provenance.footer(moved, "perimetre-compare")
        return
    unmatched = sum(row["ligne_count"] for row in moved.records())
    cards.table_card(
        "Territoires entrés et sortis",
        moved,
        takeaway=f"{fmt.plural(unmatched, 'ligne connue', 'lignes connues')} d’un seul côté, "
        "qu’aucune comparaison ne peut suivre.",
    )


def _formulas(compared: Filters) -> None:
    formules = fetch("suivi/formules_connues", compared)
    told = changements.unrecorded(formules)
    if told:
        st.markdown(told)
        provenance.footer(formules, "formules")


def journal(filters: Filters) -> None:
    """Draw every past value that changed, snapshot after snapshot, up to the one shown."""
    # One query, whose steps cannot be counted: a second or two, the first time it is asked for.
    with st.spinner("Chaque instantané est comparé au précédent…"):
        revisions = fetch("suivi/revisions", replace(filters, pas_a_pas=True))
    cards.list_card(
        "Journal des révisions",
        _first(revisions),
        changements.revision,
        takeaway=f"{changements.journal(revisions)} {_cut(revisions, 'les plus récentes')}".strip(),
        among=revisions,
    )
    st.caption(
        "Chaque instantané est comparé au précédent. Une hausse d’un cumul, sous une nouvelle date "
        "de transmission, est une donnée nouvelle\u00a0: rien ne la distingue d’une révision."
    )


def _counted(result: Result) -> str:
    return fmt.plural(len(result.rows), "ligne")


def _first(result: Result) -> Result:
    first = result.rows.at(range(min(_LINES, len(result.rows))))
    return Result(result.query, first, result.filters)


def _cut(result: Result, which: str) -> str:
    if len(result.rows) <= _LINES:
        return ""
    # A room has no drawer.
    rest = "" if sidebar.is_presentation() else "\u202f; toutes sont sous «\u00a0Source\u00a0»"
    return f"{_LINES} lignes, {which}{rest}."
