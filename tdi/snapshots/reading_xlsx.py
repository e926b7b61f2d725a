"""XLSX: what the archive and its sheets hide is looked for, then calamine reads the values.

Runs in the child process of `reading_child`.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain, islice
from zipfile import BadZipFile, ZipFile

import pyarrow as pa
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from tdi.snapshots import headers, limits, worksheets
from tdi.snapshots.faults import Fault, blocking, counted, quoted, shown, warning
from tdi.snapshots.finishing import finish
from tdi.snapshots.packages import DamagedError, archive_faults, sheet_parts
from tdi.snapshots.sheets import IGNORED_SHEETS, Grid, Reading, listed, number_text

_IGNORED = {headers.label_key(name) for name in IGNORED_SHEETS}
_ROWS_AT_ONCE = 20_000
_DAMAGED = "Le classeur est tronqué ou abîmé."


def read(content: bytes, file: str, known_labels: Collection[str]) -> Reading:
    """Read every sheet of a workbook that is neither hidden nor ours to explain or to list."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            refusals = archive_faults(archive, file)
            if refusals:
                return Reading(faults=refusals)
            return _sheets(archive, content, file, known_labels)
    except (BadZipFile, DamagedError):
        return Reading(faults=[blocking(file=file, message=_DAMAGED)])


def _sheets(archive: ZipFile, content: bytes, file: str, known_labels: Collection[str]) -> Reading:
    reading = Reading()
    parts = sheet_parts(archive)
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    if workbook.sheet_names != [part.name for part in parts]:
        raise DamagedError
    for index, (part, metadata) in enumerate(zip(parts, workbook.sheets_metadata, strict=True)):
        name = shown(part.name)
        if headers.label_key(part.name) in _IGNORED or metadata.typ == SheetTypeEnum.ChartSheet:
            continue
        if part.is_hidden or metadata.typ != SheetTypeEnum.WorkSheet:
            message = f"La feuille {quoted(name)} est masquée : elle n’a pas été lue."
            advice = "Affichez-la si elle compte, supprimez-la sinon."
            reading.faults.append(
                blocking(file=file, sheet=name, message=message, suggestion=advice)
            )
            continue
        findings = worksheets.inspect(archive, part.part)
        sheet = workbook.get_sheet_by_index(index)
        grid = _grid(sheet, file, name, known_labels)
        if grid is None:
            continue
        reading.faults.extend(_hidden_faults(grid, findings))
        reading.faults.extend(_merged_faults(grid, sheet))
        finished, faults = finish(grid, known_labels)
        reading.faults.extend(faults)
        if finished:
            reading.sheets.append(finished)
    if not reading.sheets and not reading.faults:
        message = "Le classeur ne contient aucune feuille à lire."
        reading.faults.append(blocking(file=file, message=message))
    return reading


def _grid(sheet: CalamineSheet, file: str, name: str, known_labels: Collection[str]) -> Grid | None:
    """Cells of a sheet under its header; None when the sheet is empty."""
    # calamine gives rows from the first of the sheet, but columns from the first filled one.
    first_column = sheet.start[1] if sheet.start else 0
    rows = sheet.iter_rows()
    start = [[_text(value) for value in row] for row in islice(rows, limits.HEADER_ROWS)]
    position = headers.find(start, known_labels)
    if position is None:
        return None
    header_row = position + 1
    width = len(start[position])
    if width > limits.COLUMNS:
        return Grid(file, name, header_row, start[position], [], pa.array([], pa.int64()))
    filled = _filled(chain(start[header_row:], rows), header_row + 1)
    batches = []
    while rows_at_once := list(islice(filled, _ROWS_AT_ONCE)):
        numbers, cells = zip(*rows_at_once, strict=True)
        columns = zip(*cells, strict=True)
        batches.append(
            [
                pa.array(numbers, pa.int64()),
                *(pa.array([_text(value) for value in column], pa.string()) for column in columns),
            ]
        )
    types = [pa.int64(), *[pa.string()] * width]
    numbers, *columns = (
        pa.chunked_array([batch[place] for batch in batches], kind)
        for place, kind in enumerate(types)
    )
    start_rows = start[:position]
    return Grid(file, name, header_row, start[position], columns, numbers, start_rows, first_column)


def _filled(rows: Iterator[list], first_number: int) -> Iterator[tuple[int, list]]:
    """Rows with a cell, and their numbers: a million empty ones cost next to nothing."""
    for number, row in enumerate(rows, first_number):
        if row.count("") < len(row):
            yield number, row


def _text(value: object) -> str:
    """Write a value as the reader of the sheet sees it, dates as ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    if isinstance(value, date | time | timedelta | int):
        return str(value)
    raise TypeError(type(value))


def _hidden_faults(grid: Grid, findings: worksheets.Findings) -> list[Fault]:
    faults: list[Fault] = []
    for cells, count, what, expected, advice in (
        (
            findings.formulas,
            findings.formula_count,
            "une formule",
            "une valeur",
            "Copiez les cellules, puis collez-les par « Collage spécial, Valeurs ».",
        ),
        (findings.errors, findings.error_count, "une erreur de calcul", "une valeur", None),
    ):
        faults += listed(
            [
                grid.fault(
                    f"La cellule {grid.letter(column - 1 - grid.first_column)}{row} "
                    f"contient {what}.",
                    row=row,
                    column=grid.label(column - 1 - grid.first_column),
                    expected=expected,
                    suggestion=advice,
                )
                for row, column in cells
            ],
            count,
            lambda left, what=what: grid.fault(
                f"{counted(left)} autres cellules contiennent {what}."
            ),
        )
    below = [row for row in findings.hidden_rows if row > grid.header_row]
    place = {"file": grid.file_name, "sheet": grid.sheet_name}
    if below:
        message = (
            f"La feuille a des lignes masquées ({counted(len(below))}), lues comme les autres."
        )
        faults.append(warning(**place, row=below[0], message=message))
    if findings.has_hidden_column:
        message = "La feuille a des colonnes masquées, lues comme les autres."
        faults.append(warning(**place, message=message))
    return faults


def _merged_faults(grid: Grid, sheet: CalamineSheet) -> list[Fault]:
    """Merged cells in the table: only the first one holds the value. A merged title is fine."""
    ranges = [
        (first, last)
        for first, last in sheet.merged_cell_ranges or []
        if last[0] + 1 >= grid.header_row
    ]
    faults = []
    for (top, left), (bottom, right) in ranges[: limits.FAULTS_LISTED]:
        first, last = (
            f"{grid.letter(column - grid.first_column)}{row + 1}"
            for row, column in ((top, left), (bottom, right))
        )
        faults.append(
            grid.fault(
                f"Les cellules {first} à {last} sont fusionnées.",
                row=max(top + 1, grid.header_row),
                column=grid.label(left - grid.first_column),
                expected="une valeur dans chaque cellule",
                suggestion="Annulez la fusion et recopiez la valeur.",
            )
        )
    return listed(
        faults,
        len(ranges),
        lambda left: grid.fault(f"{counted(left)} autres groupes de cellules fusionnées."),
    )
