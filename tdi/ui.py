"""The pieces a page is made of: header, key figures, cards for charts, maps and tables.

Native components only. Every card carries its title, its source and the data behind it.
"""

from collections.abc import Iterable

import plotly.graph_objects as go
import pydeck as pdk
import streamlit as st

from tdi import charts, fmt, provenance, sidebar, tables
from tdi.data import fetch
from tdi.errors import TdiError
from tdi.filters import JEUX, PHASES, Filters
from tdi.results import Result


def describe(filters: Filters) -> str:
    """The selection in words: « Bretagne · Redon · phase 1 · enjeu Recruter »."""
    names = fetch("filtres/selection", filters)
    enjeu = names.value("enjeu_name")
    parts = [
        names.value("region_name") or "France entière",
        names.value("territoire_name"),
        PHASES[filters.phase].lower(),
        enjeu and f"enjeu {enjeu}",
    ]
    return " · ".join(part for part in parts if part)


def page_header(title: str, question: str, filters: Filters) -> None:
    """Draw the page's title, the question it answers, and the selection it is answered for."""
    st.title(title, anchor=False)
    st.markdown(question)
    snapshot = fmt.iso_day(filters.snapshot_date)
    st.caption(f"{describe(filters)} – état des connaissances publiques au {snapshot}")


def demonstration_banner(filters: Filters) -> None:
    """Say that figures are fictitious, where a reader cannot miss it (R11)."""
    if filters.jeu != "public":
        st.warning(
            f"Données de démonstration\u00a0: les montants du jeu "
            f"«\u00a0{JEUX[filters.jeu]}\u00a0» sont fictifs."
        )


def refused_selection() -> None:
    """Say which values of the address could not be applied."""
    for refusal in sidebar.refusals():
        st.warning(
            f"L’adresse demandait une sélection impossible\u00a0: {refusal}. "
            "Ce filtre n’est pas appliqué."
        )


def failure(error: TdiError) -> None:
    """Show an error that a reader may meet; the rest of the dashboard stands."""
    st.error(f"Cette page ne peut pas être affichée. {error}")


def metric_row(result: Result, *names: str) -> None:
    """Draw the key figures of a single-row result, each with its definition as help."""
    with st.container(horizontal=True):
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
                width=165,
            )
    provenance.footer(result, "chiffres")


def chart_card(title: str, figure: go.Figure, result: Result, *, takeaway: str = "") -> None:
    """Draw a chart under its title, with its takeaway, its source and its data."""
    with st.container(border=True):
        _card_head(title, takeaway)
        st.plotly_chart(
            figure,
            config=charts.CONFIG,
            key=f"chart/{title}",
            alt=f"{title}. {takeaway or result.query.title}",
        )
        provenance.footer(result, title)


def map_card(
    title: str,
    deck: pdk.Deck,
    legend: go.Figure,
    result: Result,
    *,
    takeaway: str = "",
    height: int = 560,
) -> None:
    """Draw a map whose shapes select their region or territoire when clicked."""
    key = f"carte/{title}"
    with st.container(border=True):
        _card_head(title, takeaway)
        st.pydeck_chart(
            deck,
            key=key,
            height=height,
            selection_mode="single-object",
            on_select=lambda: sidebar.select_from_map(key),
            alt=f"{title}. {takeaway or result.query.title}",
        )
        st.plotly_chart(
            legend, config=charts.CONFIG, key=f"{key}/legende", alt=f"Légende\u00a0: {title}"
        )
        provenance.footer(result, title)


def table_card(
    title: str,
    result: Result,
    *,
    columns: list[str] | None = None,
    takeaway: str = "",
    height: int | None = None,
) -> None:
    """Draw a table under its title, with its source and its data."""
    with st.container(border=True):
        _card_head(title, takeaway)
        if result.is_empty:
            st.markdown("_Aucune ligne pour cette sélection._")
        else:
            tables.draw(result, columns, height=height)
        provenance.footer(result, title)


def unknown(what: str, owed_by: str) -> None:
    """Say that something is « non communiqué », and who would have to publish it."""
    st.info(f"**Non communiqué** – {what} Attendu de\u00a0: {owed_by}.")


def empty_state(filters: Filters, advice: str) -> None:
    """Say that nothing answers the selection, and what to do next."""
    st.info(f"Rien à montrer pour la sélection « {describe(filters)} ». {advice}")


def links(pages: Iterable[tuple[str, str]]) -> None:
    """Draw links to other pages, given as (page file, words)."""
    with st.container(horizontal=True):
        for page, words in pages:
            st.page_link(page, label=words)


def _card_head(title: str, takeaway: str) -> None:
    st.subheader(title, anchor=False)
    if takeaway:
        st.markdown(takeaway)
