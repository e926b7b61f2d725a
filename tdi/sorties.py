"""What an empty place of a page says, and the ways out of it.

To remove a filter is offered only where that brings something: it is tried, not guessed.
"""

from collections.abc import Callable

import streamlit as st

from tdi import adresse, provenance, sentences, sidebar, ui
from tdi.adresse import Selection
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result
from tdi.ui import Link

# Whether there is something to show for other filters than those that left nothing.
Fills = Callable[[Filters], object]

# Where what nobody has communicated leads: to the texts to send, which ask for amounts only, or to
# how anything is transmitted.
DEMANDES = (
    "pages/donnees/completude.py",
    "Les montants manquants\u00a0: qui doit les communiquer, et le texte à envoyer",
)
TRANSMETTRE = (
    "pages/donnees/dictionnaire.py",
    "Comment transmettre ce qui manque\u00a0: le gabarit",
    {"vue_dictionnaire": "Contrat"},
)
SOURCES = (
    "pages/donnees/dictionnaire.py",
    "Où ces indicateurs sont publiés",
    {"vue_dictionnaire": "Sources"},
)
# The filters that may leave nothing to show, and what removing them is called.
_WITHOUT = {
    "Revenir à la France entière": ("region", "territoire"),
    "Voir les quatre enjeux": ("enjeu",),
    "Voir la phase 1": ("phase",),
    "Voir l’instantané le plus récent": ("instantane",),
    "Voir le jeu public": ("jeu",),
}
_FILTERS = [key for keys in _WITHOUT.values() for key in keys]
_NONE = "Retirer tous les filtres"
_REGISTRE = "pages/suivi/chiffres_annonces.py"


def unknown(what: str, owed_by: str, result: Result | None, *leads: Link) -> None:
    """Say that something is « non communiqué », who would have to publish it, and where that leads.

    `result` is what says so: its drawer tells where one looked, and the rows behind any number.
    """
    st.info(f"**Non communiqué** – {what} Attendu de\u00a0: {owed_by}.")
    if result:
        provenance.footer(result, f"inconnu/{what}")
    ui.links(leads)


def amounts(what: str, owed_by: str, result: Result, filters: Filters, *leads: Link) -> None:
    """Say that amounts of a selection are unknown, and lead to the texts that ask for them.

    Where none is expected, nobody owes any: that is told instead.
    """
    if not nothing_expected(fetch("donnees/cellules", filters)):
        unknown(what, owed_by, result, DEMANDES, *leads)


def cellules(result: Result, owed_by: str) -> None:
    """Say how many amounts are not communicated, and who owes them (`donnees/cellules`)."""
    if not nothing_expected(result):
        unknown(sentences.cellules(result), owed_by, result, DEMANDES)


def nothing_expected(result: Result) -> bool:
    """Whether no amount is expected of a selection; says why when none is (`donnees/cellules`)."""
    if result.value("attendue_count"):
        return False
    without_object(sentences.cellules(result))
    return True


def without_object(why: str) -> None:
    """Say that the selection is of no territoire that the engagements bind; lead to some that are.

    Money and uptake are followed where amounts are expected, and only there.
    """
    st.info(f"**Sans objet** – {why}")
    _ways_out(why, lambda other: fetch("donnees/cellules", other).value("attendue_count"))


def empty_state(filters: Filters, advice: str, fills: Fills, *leads: Link) -> None:
    """Say that nothing answers the selection, and why; lead to what does."""
    st.info(f"Rien à montrer pour la sélection «\u00a0{ui.describe(filters)}\u00a0». {advice}")
    _ways_out(advice, fills, leads)


def no_data(what: str, fills: Fills) -> None:
    """Say that a data set holds nothing of a subject, instead of drawing empty tables."""
    st.markdown(f"_{what}\u00a0: rien dans ce jeu de données à cette date._")
    _ways_out(what, fills)


def no_claim(what: str) -> None:
    """Say that nothing was said publicly of a place; lead to the register, which is never empty."""
    st.markdown(f"_{what}\u00a0: rien dans ce jeu de données à cette date._")
    st.button(
        "Tous les énoncés publics du registre",
        key=f"sortie/{what}",
        on_click=sidebar.open_page,
        args=(_REGISTRE, _defaults(*_FILTERS)),
    )


def _ways_out(what: str, fills: Fills, leads: tuple[Link, ...] = ()) -> None:
    """Offer to remove each filter whose removal brings something, all of them when none does alone.

    Then what else leads somewhere; when there is nothing, to leave the page.
    """
    ways = _filling({words: _defaults(*keys) for words, keys in _WITHOUT.items()}, fills)
    ways = ways or _filling({_NONE: _defaults(*_FILTERS)}, fills)
    with st.container(horizontal=True, vertical_alignment="center"):
        for words, changes in ways.items():
            st.button(
                words, key=f"sortie/{words}/{what[:30]}", on_click=sidebar.change, args=(changes,)
            )
        if not ways and not leads:
            leads = (("pages/pilotage/vue_ensemble.py", "Revenir à la vue d’ensemble"),)
        if leads:
            ui.links(leads)


def _defaults(*keys: str) -> Selection:
    drawn = sidebar.drawn()
    return {key: drawn[key][0].default for key in keys}


def _filling(ways: dict[str, Selection], fills: Fills) -> dict[str, Selection]:
    """Return the changes of the selection that change it, and bring something."""
    chosen = sidebar.chosen()
    return {
        words: changes
        for words, changes in ways.items()
        if changes.items() - chosen.items() and fills(adresse.filters(chosen | changes, fetch))
    }
