"""The pieces a page is made of: header, key figures, cards for charts, maps and tables.

Native components only. Every card carries its title, its source and the data behind it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import pydeck as pdk
import streamlit as st

from tdi import (
    barre,
    charts,
    filtrage,
    fmt,
    lignes,
    mots,
    paroles,
    presentation,
    provenance,
    sentences,
    sidebar,
    tables,
)
from tdi.data import fetch
from tdi.errors import TdiError
from tdi.filters import PHASES, Filters
from tdi.results import Result
from tdi.vues import VUES, Vue


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

    `beside` draws the file that the page gives to take away, on the line of the title.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.title(title, anchor=False, width="stretch")
        if beside:
            beside()
        if not sidebar.is_presentation():
            barre.search(filters)
    st.markdown(question)
    snapshot = fmt.iso_day(filters.snapshot_date)
    st.caption(f"{describe(filters)} – {mots.of(filters.jeu).etat} au {snapshot}")
    later = fetch("filtres/perimetre_posterieur", filters)
    if not later.is_empty:
        st.caption(sentences.perimetre_posterieur(later))
        provenance.footer(later, "perimetre")


def demonstration_banner(filters: Filters) -> None:
    """Say that figures are fictitious, where a reader cannot miss it (R11)."""
    told = mots.of(filters.jeu).avertissement
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


def chart_card(
    topic: str,
    figure: go.Figure,
    result: Result,
    *,
    finding: str,
    takeaway: str,
    selects: bool = True,
) -> None:
    """Draw a chart under what it finds (`findings`), with its topic, its takeaway, its source.

    When it `selects`, a click on a mark chooses its place, and the one chosen stands out.
    """
    with st.container(border=True):
        figure_head(topic, finding)
        st.markdown(takeaway)
        if charts.is_blank(figure):
            st.markdown("_Aucune valeur connue pour cette sélection, à cette date._")
        else:
            alt = paroles.name(topic, finding, takeaway, result)
            _chart(topic, figure, result, alt=alt, selects=selects)
        provenance.footer(result, topic)


def figure_head(topic: str, finding: str) -> None:
    """Draw the heading of a figure, what it finds; under it, small, what it shows."""
    st.header(finding, anchor=False)
    st.caption(topic)


def _chart(topic: str, figure: go.Figure, result: Result, *, alt: str, selects: bool) -> None:
    """Draw a figure; a click on the mark of a place chooses it, when there is another to choose."""
    drawn = charts.names(figure) if selects else set()
    found = {
        name: choice
        for name, choice in filtrage.places(
            result, filtrage.named(list(result.query.columns)), sidebar.place_options()
        ).items()
        if name in drawn
    }
    chosen = sidebar.chosen()
    key = f"chart/{topic}"
    shown = presentation.enlarged(figure) if sidebar.is_presentation() else figure
    if not filtrage.elsewhere(found, chosen):
        st.plotly_chart(shown, config=charts.CONFIG, key=key, alt=alt)
        return
    # The key holds the selection: a mark clicked earlier must not stay lit once another is chosen.
    key = f"{key}/{chosen['phase']}/{chosen['region']}/{chosen['territoire']}"
    st.plotly_chart(
        charts.emphasised(shown, filtrage.current(found, chosen)),
        config=charts.CONFIG,
        key=key,
        alt=alt,
        selection_mode="points",
        on_select=lambda: sidebar.select_from_chart(key, found),
    )
    st.caption("Un clic sur un lieu le choisit, sur toutes les pages.")


def map_card(
    topic: str,
    deck: pdk.Deck,
    legend: go.Figure,
    result: Result,
    outlines: Result,
    *,
    finding: str,
    takeaway: str,
    height: int = 350,
    selects: bool = True,
) -> None:
    """Draw a map under what it finds; when it `selects`, a click on a shape chooses its place.

    Its takeaway comes under it, so that a laptop's first screen holds the whole map. The key holds
    the selection: a shape clicked earlier must not stay lit once another is chosen.
    """
    chosen = outlines.filters
    key = f"carte/{topic}/{chosen.phase}/{chosen.region_code}/{chosen.territoire_id}"
    if sidebar.is_presentation():
        deck, height = presentation.closer(deck), presentation.scaled(height)
        legend = presentation.enlarged(legend)
    with st.container(border=True):
        figure_head(topic, finding)
        st.pydeck_chart(
            deck,
            key=key,
            height=height,
            selection_mode="single-object",
            on_select=(lambda: sidebar.select_from_map(key)) if selects else "ignore",
            alt=paroles.name(topic, finding, takeaway, result, legend),
        )
        if legend.data:
            st.plotly_chart(
                legend, config=charts.CONFIG, key=f"{key}/legende", alt=f"Légende\u00a0: {topic}"
            )
        advice = "Un clic sur une forme la choisit." if selects else ""
        credit = f"Contours\u00a0: {', '.join(provenance.source_names(outlines))}."
        st.caption(" ".join(part for part in (takeaway, advice, credit) if part))
        provenance.footer(result, topic)


def table_card(
    title: str,
    result: Result,
    *,
    columns: Sequence[str] | None = None,
    details: Mapping[str, Sequence[str]] | None = None,
    takeaway: str = "",
    height: int = tables.HEIGHT,
) -> None:
    """Draw a table under its title, with its source and all its columns in the drawer below.

    What it shows is chosen in `vues`, unless it is given here: a phone holds three columns or so,
    and `details` maps one of them to those written under it.
    """
    vue = VUES.get(result.query.name) or Vue(tables.visible(result))
    if columns is None:
        columns, details = vue.columns, details or vue.details
    with st.container(border=True):
        _card_head(title, takeaway)
        found = lignes.places(result, columns)
        if found:
            lignes.draw(result, columns, found, key=title, details=details)
        else:
            tables.text(result, columns, details=details, height=height, called=title)
        provenance.footer(result, title)


def facts_card(
    title: str,
    one: Result,
    *,
    columns: Sequence[str] | None = None,
    takeaway: str = "",
    among: Result | None = None,
) -> None:
    """Draw a single row as a list of facts; `among` are the rows that its drawer holds."""
    with st.container(border=True):
        _card_head(title, takeaway)
        tables.facts(one, columns or VUES[one.query.name].columns)
        provenance.footer(among or one, title)


def list_card(
    title: str,
    result: Result,
    write: Callable[[dict[str, Any]], str],
    *,
    takeaway: str = "",
    among: Result | None = None,
) -> None:
    """Draw one line a row under a title: for words too long for the column of a table.

    `among` are the rows that its drawer holds, when they are more.
    """
    with st.container(border=True):
        _card_head(title, takeaway)
        st.markdown("\n".join(f"- {write(row)}" for row in result.records()))
        provenance.footer(among or result, title)


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
    else:
        unknown(sentences.cellules(result), owed_by, result)


def empty_state(filters: Filters, advice: str) -> None:
    """Say that nothing answers the selection, and what to do next; offer ways out of it."""
    st.info(f"Rien à montrer pour la sélection «\u00a0{describe(filters)}\u00a0». {advice}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if filters.region_code or filters.territoire_id:
            st.button(
                "Revenir à la France entière",
                on_click=sidebar.change,
                args=({"region": None, "territoire": None},),
            )
        if filters.jeu != "public":
            st.button("Voir le jeu public", on_click=sidebar.change, args=({"jeu": "public"},))
        st.page_link(
            "pages/pilotage/vue_ensemble.py", label=":primary[Revenir à la vue d’ensemble]"
        )


def links(pages: Iterable[tuple[str, str]]) -> None:
    """Draw links to other pages, given as (page file, words)."""
    with st.container(horizontal=True):
        for page, words in pages:
            st.page_link(page, label=f":primary[{words}]")


def _card_head(title: str, takeaway: str) -> None:
    st.header(title, anchor=False)
    if takeaway:
        st.markdown(takeaway)
