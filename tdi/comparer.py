"""The choice of the territoires to compare, drawn: those chosen, or a proposal, and why these."""

from dataclasses import replace

import streamlit as st

from tdi import cards, comparaison, fmt, mesures, sidebar
from tdi.comparaison import Comparaison
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result


def choose(filters: Filters) -> Comparaison:
    """Draw the choice of the territoires, kept in the URL; return what to compare, and say it."""
    choice = comparaison.choice(filters, fetch)
    chosen, refusals = sidebar.select_several(choice)
    for refusal in refusals:
        st.warning(f"L’adresse demandait une comparaison impossible\u00a0: {refusal}.")
    compared = comparaison.compared(filters, chosen, fetch)
    if compared.told:
        st.markdown(f"{compared.told} {_names(compared, choice)}")
    if compared.ids and not chosen:
        _offer("Partir de cette proposition", compared.ids)
    return compared


def _names(compared: Comparaison, choice: comparaison.Several) -> str:
    numbered = [
        f"{number}.\u00a0{choice.options[one]}" for number, one in enumerate(compared.ids, start=1)
    ]
    return f"*{' · '.join(numbered)}*"


def _offer(words: str, ids: tuple[str, ...]) -> None:
    st.button(
        words,
        key=f"proposition/{words}",
        on_click=sidebar.change,
        args=({comparaison.KEY: list(ids)},),
    )


def explain(filters: Filters) -> None:
    """Say how to compare, and offer a comparison in one click: nothing is chosen yet."""
    st.info(
        "Choisissez deux à six territoires ci-dessus, ou un seul\u00a0: il sera comparé à ceux qui "
        "lui ressemblent. Un territoire ou une région des filtres suffit aussi."
    )
    rows = comparaison.largest(fetch("territoires/territoires", filters.without("region_code")))
    _offer(
        f"Comparer les {fmt.number(len(rows))} territoires les plus peuplés",
        tuple(row["territoire_id"] for row in rows),
    )


def profil(compared: Comparaison, judged: Result) -> None:
    """Draw why these territoires, then what each is and received, on the same columns."""
    if compared.reference:
        asked = replace(compared.filters, territoire_ids=(), territoire_id=compared.reference)
        every = fetch("territoires/semblables", asked)
        near = Result(every.query, every.frame.head(comparaison.PEERS + 1), every.filters)
        lines = "\n".join(f"- {comparaison.alike(row)}" for row in near.records()[1:])
        cards.table_card(
            "Pourquoi ces territoires",
            near,
            takeaway=f"{lines}\n\nDistance sur sept critères publiés, chacun rapporté à sa "
            "dispersion dans la phase (page Dictionnaire et méthode).",
        )
    cards.table_card(
        "Les mêmes mesures, à la même date",
        fetch("territoires/territoires", compared.filters),
        columns=["territoire_name", "population", "contrat_statut"],
        details={
            "territoire_name": (
                "region_names",
                "departement_names",
                "membre_count",
                "commune_count",
                "valid_from",
            )
        },
    )
    mesures.hors_enveloppe(compared, judged)
