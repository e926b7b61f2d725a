"""The template workbook of a committee: one sheet per asked table, made from the contract.

An officer fills it without training: drop-down lists, help on each header, a reminder beside the
cell being filled, the territoires of the region already there.
"""

from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tdi.snapshots import cells, contract, guide
from tdi.snapshots.contract import Column, Table
from tdi.snapshots.known import Known
from tdi.snapshots.matching import REQUIRED_MARK
from tdi.snapshots.perimeter import Perimeter
from tdi.snapshots.sheets import GUIDE_SHEET, LISTS_SHEET
from tdi.snapshots.values import FIRST_DATE, LAST_DATE

# Rows that bear formats and lists; a longer statement goes on below, or in a CSV.
FILLABLE_ROWS = 2_000
_WIDTHS = {"montant": 18, "nombre": 12, "entier": 16, "date": 14, "texte": 32, "code": 22}
_WIDTHS |= {"choix": 18, "reference": 30, "zone": 34, "territoires": 34, "parts": 20}
_FORMATS = {"montant": '#,##0.00" €"', "nombre": "General", "entier": "0", "date": "dd/mm/yyyy"}
_HEADER_HEIGHT = 48
# What a spreadsheet accepts beside a cell, and as the title of it.
_PROMPT, _PROMPT_TITLE = 255, 32


def write(target: Path | BinaryIO, known: Known, chosen: Perimeter) -> None:
    """Write the template in a file, or in what is open for writing."""
    place = str(target) if isinstance(target, Path) else target
    with xlsxwriter.Workbook(place, {"strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": f"Territoires d’industrie – gabarit, {chosen.name}"})
        _Template(workbook, known, chosen).write()


class _Template:
    """The workbook being written: its lists are filled as columns ask for them."""

    def __init__(self, workbook: xlsxwriter.Workbook, known: Known, chosen: Perimeter) -> None:
        self.workbook, self.known, self.chosen = workbook, known, chosen
        heading = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
        self.required = workbook.add_format(
            {**heading, "bg_color": "#225588", "font_color": "#FFFFFF"}
        )
        self.optional = workbook.add_format({**heading, "bg_color": "#DDE6EE"})
        self.styles = {
            kind: workbook.add_format({"num_format": _FORMATS.get(kind, "@")}) for kind in _WIDTHS
        }
        self.lists: dict[tuple[str, ...], tuple[str, str]] = {}

    def write(self) -> None:
        asked = [table for table in contract.load().tables if not table.complementary]
        first = self.workbook.add_worksheet(GUIDE_SHEET)
        guide.write(self.workbook, first, self.chosen.name, self.known.phase, asked)
        for table in asked:
            self._sheet(table)
        self._write_lists()

    def _sheet(self, table: Table) -> None:
        page = self.workbook.add_worksheet(table.title)
        page.freeze_panes(1, 1)
        page.set_row(0, _HEADER_HEIGHT)
        page.set_selection(1, 0, 1, 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for position, column in enumerate(table.columns):
            label = column.label + (REQUIRED_MARK if column.required else "")
            style = self.styles.get(column.kind)
            page.set_column(position, position, _WIDTHS.get(column.kind, 18), style)
            page.write_string(
                0, position, label, self.required if column.required else self.optional
            )
            told = _help(column)
            page.write_comment(0, position, told, {"x_scale": 2, "y_scale": 0.5 + len(told) / 150})
            page.data_validation(1, position, FILLABLE_ROWS, position, self._validation(column))
        for row, filled in enumerate(self._prefilled(table), 1):
            for name, text in filled.items():
                position = [column.name for column in table.columns].index(name)
                page.write_string(row, position, text, self.styles[table.column(name).kind])

    def _prefilled(self, table: Table) -> list[dict[str, str]]:
        """Rows that only name a territoire: left as they are, they are not read."""
        if table.name == "contrats":
            return [{"territoire_id": name} for name in self.chosen.territoires]
        if table.name == "appreciations":
            region = self.chosen.region
            rows = [{"maille": "Région", "zone_code": region}] if region else []
            names = self.chosen.territoires
            return rows + [{"maille": "Territoire", "zone_code": name} for name in names]
        return []

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


def _help(column: Column) -> str:
    required = "Obligatoire. " if column.required else ""
    text = column.help or f"Attendu : {cells.expected(column)}."
    return required + text
