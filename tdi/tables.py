"""A result as a table a reader can read: French headings, French numbers that still sort."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from tdi import fmt
from tdi.results import Result

# Kept for joins and exports; a reader is shown the name instead.
HIDDEN_UNITS = {"code", "géométrie"}
# Characters from which a name would fill a phone, and the width in pixels it is then held to.
_LONG_NAME = 24
_NAME_WIDTH = 190


def visible(result: Result) -> list[str]:
    """Return the columns worth showing: all but identifiers and shapes."""
    return [
        name for name, column in result.query.columns.items() if column.unit not in HIDDEN_UNITS
    ]


def styled(result: Result, columns: list[str]) -> Styler:
    """Return the rows with every value written in French; the values under them still sort."""
    frame = result.frame.loc[:, columns].reset_index(drop=True)
    for name in columns:
        if result.column(name).unit == "liste":
            frame[name] = frame[name].map(lambda items: fmt.by_unit(items, "liste"))
    writers = {
        name: (lambda unit: lambda value: fmt.by_unit(value, unit))(result.column(name).unit)
        for name in columns
        if result.column(name).unit not in ("url", "liste")
    }
    return frame.style.format(writers)  # type: ignore[arg-type]  # pandas types one signature only


def headings(result: Result, columns: list[str]) -> dict[str, Any]:
    """Return the column headings, with the definition as help."""
    config: dict[str, Any] = {}
    for name in columns:
        column = result.column(name)
        make = st.column_config.LinkColumn if column.unit == "url" else st.column_config.Column
        # The first column names the row: long names leave a phone room for the next column.
        is_long = name == columns[0] and result.frame[name].astype(str).str.len().max() > _LONG_NAME
        width = _NAME_WIDTH if is_long and len(columns) > 1 else None
        config[name] = make(column.label, help=column.definition or None, width=width)
    return config


def draw(result: Result, columns: list[str] | None = None, *, height: int | None = None) -> None:
    """Draw the table in place."""
    shown = columns or visible(result)
    st.dataframe(
        styled(result, shown),
        column_config=headings(result, shown),
        hide_index=True,
        width="stretch",
        height=height or "auto",
        placeholder=fmt.MISSING,
        alt=result.query.title,
    )


def text(result: Result, columns: list[str], *, height: int | None = None) -> None:
    """Draw the table with its sentences in full: lines wrap, which `draw` cuts at the cell."""
    if result.is_empty:
        st.markdown("_Aucune ligne pour cette sélection._")
        return
    written = {}
    for name in columns:
        unit = result.column(name).unit
        written[result.column(name).label] = [
            fmt.by_unit(value, unit) for value in result.frame[name]
        ]
    st.table(
        pd.DataFrame(written),
        hide_index=True,
        height=height or "content",
        alt=result.query.title,
    )


def cards(result: Result, write: Callable[[dict[str, Any]], str]) -> None:
    """Draw one card a row, two abreast where there is room; `write` words a row in Markdown."""
    rows = result.records()
    # Pair by pair, so that a phone, which stacks the columns, keeps the order of the rows.
    for start in range(0, len(rows), 2):
        for column, row in zip(st.columns(2), rows[start : start + 2], strict=False):
            with column.container(border=True, height="stretch"):
                st.markdown(write(row))
