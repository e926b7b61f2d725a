"""From a figure on screen to its rows, definitions, SQL, files and sources (R7), one click away."""

from functools import partial

import streamlit as st

from tdi import db, exports, feuillets, fmt, queries, sidebar
from tdi.data import fetch
from tdi.errors import TdiError
from tdi.exports.notice import FILTER_LABELS, grain
from tdi.origines import origines, said
from tdi.results import Result

_SEPARATOR = "\u202f; "
# Sources named on a closed drawer: it lists them all, with their gaps.
_NAMED = 3


def source_line(result: Result, at_most: int = 0) -> str:
    """« Source : … », those of the rows; « Sources consultées : … » when no figure has any.

    `at_most` names so many and counts the others; 0 names them all.
    """
    told = origines(result, fetch)
    label = "Source" if told.found else "Sources consultées"
    names = told.names
    # « et 1 autre » would be no shorter than its name.
    if at_most and len(names) > at_most + 1:
        names = [*names[:at_most], f"et {len(names) - at_most} autres"]
    return f"{label}\u00a0: {_SEPARATOR.join(names) or 'aucune à cette date'}"


def dated(result: Result, at_most: int = 0) -> str:
    """« Source : … – état au 14/01/2025 »: the sources and the day of the snapshot shown."""
    line, day = source_line(result, at_most), result.filters.snapshot_date
    return f"{line} – état au {fmt.iso_day(day)}" if day else line


def scope_note(result: Result) -> str:
    """Say which active filters the figure does not take; empty when it takes them all.

    Of places drawn one by one, the one chosen stands out: the filter is not without effect.
    """
    ignored = result.ignored_filters()
    told = []
    if "region_code" in ignored and "region_code" in result.query.columns:
        ignored.remove("region_code")
        told.append("Toutes les régions\u202f; celle du filtre est mise en évidence.")
    if ignored:
        names = ", ".join(FILTER_LABELS[name] for name in ignored)
        told.append(f"Sans effet ici\u00a0: filtre {names}.")
    return " ".join(told)


def footer(result: Result, key: str) -> None:
    """Draw the source, as a drawer that opens on the data behind a card."""
    note = scope_note(result)
    if note:
        st.caption(note)
    if sidebar.is_presentation():
        # A room is told the source; who wants the rows leaves the presentation.
        st.caption(dated(result))
        return
    _drawer(result, f"{key}/{result.query.name}")


@st.fragment
def _drawer(result: Result, key: str) -> None:
    # Filled only once opened: closed drawers would otherwise double what a page sends.
    drawer = st.expander(dated(result, at_most=_NAMED), key=key, on_change="rerun")
    if drawer.open:
        with drawer:
            try:
                _contents(result, key)
            except TdiError as error:
                # The page may be older than the versions that are held: nothing else catches it.
                st.warning(fmt.spaced(str(error)))


def _contents(result: Result, key: str) -> None:
    data, definitions, sql, files = st.tabs(
        ["Données", "Définitions", "Requête", "Fichiers et sources"]
    )
    with data:
        feuillets.draw(result, key)
        downloads(result, key)
    with definitions:
        _definitions(result)
    sql.code(result.query.sql, language="sql")
    with files:
        _files(result)


def downloads(result: Result, key: str) -> None:
    """Offer all the rows in each format."""
    with st.container(horizontal=True):
        for kind in exports.FORMATS:
            st.download_button(
                f"Télécharger ({kind.label})",
                # Made at the click, in a thread of its own.
                data=partial(exports.content, result, kind, fetch),
                file_name=exports.file_name(result, kind, fetch),
                mime=kind.mime,
                on_click="ignore",
                key=f"{key}/{kind.suffix}",
            )


def _definitions(result: Result) -> None:
    st.markdown(f"**{result.query.title}** Une ligne par\u00a0: {grain(result.query)}.")
    for column in result.query.columns.values():
        if column.definition:
            st.markdown(f"- **{column.label}** ({column.unit})\u00a0: {column.definition}")


def _files(result: Result) -> None:
    jeu = result.filters.jeu
    edition = db.open_jeu(jeu, result.filters.version).edition
    st.markdown(
        f"Instantané du **{fmt.iso_day(result.filters.snapshot_date)}**, fichiers lus\u00a0:"
    )
    for table in queries.tables_read(result.query.sql):
        for file in edition.files(table, result.filters.snapshot_date):
            rows = fmt.plural(file.row_count, "ligne")
            st.markdown(f"- `{jeu}/{file.path}` – {rows}, SHA-256 `{file.sha256}`")
    if result.query.compares:
        st.markdown(
            f"- et ceux de {result.query.compares}, dont la page Instantanés donne les empreintes."
        )
    for row in origines(result, fetch).rows:
        told = ", ".join(said(row, "publisher", "millesime")) or "source non décrite"
        gaps = "".join(said(row, "known_gaps"))
        st.markdown(f"- **{row['title']}**, {told}. {gaps}")


def source_names(result: Result) -> list[str]:
    """Return the short names of the sources of a result, each once, in its header's order."""
    return origines(result, fetch).names
