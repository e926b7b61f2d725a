"""The first screen of « Vue d’ensemble », drawn: small blocks, each with its drawer.

They hold on a laptop's screen together; what they leave out is on the page each leads to.
"""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tdi import (
    charts,
    findings,
    fmt,
    langue,
    paroles,
    presentation,
    provenance,
    resume,
    sentences,
    sidebar,
    situations,
    theme,
)
from tdi.alertes import PAGES
from tdi.results import Result

_HEIGHT, _ABOVE = 100, 6
_SHOWN = 3
_FILLS = {"Documenté": "Plein", "Non documenté": "hachuré", "Dépassement": "croisé"}


def enveloppe(result: Result) -> None:
    """Draw what is documented at each stage, closed on the envelope (`…/enveloppe_by_etape`)."""
    found = "" if result.is_empty else findings.stages(result, total="enveloppe_eur")
    with _block("L’enveloppe nationale", found=found):
        if result.is_empty:
            _lines(["Sans objet\u00a0: elle est celle de la phase 1."])
            return
        drawn = {
            name: meaning
            for name, meaning in theme.ENVELOPPE_SEGMENTS.items()
            if any(row[name] > 0 for row in result.records())
        }
        figure = charts.closed_bars(result, y="etape", total="enveloppe_eur", segments=drawn)
        # Above the bars, the room that a heading of two lines leaves above words.
        figure.update_layout(height=_HEIGHT + _ABOVE, margin={"l": 0, "r": 0, "t": _ABOVE, "b": 0})
        # The legend in words: Plotly's own would take half of the bars' width.
        figure.update_layout(bargap=0.15, showlegend=False)
        figure.update_xaxes(visible=False)
        st.plotly_chart(
            presentation.enlarged(figure) if sidebar.is_presentation() else figure,
            config=charts.CONFIG,
            key="ensemble/enveloppe",
            alt=paroles.name(
                "L’enveloppe nationale à chaque étape", found, sentences.enveloppe(result), result
            ),
        )
        _lines(
            [
                "\u202f; ".join(
                    f"{_FILLS[meaning]}\u00a0: {meaning.lower()}{_latest(result, name)}"
                    for name, meaning in drawn.items()
                )
                + "."
            ]
        )


def _latest(result: Result, column: str) -> str:
    """« (868 M€, payé) »: a segment at the last stage that has it; the heading says the first."""
    if theme.ENVELOPPE_SEGMENTS[column] == "Documenté":
        return ""
    [*_, last] = [row for row in result.records() if row[column] > 0]
    return f" ({fmt.euro_short(last[column])}, {last['etape'].lower()})"


def enjeux(result: Result, *, is_local: bool) -> None:
    """Draw one line per enjeu, its headline indicator against its target (`…/indicateurs`).

    `is_local` when a place is chosen: whose each value is, France’s too, is then said.
    """
    rows = result.only(is_phare=True).records()
    with _block("Les quatre enjeux"):
        _lines([situations.headline(row, is_local=is_local) for row in rows])
        _lines([situations.proxies(result)])


def engagements(result: Result) -> None:
    """Say how far the engagements are used (`pilotage/recours_by_zone`)."""
    with _block("Recours aux engagements"):
        _lines(
            ["Sans objet\u00a0: ils sont ceux de la phase 1."]
            if result.is_empty
            else resume.uptake(result)
        )


def changements(result: Result) -> None:
    """Say what changed since the previous snapshot (`pilotage/changements`)."""
    with _block("Depuis l’instantané précédent"):
        _lines(
            ["C’est le premier instantané publié\u00a0: rien à quoi le comparer."]
            if result.is_empty
            else resume.changes(result)
        )


_WORST = {0: "Alertes", 1: "La seule alerte", 2: "Les deux alertes", 3: "Les trois alertes"}


def alertes(result: Result) -> None:
    """Draw the worst alerts, each a way to the page of its rows (`suivi/alertes`)."""
    title = _WORST.get(len(result.rows), "Les trois pires alertes")
    with _block(title, ("pages/suivi/alertes.py", "Toutes")):
        if result.is_empty:
            _lines(["Aucune alerte pour cette sélection, à cette date."])
        for row in result.records()[:_SHOWN]:
            st.page_link(PAGES[row["page_name"]], label=f":primary[**{row['alerte_type']}**]")
            _lines([resume.alert(row)])
        _lines(resume.decisions(result))


def drawers(**results: Result) -> None:
    """Draw the drawers of the first screen, named, in one place: beside each, none would hold."""
    told = "Sources" if sidebar.is_presentation() else "Sources et lignes"
    st.markdown(f"**{told} de cet écran**")
    for columns, named in zip(
        (st.columns(3), st.columns(3)),
        (list(results.items())[:3], list(results.items())[3:]),
        strict=True,
    ):
        for column, (name, result) in zip(columns, named, strict=True):
            with column:
                st.caption(name.capitalize())
                provenance.footer(result, f"ensemble/{name}")


def _block(title: str, more: tuple[str, str] | None = None, *, found: str = "") -> DeltaGenerator:
    block = st.container(key=f"ensemble/{title}", gap=None)
    head = block.container(horizontal=True, vertical_alignment="center", gap="xsmall")
    # What it finds goes on after its title: a line of its own would not hold on the screen.
    heading = f"{title}\u00a0: {langue.small(found)}" if found else title
    head.markdown(f"## {heading}", anchors=False, width="content")
    if more:
        page, words = more
        head.page_link(page, label=f":primary[{words}]")
    return block


def _lines(lines: Sequence[str]) -> None:
    # A caption, for its short lines.
    if lines:
        st.caption("  \n".join(lines))
