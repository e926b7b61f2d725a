"""What the cells of a worksheet hide from who reads their values: formulas, merges, hidden rows.

The reader of values gives a formula as its last result and a merged range as one cell among empty
ones: both would pass for what someone typed. A quick search finds the merges, and tells whether a
sheet needs a closer look, ten times slower.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from tdi.snapshots import limits
from tdi.snapshots.faults import Fault, counted, warning
from tdi.snapshots.packages import DamagedError, local, safe_parser
from tdi.snapshots.sheets import Grid, column_letter, listed

# A plain search is ten times faster than `re`: a piece without any of these needs nothing more.
_HINTS = (b"<f", b":f", b"hidden", b"<!DOCTYPE", b"\x00", b"mergeCell")
_SUSPECT = re.compile(
    rb"<(?:[^\s<>/:=]{1,1000}:)?f[\s/>]"  # a formula
    rb"|\shidden\s*=\s*[\"'](?:1|true)"  # a hidden row or column
    rb"|<!DOCTYPE|\x00"  # what the closer look refuses: entities, UTF-16
)
_MERGED = re.compile(
    rb"<(?:[^\s<>/:=]{1,1000}:)?mergeCell\s[^<>]{0,1000}?"
    rb"\bref\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})[\"']"
)
_OVERLAP = 2048
# Elements inside a cell; any other one ends it.
_CELL_CONTENT = {"v", "is", "t", "f", "r", "rPr", "extLst"}
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_AS_VALUES = "Copiez les cellules, puis collez-les par « Collage spécial, Valeurs »."

# Row and column, from 1.
Cell = tuple[int, int]


@dataclass
class Findings:
    """What was found; the counts go on when the lists are full."""

    formulas: list[Cell] = field(default_factory=list)
    formula_count: int = 0
    # First and last cell of each range.
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    has_hidden_column: bool = False


def inspect(archive: ZipFile, part: str) -> Findings:
    """Return what the sheet held in `part` hides."""
    tail = b""
    is_suspect = False
    # Pieces overlap: a range may be found twice.
    merged: dict[tuple[bytes, bytes], None] = {}
    try:
        with archive.open(part) as source:
            while chunk := source.read(limits.MEBI):
                piece = tail + chunk
                if any(hint in piece for hint in _HINTS):
                    is_suspect = is_suspect or bool(_SUSPECT.search(piece))
                    merged.update(dict.fromkeys(_MERGED.findall(piece)))
                tail = chunk[-_OVERLAP:]
    except (BadZipFile, EOFError) as error:
        raise DamagedError from error
    findings = _closer_look(archive, part) if is_suspect else Findings()
    findings.merged = [(_place(first), _place(last)) for first, last in merged]
    return findings


def _closer_look(archive: ZipFile, part: str) -> Findings:
    findings = Findings()
    row = column = 0
    in_cell = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, in_cell
        name = local(name)
        if name == "c":
            in_cell = True
            reference = attributes.get("r", "")
            is_told = _REFERENCE.fullmatch(reference)
            column = _place(reference.encode())[1] if is_told else column + 1
        elif name == "f" and in_cell:
            if findings.formula_count < limits.FAULTS_LISTED:
                findings.formulas.append((row, column))
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


def _place(reference: bytes) -> Cell:
    """Return the row and column of a reference: « AB12 » → (12, 28)."""
    letters = reference.rstrip(b"0123456789")
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return int(reference[len(letters) :]), number


def faults(grid: Grid, findings: Findings) -> list[Fault]:
    """Tell what the cells of the table at `grid` hide."""
    return [*_formulas(grid, findings), *_hidden(grid, findings), *_merged(grid, findings)]


def _formulas(grid: Grid, findings: Findings) -> list[Fault]:
    told = [
        grid.cell_fault(row, column - 1, "contient une formule", "une valeur", _AS_VALUES)
        for row, column in findings.formulas
    ]
    summary = "{} autres cellules contiennent une formule."
    return listed(
        told, findings.formula_count, lambda left: grid.fault(summary.format(counted(left)))
    )


def _hidden(grid: Grid, findings: Findings) -> list[Fault]:
    told = []
    below = [row for row in findings.hidden_rows if row > grid.header_row]
    place = {"file": grid.file_name, "sheet": grid.sheet_name}
    if below:
        count = counted(len(below))
        message = f"La feuille a des lignes masquées ({count}), lues comme les autres."
        told.append(warning(**place, row=below[0], message=message))
    if findings.has_hidden_column:
        message = "La feuille a des colonnes masquées, lues comme les autres."
        told.append(warning(**place, message=message))
    return told


def _merged(grid: Grid, findings: Findings) -> list[Fault]:
    """Merged cells in the table: only the first one holds the value. A merged title is fine."""
    ranges = [one for one in findings.merged if one[1][0] >= grid.header_row]
    told = []
    for (top, left), (bottom, right) in ranges[: limits.FAULTS_LISTED]:
        first, last = f"{column_letter(left - 1)}{top}", f"{column_letter(right - 1)}{bottom}"
        told.append(
            grid.fault(
                f"Les cellules {first} à {last} sont fusionnées.",
                row=max(top, grid.header_row),
                column=grid.label(left - 1 - grid.first_column),
                expected="une valeur dans chaque cellule",
                suggestion="Annulez la fusion et recopiez la valeur.",
            )
        )
    return listed(
        told,
        len(ranges),
        lambda left: grid.fault(f"{counted(left)} autres groupes de cellules fusionnées."),
    )
