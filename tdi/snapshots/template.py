"""The template workbook of a committee: one sheet per asked table, made from the contract.

An officer fills it without training: drop-down lists, help on each header, a reminder beside the
cell being filled, the territoires of the region already there; or, to begin with, what is already
published (`exporting`).
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tdi import mots, theme
from tdi.snapshots import cells, contract, guide
from tdi.snapshots.contract import Column, Table
from tdi.snapshots.known import Known
from tdi.snapshots.matching import REQUIRED_MARK
from tdi.snapshots.perimeter import Perimeter
from tdi.snapshots.sheets import GUIDE_SHEET, LISTS_SHEET
from tdi.snapshots.values import FIRST_DATE, LAST_DATE
from tdi.snapshots.written import Cell, Filled

# Empty rows that bear formats and lists; a longer statement goes on below, or in a CSV.
FILLABLE_ROWS = 2_000
_WIDTHS = {"montant": 18, "nombre": 12, "entier": 16, "date": 14, "texte": 32, "code": 22}
_WIDTHS |= {"choix": 18, "reference": 30, "zone": 34, "territoires": 34, "parts": 20}
_FORMATS = {"montant": '#,##0.00" €"', "nombre": "General", "entier": "0", "date": "dd/mm/yyyy"}
_HEADER_HEIGHT = 48
# What a spreadsheet accepts beside a cell, and as the title of it.
_PROMPT, _PROMPT_TITLE = 255, 32


def write(
    target: Path | BinaryIO, known: Known, chosen: Perimeter, filled: Filled | None = None
) -> None:
    """Write the template in a file, or in what is open for writing."""
    place = str(target) if isinstance(target, Path) else target
    with xlsxwriter.Workbook(place, {"strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": f"Territoires d’industrie – gabarit, {chosen.name}"})
        _Template(workbook, known, chosen, filled or Filled()).write()


class _Template:
    """The workbook being written: its lists are filled as columns ask for them."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, known: Known, chosen: Perimeter, filled: Filled
    ) -> None:
        self.workbook, self.known, self.chosen, self.filled = workbook, known, chosen, filled
        self.fiction = mots.of(known.jeu).avertissement
        heading = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
        self.required = workbook.add_format(
            {**heading, "bg_color": theme.NAVY, "font_color": "#FFFFFF"}
        )
        self.optional = workbook.add_format({**heading, "bg_color": theme.PALE})
        self.warning = workbook.add_format({"bold": True, "font_color": theme.BRICK})
        self.styles = {
            kind: workbook.add_format({"num_format": _FORMATS.get(kind, "@")}) for kind in _WIDTHS
        }
        self.lists: dict[tuple[str, ...], tuple[str, str]] = {}

    def write(self) -> None:
        asked = [
            table
            for table in contract.load().tables
            if not table.complementary or table.name in self.filled.rows
        ]
        first = self.workbook.add_worksheet(GUIDE_SHEET)
        notes = {"Fiction": self.fiction} if self.fiction else {}
        notes |= self.filled.notes
        guide.write(self.workbook, first, self.chosen.name, self.known.phase, asked, notes)
        for table in asked:
            self._sheet(table)
        self._write_lists()

    def _sheet(self, table: Table) -> None:
        page = self.workbook.add_worksheet(table.title)
        rows = self._rows(table)
        # A fiction says so on the first line and on each row (R11); an import finds the titles.
        top = 1 if self.fiction else 0
        if self.fiction:
            page.write_string(0, 0, self.fiction, self.warning)
        page.freeze_panes(top + 1, 1)
        page.set_row(top, _HEADER_HEIGHT)
        page.set_selection(top + 1, 0, top + 1, 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0, top)
        last = top + FILLABLE_ROWS + len(rows)
        page.add_table(top, 0, last, len(table.columns) - 1, self._headings(table))
        for position, column in enumerate(table.columns):
            style = self.styles.get(column.kind)
            page.set_column(position, position, _WIDTHS.get(column.kind, 18), style)
            told = _help(column)
            comment = {"x_scale": 2, "y_scale": 0.5 + len(told) / 150}
            page.write_comment(top, position, told, comment)
            page.data_validation(top + 1, position, last, position, self._validation(column))
        places = {column.name: place for place, column in enumerate(table.columns)}
        if self.fiction:
            page.set_column(len(table.columns), len(table.columns), 26)
            page.write_string(top, len(table.columns), mots.FICTION, self.warning)
            for row in range(top + 1, top + 1 + len(rows)):
                page.write_string(row, len(table.columns), mots.FICTION_VALUE, self.warning)
        for row, cells_of_row in enumerate(rows, top + 1):
            for name, cell in cells_of_row.items():
                _write(page, row, places[name], cell, self.styles.get(table.column(name).kind))

    def _headings(self, table: Table) -> dict[str, Any]:
        """Declare a sheet a table: a screen reader reads the heading of each cell to fill."""
        kinds = {True: (REQUIRED_MARK, self.required), False: ("", self.optional)}
        told = [(column.label, *kinds[column.required]) for column in table.columns]
        heads = [{"header": label + mark, "header_format": kind} for label, mark, kind in told]
        return {"style": None, "autofilter": False, "title": table.title, "columns": heads}

    def _rows(self, table: Table) -> list[Mapping[str, Cell | None]]:
        """What is already written, then the rows of the template that name something else."""
        rows = list(self.filled.rows.get(table.name, []))
        if not self.filled.is_prefilled:
            return rows
        named = self.chosen.prefilled(table.name)
        told = [{name: row.get(name) for name in named[0]} for row in rows] if named else []
        return [*rows, *(row for row in named if row not in told)]

    def _validation(self, column: Column) -> dict[str, Any]:
        told = {
            "input_title": column.label[:_PROMPT_TITLE],
            # One sentence a line: not every program wraps it.
            "input_message": _help(column).replace(". ", ".\n")[:_PROMPT],
            "error_title": column.label[:_PROMPT_TITLE],
            "error_message": f"Attendu : {cells.expected(column)}"[:_PROMPT],
            # The import has the last word: a value that only looks odd may be kept.
            "error_type": "warning",
        }
        values = self._list(column)
        if values:
            strict = column.kind != "territoires"
            error = {"error_type": "stop", "show_error": strict}
            return told | {"validate": "list", "source": self._range(column, values)} | error
        between: dict[str, Any] = {"criteria": "between"}
        if column.kind == "date":
            return (
                told | between | {"validate": "date", "minimum": FIRST_DATE, "maximum": LAST_DATE}
            )
        if column.kind in ("montant", "nombre", "entier"):
            low = 0 if column.kind == "montant" else column.minimum
            return (
                told
                | between
                | {
                    "validate": "integer" if column.kind == "entier" else "decimal",
                    "minimum": -1e15 if low is None else low,
                    "maximum": 1e15 if column.maximum is None else column.maximum,
                }
            )
        return told | {"validate": "any"}

    def _list(self, column: Column) -> tuple[str, ...]:
        if column.kind == "zone":
            return tuple(self.chosen.zones)
        if column.kind == "territoires" or column.reference == "territoires":
            return tuple(self.chosen.territoires)
        if column.reference:
            return tuple(sorted(self.known.names[column.reference].labels.values()))
        return column.choices

    def _range(self, column: Column, values: tuple[str, ...]) -> str:
        """Cells of « Listes » that hold the values; a list that two columns share is there once."""
        title, _ = self.lists.setdefault(values, (column.label, ""))
        position = list(self.lists).index(values)
        letter = xl_col_to_name(position)
        self.lists[values] = (title, letter)
        return f"='{LISTS_SHEET}'!${letter}$2:${letter}${len(values) + 1}"

    def _write_lists(self) -> None:
        page = self.workbook.add_worksheet(LISTS_SHEET)
        page.freeze_panes(1, 0)
        for position, (values, (title, _)) in enumerate(self.lists.items()):
            page.set_column(position, position, min(60, 2 + max(map(len, (*values, title)))))
            page.write_string(0, position, title, self.optional)
            for row, text in enumerate(values, 1):
                page.write_string(row, position, text)


def _write(page: Worksheet, row: int, place: int, cell: Cell | None, style: Format | None) -> None:
    if isinstance(cell, str):
        page.write_string(row, place, cell, style)
    elif isinstance(cell, date):
        page.write_datetime(row, place, datetime.combine(cell, time()), style)
    elif cell is not None:
        page.write_number(row, place, cell, style)


def _help(column: Column) -> str:
    required = "Obligatoire. " if column.required else ""
    text = column.help or f"Attendu : {cells.expected(column)}."
    return required + text
