"""Cards: a chart, a map, a table or a list under its title, over its source and the rows behind it.

Whatever stands for a région or a territoire in one chooses it everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from tdi import (
    charts,
    filtrage,
    lignes,
    paroles,
    presentation,
    provenance,
    sidebar,
    tables,
)
from tdi.maps import Choropleth
from tdi.results import Result
from tdi.vues import VUES, Vue


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
    is_choice = filtrage.elsewhere(found, chosen)
    if is_choice:
        figure = charts.emphasised(figure, filtrage.current(found, chosen))
    shown = presentation.enlarged(figure) if sidebar.is_presentation() else figure
    if not is_choice:
        st.plotly_chart(shown, config=charts.CONFIG, key=key, alt=alt)
        return
    # The key holds the selection: a mark clicked earlier must not stay lit once another is chosen.
    key = f"{key}/{chosen['phase']}/{chosen['region']}/{chosen['territoire']}"
    st.plotly_chart(
        shown,
        config=charts.CONFIG,
        key=key,
        alt=alt,
        selection_mode="points",
        on_select=lambda: sidebar.select_from_chart(key, found),
    )
    st.caption("Un clic sur un lieu le choisit, sur toutes les pages.")


def map_card(
    topic: str,
    drawn: Choropleth,
    result: Result,
    outlines: Result,
    *,
    finding: str,
    takeaway: str,
    height: int = 350,
    selects: bool = True,
) -> None:
    """Draw a map, and its names, under what it finds; when it `selects`, a click chooses a place.

    Its takeaway comes under it, so that a laptop's first screen holds the whole map. The key holds
    the selection: a shape clicked earlier must not stay lit once another is chosen.
    """
    chosen = outlines.filters
    key = f"carte/{topic}/{chosen.phase}/{chosen.region_code}/{chosen.territoire_id}"
    deck, legend, names = drawn.deck, drawn.legend, drawn.names.html()
    if sidebar.is_presentation():
        deck, height = presentation.closer(deck), presentation.scaled(height)
        legend, names = presentation.enlarged(legend), drawn.names.html(presentation.SCALE)
    with st.container(border=True):
        figure_head(topic, finding)
        with st.container(key=f"fond/{topic}"):
            st.pydeck_chart(
                deck,
                key=key,
                height=height,
                selection_mode="single-object",
                on_select=(lambda: sidebar.select_from_map(key)) if selects else "ignore",
                alt=paroles.name(topic, finding, takeaway, result),
            )
            if drawn.names.written:
                st.html(names)
        if drawn.names.key:
            st.caption(drawn.names.key)
        if legend.data:
            st.plotly_chart(
                legend, config=charts.CONFIG, key=f"{key}/legende", alt=paroles.classes(legend)
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


def _card_head(title: str, takeaway: str) -> None:
    st.header(title, anchor=False)
    if takeaway:
        st.markdown(takeaway)
