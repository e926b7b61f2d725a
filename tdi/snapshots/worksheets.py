"""What the cells of a worksheet hide from who reads their values: formulas, errors, hidden rows.

The reader of values gives a formula as its last result and an error as an empty cell: both would
pass for what someone typed. A quick search tells whether a sheet needs a closer look.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from tdi.snapshots import limits
from tdi.snapshots.packages import DamagedError, local, safe_parser

_SUSPECT = re.compile(
    rb"<(?:[^\s<>/:=]{1,1000}:)?f[\s/>]"  # a formula
    rb"|\st\s*=\s*[\"']e[\"']"  # an error
    rb"|\shidden\s*=\s*[\"'](?:1|true)"  # a hidden row or column
    rb"|<!DOCTYPE|\x00"  # what the closer look refuses: entities, UTF-16
)
_OVERLAP = 2048
# Elements inside a cell; any other one ends it.
_CELL_CONTENT = {"v", "is", "t", "f", "r", "rPr", "extLst"}
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Findings:
    """Cells as (row, column) from 1; the counts go on when the lists are full."""

    formulas: list[tuple[int, int]] = field(default_factory=list)
    formula_count: int = 0
    errors: list[tuple[int, int]] = field(default_factory=list)
    error_count: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    has_hidden_column: bool = False


def inspect(archive: ZipFile, part: str) -> Findings:
    """Return what the sheet held in `part` hides."""
    return _closer_look(archive, part) if _is_suspect(archive, part) else Findings()


def _is_suspect(archive: ZipFile, part: str) -> bool:
    tail = b""
    try:
        with archive.open(part) as source:
            while chunk := source.read(limits.MEBI):
                if _SUSPECT.search(tail + chunk):
                    return True
                tail = chunk[-_OVERLAP:]
    except (BadZipFile, EOFError) as error:
        raise DamagedError from error
    return False


def _closer_look(archive: ZipFile, part: str) -> Findings:
    findings = Findings()
    row = column = 0
    in_cell = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, in_cell
        name = local(name)
        if name == "c":
            in_cell = True
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            column = _column_number(reference[1]) if reference else column + 1
            if attributes.get("t") == "e":
                _note(findings.errors, (row, column))
                findings.error_count += 1
        elif name == "f" and in_cell:
            _note(findings.formulas, (row, column))
            findings.formula_count += 1
        elif name not in _CELL_CONTENT:
            in_cell = False
            is_hidden = attributes.get("hidden") in ("1", "true")
            if name == "row":
                number = attributes.get("r", "")
                row, column = int(number) if number.isdecimal() else row + 1, 0
                if is_hidden:
                    findings.hidden_rows.append(row)
            elif name == "col" and is_hidden:
                findings.has_hidden_column = True

    parser = safe_parser()
    parser.StartElementHandler = start
    try:
        with archive.open(part) as source:
            parser.ParseFile(source)
    except (BadZipFile, EOFError, expat.ExpatError) as error:
        raise DamagedError from error
    return findings


def _note(cells: list[tuple[int, int]], cell: tuple[int, int]) -> None:
    if len(cells) < limits.FAULTS_LISTED:
        cells.append(cell)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
