"""What reading hands over: sheets of text cells that know their row numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa

from tdi.snapshots import limits
from tdi.snapshots.faults import Fault, blocking, shown

# Name of the column of row numbers in `Sheet.rows`; no header may be called so.
ROW = "sheet_row"
# Sheets of the template that hold no data: neither read nor checked, hidden or not.
GUIDE_SHEET = "Mode d’emploi"
LISTS_SHEET = "Listes"
IGNORED_SHEETS = (GUIDE_SHEET, LISTS_SHEET)


@dataclass(frozen=True)
class Sheet:
    """One table as it was typed: text cells under their header labels.

    `rows` has the column ROW (int64: the number a spreadsheet shows beside the row), then one
    string column per label. An empty or blank cell is null; rows without any cell are absent.
    `left_out` are the numbers of the rows that are no data (a second header, a total): they are in
    `rows` only for the report to show them.
    """

    file_name: str
    sheet_name: str | None
    header_row: int
    labels: list[str]
    rows: pa.Table
    left_out: Sequence[int] = ()


@dataclass(frozen=True)
class Reading:
    """Every readable sheet of a file, and every fault found while reading it.

    `sha256` is the fingerprint of the very bytes that were read; None when none could be.
    """

    sheets: list[Sheet] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sha256: str | None = None


@dataclass(frozen=True)
class Grid:
    """Cells under a header, before any check: string columns in order, one row number per row."""

    file_name: str
    sheet_name: str | None
    header_row: int
    header: Sequence[str]
    columns: Sequence[pa.ChunkedArray]
    numbers: pa.Array
    # Rows above the header: a title, a date. The last one is just above it.
    above: Sequence[Sequence[str]] = ()
    # 0 for column A; a sheet may begin further right.
    first_column: int = 0

    def letter(self, position: int) -> str:
        """Letter a spreadsheet shows above the column at `position`."""
        return column_letter(self.first_column + position)

    def label(self, position: int) -> str:
        """Header text of the column at `position`, or its letter when it has none."""
        text = self.header[position] if 0 <= position < len(self.header) else ""
        return shown(" ".join(text.split())) or f"colonne {self.letter(position)}"

    def fault(self, message: str, **place: Any) -> Fault:
        """Make a blocking fault of this sheet."""
        return blocking(file=self.file_name, sheet=self.sheet_name, message=message, **place)

    def cell_fault(
        self, row: int, column: int, what: str, expected: str, suggestion: str | None = None
    ) -> Fault:
        """Make the blocking fault of a cell: its row from 1, its column in the sheet from 0."""
        position = column - self.first_column
        return self.fault(
            f"La cellule {column_letter(column)}{row} {what}.",
            row=row,
            column=self.label(position),
            expected=expected,
            suggestion=suggestion,
        )


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def listed(faults: list[Fault], total: int, rest: Callable[[int], Fault]) -> list[Fault]:
    """Return the first faults of one cause, then one that counts those left out."""
    kept = faults[: limits.FAULTS_LISTED]
    return kept if total <= len(kept) else [*kept, rest(total - len(kept))]


def number_text(value: float) -> str:
    """Fifteen significant digits, as a spreadsheet shows: 0.1 + 0.2 is 0.3, 1234.0 is 1234."""
    text = format(value, ".15g")
    return format(Decimal(text), "f") if "e" in text and 1e-15 < abs(value) < 1e30 else text
