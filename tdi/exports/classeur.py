"""XLSX: a sheet of typed rows to sort and filter, and a sheet that says what they are.

Every text is written as text: nothing that a stranger typed becomes a formula or a link.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tdi import theme
from tdi.exports import archive
from tdi.exports.notice import Notice, headings
from tdi.mots import FICTION, FICTION_VALUE
from tdi.queries import Column, Query

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a sheet and a cell can hold; beyond, another sheet, and a word that says where to read.
SHEET_ROWS = 1_048_576
_CELL_LENGTH = 32_767
_TOO_LONG = "Texte trop long pour un tableur : voir l’export CSV ou Parquet."
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_BLUE, _WHITE, _RED = theme.NAVY, "#FFFFFF", theme.BRICK
_WIDEST, _NARROWEST = 60, 10
_LINE = 15
_LISEZ_MOI = ("Rubrique", "Élément", "Contenu")
_LISEZ_MOI_WIDTHS = (14, 44, 110)


def write(rows: pa.Table, query: Query, facts: Notice) -> bytes:
    """Return the workbook; a fiction is written on its tabs and on the first line of each sheet."""
    with writing(facts.title, facts.fiction, facts.exported_at) as (made, written):
        made.add_rows(rows, query)
        made.add_words("Lisez-moi", _LISEZ_MOI, facts.rows, _LISEZ_MOI_WIDTHS, facts.sql)
    return written.getvalue()


@contextmanager
def writing(title: str, fiction: str, moment: datetime) -> Iterator[tuple["Sheets", io.BytesIO]]:
    """Give the sheets to fill, and where the workbook is once they are."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as workbook:
        named = f"{FICTION} – {title}" if fiction else title
        workbook.set_properties({"title": named, "created": moment.replace(tzinfo=None)})
        yield Sheets(workbook, fiction), written


class Sheets:
    """The sheets being written, and their formats; `fiction` warns on each (R11)."""

    def __init__(self, workbook: xlsxwriter.Workbook, fiction: str) -> None:
        """Make the formats of the sheets."""
        self.workbook, self.fiction = workbook, fiction
        top = {"text_wrap": True, "valign": "top"}
        filled = {"bold": True, "font_color": _WHITE}
        self.heading = workbook.add_format({**top, **filled, "bg_color": _BLUE})
        self.warning = workbook.add_format({**filled, "bg_color": _RED})
        self.bold = workbook.add_format({"bold": True, "valign": "top"})
        self.text = workbook.add_format(top)
        self.code = workbook.add_format({"font_name": "Consolas", "font_size": 9})

    def add_rows(self, rows: pa.Table, query: Query, name: str = "Données") -> None:
        """Write the rows under frozen headings, on as many sheets as they need."""
        found = headings(query)
        values = [list(row.values()) for row in rows.to_pylist()]
        styles = [
            self._style(field.type, column, [row[place] for row in values])
            for place, (field, (_, column)) in enumerate(zip(rows.schema, found, strict=True))
        ]
        room = SHEET_ROWS - 2
        for number, start in enumerate(range(0, max(len(values), 1), room), 1):
            sheet, top = self._sheet(name if number == 1 else f"{name} {number}")
            part = values[start : start + room]
            widths = [
                _width(name, [row[place] for row in part]) for place, (name, _) in enumerate(found)
            ]
            for line, row in enumerate(part, top + 1):
                for place, value in enumerate(row):
                    _write(sheet, line, place, value, styles[place])
            self._table(sheet, top, [name for name, _ in found], widths, len(part))
            sheet.repeat_rows(top)

    def add_words(
        self,
        name: str,
        names: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[int],
        sql: str = "",
    ) -> None:
        """Write lines of words under headings, then SQL in the last column, a line a row."""
        sheet, top = self._sheet(name)
        sheet.fit_to_pages(1, 0)
        line = top + 1
        for row in rows:
            sheet.set_row(line, _height(row, widths))
            for place, value in enumerate(row):
                sheet.write_string(line, place, value, self.text if place else self.bold)
            line += 1
        for code in sql.splitlines():
            sheet.write_string(line, len(names) - 1, code, self.code)
            line += 1
        self._table(sheet, top, names, widths, line - top - 1, is_sorted=True)

    def _sheet(self, name: str) -> tuple[Worksheet, int]:
        """Add a sheet; return it with the row where it starts, under the warning of a fiction."""
        fiction = self.fiction
        sheet = self.workbook.add_worksheet(f"{FICTION} – {name}" if fiction else name)
        sheet.set_landscape()
        sheet.set_paper(9)
        if fiction:
            sheet.set_tab_color(_RED)
            sheet.set_header(f"&L{FICTION} – {FICTION_VALUE}&R&D")
            sheet.set_row(0, 20, self.warning)
            sheet.write_string(0, 0, f"{FICTION} – {fiction}", self.warning)
        return sheet, 1 if fiction else 0

    def _table(
        self,
        sheet: Worksheet,
        top: int,
        names: Sequence[str],
        widths: Sequence[int],
        count: int,
        *,
        is_sorted: bool = False,
    ) -> None:
        """Declare the written rows a table under frozen headings, which are read with each cell.

        Rows whose order is their meaning (`is_sorted`) are not offered to be sorted.
        """
        sheet.set_row(top, _height(names, widths))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        heads = [{"header": name, "header_format": self.heading} for name in names]
        told = {"style": None, "autofilter": not is_sorted, "title": sheet.name, "columns": heads}
        sheet.add_table(top, 0, top + max(count, 1), len(names) - 1, told)
        sheet.freeze_panes(top + 1, 0)

    def _style(self, kind: pa.DataType, column: Column, values: list[Any]) -> Format:
        known = [value for value in values if value is not None]
        if pa.types.is_date(kind):
            told = "mmm yyyy" if column.unit == "mois civil" else "dd/mm/yyyy"
        elif column.unit == "%":
            told = r"0.0\ %"
        elif column.unit == "code" or not (
            pa.types.is_integer(kind) or pa.types.is_decimal(kind) or pa.types.is_floating(kind)
        ):
            told = "General"
        else:
            told = "#,##0" if all(value == int(value) for value in known) else "#,##0.00"
            told += '" €"' if column.unit == "€" else ""
        return self.workbook.add_format({"num_format": told})


def _write(sheet: Worksheet, line: int, place: int, value: Any, style: Format) -> None:
    if value is None:
        return
    if isinstance(value, bool | str | list):
        # As on screen: « VRAI » says less than « oui », and some programs write 1.
        words = archive.cell(value) if isinstance(value, bool) else archive.joined(value)
        sheet.write_string(line, place, words if len(words) <= _CELL_LENGTH else _TOO_LONG, style)
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(line, place, value, style)
    else:
        sheet.write_number(line, place, value, style)


def _width(name: str, values: list[Any]) -> int:
    # A share is shown to one decimal, whatever digits it holds.
    texts = (f"{x:.2f}" if isinstance(x, float) else archive.cell(x) for x in values)
    longest = max(map(len, texts), default=0)
    word = max(len(word) for word in name.split())
    # Headings wrap, and bear the arrow of the filter.
    return min(max(longest + 2, word + 4, len(name) // 3, _NARROWEST), _WIDEST)


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Room for texts that wrap: not every program finds it by itself."""
    pairs = zip(texts, widths, strict=True)
    return _LINE * max(-(-len(text) // max(width - 4, 1)) for text, width in pairs)
