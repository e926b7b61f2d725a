"""CSV: the encoding, the separator and the quotes are established before anything is parsed.

The row number of a cell is the number of its record, header and blank lines counted: the one a
spreadsheet shows. Where a quoted cell holds line breaks, it is smaller than the line of a text
editor.
"""

import codecs
import csv
import re
from collections.abc import Collection
from io import StringIO
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from tdi.snapshots import headers, limits
from tdi.snapshots.encodings import find_encoding, line_at
from tdi.snapshots.faults import Fault, blocking, counted, shown
from tdi.snapshots.finishing import finish
from tdi.snapshots.sheets import Grid, Reading, listed

# In order of preference, when the header does not tell.
_DELIMITERS = (";", "\t", ",")


def read(content: bytes, file: str, known_labels: Collection[str]) -> Reading:
    """Read the table of a CSV file: UTF-8 or Windows-1252; « ; », « , » or tabulation."""
    encoding, faults = find_encoding(content, file)
    if encoding is None:
        return Reading(faults=faults)
    content = content.removeprefix(codecs.BOM_UTF8)
    start = content[: limits.HEAD_BYTES].decode(encoding, errors="ignore")
    candidates = [_Head(start, delimiter, known_labels) for delimiter in _DELIMITERS]
    head = max(candidates, key=lambda head: (head.match_count, head.width))
    if head.width < 2:
        message = "Aucun séparateur trouvé dans la première ligne : une seule colonne."
        expected = "des colonnes séparées par « ; », « , » ou une tabulation"
        return Reading(faults=[*faults, blocking(file=file, message=message, expected=expected)])
    refusal = _shape_fault(content, head, file)
    if refusal:
        return Reading(faults=[*faults, refusal])
    grid, ragged = _grid(content, encoding, head, file)
    sheet, unfit = finish(grid, known_labels) if grid else (None, [])
    return Reading([sheet] if sheet else [], [*faults, *ragged, *unfit])


class _Head:
    """Header of the file as one separator would have it."""

    def __init__(self, start: str, delimiter: str, known_labels: Collection[str]) -> None:
        self.delimiter = delimiter
        rows, ends = [], []
        consumed = 0

        def lines():
            nonlocal consumed
            for line in StringIO(start, newline=""):
                consumed += len(line)
                yield line

        try:
            for row in islice(csv.reader(lines(), delimiter=delimiter), limits.HEADER_ROWS):
                rows.append(row)
                ends.append(consumed)
        except csv.Error:
            pass  # A cell too long for a header: what came before is enough to choose.
        position = headers.find(rows, known_labels)
        known = {headers.label_key(label) for label in known_labels}
        self.row = 0 if position is None else position + 1
        self.labels = rows[position] if position is not None else []
        self.above = rows[:position] if position is not None else []
        self.width = len(self.labels)
        self.match_count = headers.match_count(self.labels, known)
        self.text = start[: ends[position]] if position is not None else ""


def _shape_fault(content: bytes, head: _Head, file: str) -> Fault | None:
    """Refuse too many cells, and quotes that leave a doubt about where a cell ends."""
    line_count = max(content.count(b"\n"), content.count(b"\r"))
    if line_count > limits.ROWS or line_count * head.width > limits.CELLS:
        message = (
            f"Le fichier a {counted(line_count)} lignes et {head.width} colonnes : c’est trop."
        )
        return blocking(
            file=file, message=message, expected=f"{counted(limits.ROWS)} lignes au plus"
        )
    # A cell that begins with a quote ends with one, followed by a separator or an end of line;
    # a quote inside another cell is a plain character. Possessive: the match never backtracks.
    ends = re.escape(head.delimiter.encode()) + rb"\r\n"
    quotes = re.compile(
        rb'(?:[^"]++|(?<![^%b])"[^"]*+(?:""[^"]*+)*+"(?![^%b])|(?<=[^%b])"[^%b]*+)*+'
        % (ends, ends, ends, ends)
    )
    matched = quotes.match(content)
    end = matched.end() if matched else 0
    if end == len(content):
        return None
    message = "Un guillemet ouvert n’est pas refermé à la fin de sa cellule."
    value = content[end : end + 40].decode("utf-8", "replace")
    return blocking(
        file=file,
        row=line_at(content, end),
        message=message,
        value=shown(value),
        expected='un guillemet droit doublé ("") à l’intérieur d’une cellule entre guillemets',
    )


def _grid(content: bytes, encoding: str, head: _Head, file: str) -> tuple[Grid | None, list[Fault]]:
    """Parse the rows under the header; those without the right number of cells are faults."""
    ragged: list[tuple[int, int]] = []

    def note(row: pa_csv.InvalidRow) -> str:
        ragged.append((head.row + row.number, row.actual_columns))
        return "skip"

    names = [str(position) for position in range(head.width)]
    body = memoryview(content)[len(head.text.encode(encoding)) :]
    if not body:
        table = pa.table({name: pa.array([], pa.string()) for name in names})
    else:
        try:
            table = pa_csv.read_csv(
                pa.BufferReader(body),
                # One thread: with more, the rows that are refused have no number.
                pa_csv.ReadOptions(
                    use_threads=False,
                    block_size=limits.RECORD_BYTES,
                    column_names=names,
                    encoding=encoding,
                ),
                pa_csv.ParseOptions(
                    delimiter=head.delimiter,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=note,
                ),
                pa_csv.ConvertOptions(
                    column_types={name: pa.string() for name in names},
                    strings_can_be_null=True,
                    null_values=[""],
                ),
            )
        except pa.ArrowInvalid:
            # Encoding, quotes and cell counts have been seen to: only the size is left.
            message = f"Une ligne dépasse {limits.RECORD_BYTES // limits.MEBI} Mo."
            return None, [blocking(file=file, message=message)]
    numbers = np.arange(head.row + 1, head.row + 1 + table.num_rows + len(ragged))
    skipped = [row - head.row - 1 for row, _ in ragged]
    grid = Grid(
        file,
        None,
        head.row,
        head.labels,
        table.columns,
        pa.array(np.delete(numbers, skipped), pa.int64()),
        head.above,
    )
    expected = f"{head.width} cellules"
    faults = [
        grid.fault(
            f"La ligne a {found} cellule{'s' if found > 1 else ''} au lieu de {head.width}.",
            row=row,
            expected=expected,
        )
        for row, found in ragged[: limits.FAULTS_LISTED]
    ]
    summary = "{} autres lignes n’ont pas le bon nombre de cellules."
    return grid, listed(
        faults,
        len(ragged),
        lambda left: grid.fault(summary.format(counted(left)), expected=expected),
    )
