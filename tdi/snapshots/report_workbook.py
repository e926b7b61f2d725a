"""The report as a workbook: a summary, the list of faults, each faulty sheet with its cells marked.

Every text is written as text: nothing that a stranger typed becomes a formula or a link in the
hands of who opens the report. It is bounded, so that it opens on any machine, and says what is cut.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tdi import theme
from tdi.snapshots.faults import BLOCKING, WARNING, Fault, shown
from tdi.snapshots.importing import Imported
from tdi.snapshots.sheets import ROW, Sheet

LISTED_FAULTS = 20_000
COPIED_ROWS = 5_000
_COMMENTS = 1_000
_LINE = 15
_PAGE_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

_COLOURS = {BLOCKING: theme.REFUSED, WARNING: theme.DOUBTFUL}
_WORDS = {BLOCKING: "Bloquant", WARNING: "Avertissement"}
_LIST_COLUMNS = (
    ("Gravité", 15),
    ("Fichier", 24),
    ("Feuille", 20),
    ("Ligne", 8),
    ("Colonne", 22),
    ("Valeur", 26),
    ("Ce qui ne va pas", 60),
    ("Ce qui est attendu", 46),
    ("Proposition", 34),
)
Marks = dict[tuple[int, str], list[Fault]]


def write(path: Path, imported: Imported, counted: Counter[str], json_name: str) -> None:
    """Write the workbook; `json_name` is the file that has the faults it leaves out."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": "Rapport d’import"})
        report = _Workbook(workbook)
        summary = workbook.add_worksheet("Synthèse")
        report.list_faults(imported.faults, json_name)
        faulty = {(fault.file, fault.sheet) for fault in imported.faults if fault.row}
        for number, sheet in enumerate(imported.sheets, 1):
            if (sheet.file_name, sheet.sheet_name) in faulty:
                report.copy(sheet, imported.faults, number)
        report.summarise(summary, imported, counted)


class _Workbook:
    """The pages being written, their formats, and the notes on what was cut."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        top = {"text_wrap": True, "valign": "top"}
        self.bold = workbook.add_format({"bold": True, "valign": "top"})
        self.plain = workbook.add_format(top)
        self.heading = workbook.add_format(
            {**top, "bold": True, "bg_color": theme.NAVY, "font_color": "#FFFFFF"}
        )
        self.marked: dict[str, Format] = {
            severity: workbook.add_format({**top, "bg_color": colour, "border": 1})
            for severity, colour in _COLOURS.items()
        }
        self.notes: list[str] = []

    def summarise(self, page: Worksheet, imported: Imported, counted: Counter[str]) -> None:
        """Say on the first page whether the import is accepted, and what the report leaves out."""
        lot = imported.lot
        verdict = "Import accepté : les avertissements restent attachés à l’instantané."
        if imported.is_blocked:
            verdict = "Rien n’est importé : corriger les fautes bloquantes, puis recommencer."
        lines = [
            ("Verdict", verdict),
            ("Jeu de données", lot.jeu),
            ("Instantané du", f"{lot.date:%d/%m/%Y}"),
            ("Contrat", lot.contrat),
            ("Fautes bloquantes", str(counted[BLOCKING])),
            ("Avertissements", str(counted[WARNING])),
            *(("Fichier lu", f"{file.nom} (SHA-256 : {file.sha256})") for file in lot.fichiers),
            *(("À savoir", note) for note in self.notes),
            *(
                (f"Table « {one.table.title} »", one.told)
                for one in imported.changes
                if one.is_told
            ),
        ]
        page.set_column(0, 0, 22)
        page.set_column(1, 1, 100)
        page.write_string(0, 0, "Rapport d’import", self.bold)
        for row, (label, text) in enumerate(lines, 2):
            page.write_string(row, 0, label, self.bold)
            page.write_string(row, 1, text, self.plain)
            page.set_row(row, _height([text], [100]))
        _fit_to_width(page)

    def list_faults(self, faults: list[Fault], json_name: str) -> None:
        """Write one row per fault, with a filter on each column."""
        page = self.workbook.add_worksheet("Fautes")
        page.freeze_panes(1, 0)
        for column, (title, width) in enumerate(_LIST_COLUMNS):
            page.set_column(column, column, width)
            page.write_string(0, column, title, self.heading)
        listed = faults[:LISTED_FAULTS]
        for row, fault in enumerate(listed, 1):
            page.write_string(row, 0, _WORDS[fault.severity], self.marked[fault.severity])
            texts = (fault.file, fault.sheet, None, fault.column, fault.value)
            texts += (fault.message, fault.expected, fault.suggestion)
            for column, text in enumerate(texts, 1):
                if text:
                    page.write_string(row, column, text, self.plain)
            if fault.row:
                page.write_number(row, 3, fault.row, self.plain)
            widths = [width for _, width in _LIST_COLUMNS[1:]]
            page.set_row(row, _height(texts, widths))
        _fit_to_width(page)
        page.autofilter(0, 0, max(len(listed), 1), len(_LIST_COLUMNS) - 1)
        if len(faults) > len(listed):
            left = len(faults) - len(listed)
            self.notes.append(f"{left} autres fautes ne sont listées que dans {json_name}.")

    def copy(self, sheet: Sheet, faults: list[Fault], number: int) -> None:
        """Copy a sheet, each row at its own number, and mark its faulty cells."""
        name = _page_name(sheet, number)
        page = self.workbook.add_worksheet(name)
        # A Parquet file has no header row: its row 1 is under the header of the copy.
        shift = 0 if sheet.header_row else 1
        header = sheet.header_row - 1 + shift
        page.freeze_panes(header + 1, 0)
        page.set_column(0, len(sheet.labels) - 1, 18)
        _fit_to_width(page)
        marks = _marks(sheet, faults, shift)
        commented = 0
        rows = [(header, {label: label for label in sheet.labels})]
        copied = sheet.rows.slice(0, COPIED_ROWS).to_pylist()
        rows += [(row[ROW] - 1 + shift, row) for row in copied]
        for place, row in rows:
            style = self.heading if place == header else self.plain
            for column, label in enumerate(sheet.labels):
                text, told = row[label], marks.get((place, label), [])
                if told:
                    style_here = self.marked[told[0].severity]
                    page.write_string(place, column, text or "", style_here)
                    if commented < _COMMENTS:
                        page.write_comment(place, column, _comment(told), {"x_scale": 3})
                        commented += 1
                elif text:
                    page.write_string(place, column, text, style)
        left = sheet.rows.num_rows - len(copied)
        if left:
            self.notes.append(
                f"La feuille « {name} » est coupée : ses {left} dernières lignes n’y sont pas "
                "copiées ; leurs fautes sont dans la liste."
            )


def _height(texts: Iterable[str | None], widths: Iterable[int]) -> int:
    """Height of a row whose texts wrap: not every program finds it by itself."""
    lines = (-(-len(text or "") // width) for text, width in zip(texts, widths, strict=True))
    return _LINE * max(1, *lines)


def _fit_to_width(page: Worksheet) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _marks(sheet: Sheet, faults: list[Fault], shift: int) -> Marks:
    """The faults of a sheet by cell; those of a whole row are on its first cell."""
    marks: Marks = {}
    for fault in faults:
        if (fault.file, fault.sheet) == (sheet.file_name, sheet.sheet_name) and fault.row:
            label = fault.column if fault.column in sheet.labels else sheet.labels[0]
            marks.setdefault((fault.row - 1 + shift, str(label)), []).append(fault)
    return marks


def _comment(faults: list[Fault]) -> str:
    parts = []
    for fault in faults:
        parts.append(fault.message)
        parts += [f"Attendu : {fault.expected}."] if fault.expected else []
        parts += (
            [f"Proposition : {fault.suggestion.removesuffix('.')}."] if fault.suggestion else []
        )
    return "\n".join(parts)[:2_000]


def _page_name(sheet: Sheet, number: int) -> str:
    """Name of the copy: what a spreadsheet accepts, and unique."""
    name = shown(sheet.sheet_name or Path(sheet.file_name).stem).translate(_FORBIDDEN)
    return f"{number} {name}"[:_PAGE_NAME].strip()
