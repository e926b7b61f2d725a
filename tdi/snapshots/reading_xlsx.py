"""XLSX: what the archive and its sheets hide is looked for, then calamine reads the values.

Runs in the child process of `reading_child`. Values come as text, written as the reader of the
sheet sees them: dates as 31/12/2025, numbers with at most nine decimals and fifteen digits.
"""
# pyarrow makes its compute functions when it is imported: no type checker sees them.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Collection, Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tdi.snapshots import headers, limits, worksheets
from tdi.snapshots.faults import Fault, blocking, counted, quoted, shown
from tdi.snapshots.finishing import finish
from tdi.snapshots.packages import DamagedError, archive_faults, sheet_parts
from tdi.snapshots.sheets import IGNORED_SHEETS, Grid, Reading, listed, number_text

_IGNORED = {headers.label_key(name) for name in IGNORED_SHEETS}
_DAMAGED = "Le classeur est tronqué ou abîmé."
_MOMENT = r"^(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)"
# More digits than a spreadsheet holds: those of the binary form of the number.
_MORE_DIGITS = r"^-?[0-9]+\.[0-9]+$"
_MOST_CHARACTERS = 16


def read(content: bytes, file: str, known_labels: Collection[str]) -> Reading:
    """Read every sheet of a workbook that is neither hidden nor ours to explain or to list."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            refusals = archive_faults(archive, file)
            if refusals:
                return Reading(faults=refusals)
            return _sheets(archive, content, file, known_labels)
    except (BadZipFile, DamagedError, fastexcel.FastExcelError):
        return Reading(faults=[blocking(file=file, message=_DAMAGED)])


def _sheets(archive: ZipFile, content: bytes, file: str, known_labels: Collection[str]) -> Reading:
    reading = Reading()
    parts = sheet_parts(archive)
    workbook = fastexcel.read_excel(content)
    if workbook.sheet_names != [part.name for part in parts]:
        raise DamagedError
    for index, part in enumerate(parts):
        name = shown(part.name)
        if headers.label_key(part.name) in _IGNORED or part.kind == "chartsheet":
            continue
        if part.is_hidden or part.kind != "worksheet":
            message = f"La feuille {quoted(name)} est masquée : elle n’a pas été lue."
            advice = "Affichez-la si elle compte, supprimez-la sinon."
            reading.faults.append(
                blocking(file=file, sheet=name, message=message, suggestion=advice)
            )
            continue
        findings = worksheets.inspect(archive, part.part)
        sheet = workbook.load_sheet(index, header_row=None, skip_rows=0, dtypes="string")
        cells, errors = sheet.to_arrow_with_errors()
        if not cells.num_columns:
            continue
        # Rows come from the first of the sheet, but columns from the first filled one.
        first_column = sheet.available_columns()[0].absolute_index
        grid = _grid(cells, first_column, file, name, known_labels)
        if grid is None:
            continue
        reading.faults.extend(worksheets.faults(grid, findings))
        reading.faults.extend(_error_faults(grid, errors.errors if errors else []))
        finished, faults = finish(grid, known_labels)
        reading.faults.extend(faults)
        if finished:
            reading.sheets.append(finished)
    if not reading.sheets and not reading.faults:
        message = "Le classeur ne contient aucune feuille à lire."
        reading.faults.append(blocking(file=file, message=message))
    return reading


def _grid(
    cells: pa.RecordBatch, first_column: int, file: str, name: str, known_labels: Collection[str]
) -> Grid | None:
    """Cells of a sheet under its header; None when the sheet is empty."""
    top = cells.slice(0, limits.HEADER_ROWS)
    start = list(zip(*(_written(column).to_pylist() for column in top.columns), strict=True))
    start = [[text or "" for text in row] for row in start]
    position = headers.find(start, known_labels)
    if position is None:
        return None
    header_row = position + 1
    if cells.num_columns > limits.COLUMNS:
        return Grid(file, name, header_row, start[position], [], pa.array([], pa.int64()))
    below = cells.slice(header_row)
    columns = [pa.chunked_array([_written(column)]) for column in below.columns]
    numbers = pa.array(np.arange(header_row + 1, header_row + 1 + below.num_rows), pa.int64())
    above = start[:position]
    return Grid(file, name, header_row, start[position], columns, numbers, above, first_column)


def _written(column: pa.Array) -> pa.Array:
    """Write the values of a column as the reader of the sheet sees them."""
    if pc.any(pc.match_substring(column, ":")).as_py():
        day_first = pc.replace_substring_regex(column, _MOMENT, r"\3/\2/\1 \4")
        column = pc.replace_substring_regex(day_first, r"^(\d\d/\d\d/\d{4}) 00:00:00$", r"\1")
    for value, text in (("true", "oui"), ("false", "non")):
        same = pc.equal(column, value)
        if pc.any(same).as_py():
            column = pc.if_else(same, text, column)
    long = pc.greater(pc.binary_length(column), _MOST_CHARACTERS)
    long = pc.fill_null(pc.and_(long, pc.match_substring_regex(column, _MORE_DIGITS)), False)
    if pc.any(long).as_py():
        rounded = [number_text(float(text)) for text in column.filter(long).to_pylist()]
        column = pc.replace_with_mask(column, long, pa.array(rounded, pa.string()))
    return column


def _error_faults(grid: Grid, errors: Sequence[fastexcel.CellError]) -> list[Fault]:
    """Tell the cells that have no value: « #REF! », or a day that no calendar has."""
    below = [error for error in errors if error.position[0] >= grid.header_row]
    faults = []
    for error in below[: limits.FAULTS_LISTED]:
        row, column = error.position
        is_date = "DateTime" in error.detail
        what = "une date hors du calendrier" if is_date else "une erreur de calcul"
        expected = "une date : 31/12/2025" if is_date else "une valeur"
        faults.append(
            grid.cell_fault(row + 1, grid.first_column + column, f"contient {what}", expected)
        )
    summary = "{} autres cellules contiennent une erreur de calcul ou une date hors du calendrier."
    return listed(faults, len(below), lambda left: grid.fault(summary.format(counted(left))))
