"""The pieces of a page around its cards: header, key figures, what is unknown, ways out.

Native components only.
"""

from collections.abc import Callable, Iterable

import streamlit as st

from tdi import barre, fmt, mots, provenance, sentences, sidebar
from tdi.data import fetch
from tdi.errors import TdiError
from tdi.filters import PHASES, Filters
from tdi.results import Result

# Where what nobody has communicated leads: to the texts to send, or to how it is transmitted.
DEMANDES = ("pages/donnees/completude.py", "Qui doit les communiquer, et le texte à envoyer")
TRANSMETTRE = (
    "pages/donnees/dictionnaire.py",
    "Comment transmettre ce qui manque\u00a0: le gabarit, vue «\u00a0Contrat\u00a0»",
)
# The filters that may leave nothing to show, and what removing them is called.
_WITHOUT = {
    "Revenir à la France entière": ("region", "territoire"),
    "Voir les quatre enjeux": ("enjeu",),
    "Voir la phase 1": ("phase",),
    "Voir l’instantané le plus récent": ("instantane",),
    "Voir le jeu public": ("jeu",),
}


def describe(filters: Filters) -> str:
    """The selection in words: « Bretagne · phase 1 · enjeu Recruter »."""
    names = fetch("filtres/selection", filters)
    enjeu = names.value("enjeu_name")
    parts = [
        names.value("territoire_name") or names.value("region_name") or "France entière",
        PHASES[filters.phase].lower(),
        enjeu and f"enjeu {enjeu}",
    ]
    return " · ".join(part for part in parts if part)


def page_header(
    title: str, question: str, filters: Filters, beside: Callable[[], None] | None = None
) -> None:
    """Draw the page's title, the question it answers, and the selection it is answered for.

    `beside` draws the file that the page gives to take away, on the line of the title. A room is
    asked no question, and reads the selection on that line too: the first screen is for figures.
    """
    snapshot = fmt.iso_day(filters.snapshot_date)
    selection = f"{describe(filters)} – {mots.of(filters.jeu).etat} au {snapshot}"
    is_room = sidebar.is_presentation()
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.title(title, anchor=False, width="stretch")
        if beside:
            beside()
        if is_room:
            st.caption(selection, width="content")
        else:
            barre.search(filters)
    if not is_room:
        st.markdown(question)
        st.caption(selection)
    later = fetch("filtres/perimetre_posterieur", filters)
    if not later.is_empty:
        st.caption(sentences.perimetre_posterieur(later))
        provenance.footer(later, "perimetre")


def demonstration_banner(filters: Filters) -> None:
    """Say that figures are fictitious, where a reader cannot miss it (R11)."""
    told = mots.of(filters.jeu).bandeau
    if told:
        st.warning(told)


def refused_selection() -> None:
    """Say which values of the address could not be applied."""
    for refusal in sidebar.refusals():
        st.warning(
            f"L’adresse demandait une sélection impossible\u00a0: {refusal}. "
            "Ce filtre n’est pas appliqué."
        )


def failure(error: TdiError) -> None:
    """Show an error that a reader may meet; the rest of the dashboard stands."""
    st.error(f"Cette page ne peut pas être affichée. {fmt.spaced(str(error))}")


def metric_row(result: Result, *names: str, width: int = 165) -> None:
    """Draw the key figures of a single-row result, each with its definition as help."""
    with st.container(horizontal=True, key=f"chiffres/{names[0]}"):
        for name in names:
            column = result.column(name)
            value = result.value(name)
            exact = fmt.by_unit(value, column.unit)
            help_text = (
                f"{column.definition} Valeur exacte\u00a0: {exact}."
                if column.unit == "€"
                else column.definition
            )
            st.metric(
                column.label,
                fmt.by_unit(value, column.unit, short=True),
                help=help_text or None,
                border=True,
                width=width,
            )
    provenance.footer(result, f"chiffres/{names[0]}")


def unknown(what: str, owed_by: str, result: Result | None = None) -> None:
    """Say that something is « non communiqué », and who would have to publish it.

    `result` is what says so: its drawer tells where one looked, and the rows behind any number.
    """
    st.info(f"**Non communiqué** – {what} Attendu de\u00a0: {owed_by}.")
    if result:
        provenance.footer(result, f"inconnu/{what}")


def cellules(result: Result, owed_by: str) -> None:
    """Say how many amounts are not communicated, and who owes them (`donnees/cellules`)."""
    if result.value("attendue_count") == 0:
        st.info(f"**Sans objet** – {sentences.cellules(result)}")
        ways_out()
    else:
        unknown(sentences.cellules(result), owed_by, result)
        links([DEMANDES])


def empty_state(filters: Filters, advice: str) -> None:
    """Say that nothing answers the selection, and what to do next; offer ways out of it."""
    st.info(f"Rien à montrer pour la sélection «\u00a0{describe(filters)}\u00a0». {advice}")
    ways_out()


def ways_out() -> None:
    """Offer to remove each filter that may be in the way, then to leave the page."""
    drawn = sidebar.drawn()
    with st.container(horizontal=True, vertical_alignment="center"):
        for words, keys in _WITHOUT.items():
            whole = {key: drawn[key][0].default for key in keys}
            if any(drawn[key][1] != value for key, value in whole.items()):
                st.button(words, key=f"sortie/{words}", on_click=sidebar.change, args=(whole,))
        st.page_link(
            "pages/pilotage/vue_ensemble.py", label=":primary[Revenir à la vue d’ensemble]"
        )


def links(pages: Iterable[tuple[str, str]]) -> None:
    """Draw links to other pages, given as (page file, words)."""
    with st.container(horizontal=True):
        for page, words in pages:
            st.page_link(page, label=f":primary[{words}]")
