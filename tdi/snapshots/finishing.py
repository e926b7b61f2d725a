"""From a grid of cells to a Sheet: what every format must obey, told the same way for all of them.

A header, an empty row or a formula means the same in a workbook, a CSV or a Parquet file.
"""
# pyarrow makes its compute functions when it is imported: no type checker sees them.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Collection, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from tdi.snapshots import limits
from tdi.snapshots.faults import Fault, counted, quoted, shown, warning
from tdi.snapshots.headers import is_crowded, label_key
from tdi.snapshots.sheets import ROW, Grid, Sheet, listed

# « Total », « Sous-total », « Total général : », « Total Bretagne », not « TotalEnergies ».
_TOTAL = (
    r"^(sous[- ]?)?(total|totaux)( g[ée]n[ée]ra(l|ux)| cumulé)?"
    r"( (de|du|des|d['’]|par|r[ée]gion|d[ée]partement|territoire|france|engag|pay|enveloppe).*)?"
    r"\s*:?$"
)


def finish(grid: Grid, known_labels: Collection[str]) -> tuple[Sheet | None, list[Fault]]:
    """Make a Sheet of `grid`, telling every fault of its header and cells; None when unusable."""
    if len(grid.header) > limits.COLUMNS:
        width = counted(len(grid.header))
        message = f"La feuille a {width} colonnes ; {limits.COLUMNS} au plus sont lues."
        return None, [grid.fault(message, row=grid.header_row)]
    columns = [_blank_as_null(column) for column in grid.columns]
    kept, faults = _named_columns(grid, columns)
    table = pa.table(
        [grid.numbers, *(columns[position] for position in kept)],
        schema=pa.schema(
            [(ROW, pa.int64()), *((grid.label(position), pa.string()) for position in kept)]
        ),
    )
    if not kept:
        return None, faults
    filled = _any(pc.is_valid(column) for column in table.columns[1:])
    if not pc.all(filled).as_py():
        table = table.filter(filled)
    below = _headers_below(table, {label_key(label) for label in known_labels})
    faults += _repeated_headers(grid, below)
    totals = _totals(table)
    faults += _total_faults(grid, totals)
    left_out = sorted({*below, *totals})
    # Told as what they are, they would be faulty as data too.
    faults += _unfit_cells(grid, without(table, left_out))
    labels = table.column_names[1:]
    return Sheet(grid.file_name, grid.sheet_name, grid.header_row, labels, table, left_out), faults


def without(rows: pa.Table, numbers: Sequence[int]) -> pa.Table:
    """Return the rows whose number is not one of `numbers`."""
    if not numbers:
        return rows
    return rows.filter(pc.invert(pc.is_in(rows[ROW], pa.array(numbers, pa.int64()))))


def _blank_as_null(column: pa.ChunkedArray) -> pa.ChunkedArray:
    blank = pc.or_(pc.utf8_is_space(column), pc.equal(column, ""))
    has_blank = pc.any(blank).as_py()
    return pc.if_else(blank, pa.scalar(None, pa.string()), column) if has_blank else column


def _any(masks: Iterator[pa.ChunkedArray]) -> pa.ChunkedArray:
    result = next(masks)
    for mask in masks:
        result = pc.or_(result, mask)
    return result


def _named_columns(grid: Grid, columns: Sequence[pa.ChunkedArray]) -> tuple[list[int], list[Fault]]:
    """Return the positions that have a name of their own, and the faults of the others.

    A column with neither header nor cell is only the trace of a format: it is left out silently.
    """
    kept: list[int] = []
    faults: list[Fault] = []
    first_seen: dict[str, int] = {}
    for position, text in enumerate(grid.header):
        key = label_key(text)
        place = {"row": grid.header_row or None, "column": grid.label(position)}
        letter = grid.letter(position)
        if not key:
            if columns[position].null_count < len(columns[position]):
                message = f"La colonne {letter} contient des cellules mais n’a pas d’en-tête."
                faults.append(grid.fault(message, **place, expected="un nom de colonne"))
        elif key == ROW:
            message = f"Le nom de colonne {quoted(ROW)} est réservé."
            faults.append(grid.fault(message, **place, value=ROW))
        elif key in first_seen:
            message = (
                f"L’en-tête {quoted(grid.label(position))} apparaît deux fois : "
                f"colonnes {grid.letter(first_seen[key])} et {letter}."
            )
            expected = "un nom différent pour chaque colonne"
            faults.append(grid.fault(message, **place, value=shown(text), expected=expected))
        else:
            first_seen[key] = position
            kept.append(position)
    return kept, faults


def _repeated_headers(grid: Grid, below: list[int]) -> list[Fault]:
    """Rows that are a header too: a header on two rows, or two files pasted together."""
    first_above = grid.header_row - len(grid.above)
    above = [first_above + place for place, row in enumerate(grid.above) if is_crowded(row)]
    rows = above + below
    expected = "une seule ligne d’en-tête"
    faults = [
        grid.fault(f"La ligne {row} est une seconde ligne d’en-tête.", row=row, expected=expected)
        for row in rows[: limits.FAULTS_LISTED]
    ]
    return listed(
        faults,
        len(rows),
        lambda left: grid.fault(
            f"{counted(left)} autres lignes répètent l’en-tête.", expected=expected
        ),
    )


def _headers_below(table: pa.Table, known_keys: set[str]) -> list[int]:
    """Rows with two cells that repeat their own label, or a first row made of known labels."""
    if not table.num_rows:
        return []
    labels = table.column_names[1:]
    repeats = [pc.fill_null(pc.equal(table[label], label), False) for label in labels]
    total = pc.cast(repeats[0], pa.int8())
    for mask in repeats[1:]:
        total = pc.add(total, pc.cast(mask, pa.int8()))
    rows = table[ROW].filter(pc.greater_equal(total, 2)).to_pylist()
    below = [text for text in table.slice(0, 1).to_pylist()[0].values() if isinstance(text, str)]
    matches = sum(label_key(text) in known_keys for text in below)
    first = table[ROW][0].as_py()
    if matches >= 2 and 2 * matches >= len(below) and first not in rows:
        rows.insert(0, first)
    return rows


def _totals(table: pa.Table) -> list[int]:
    """Rows whose first cell says that they add up those above."""
    if not table.num_rows:
        return []
    first = pc.coalesce(*table.columns[1:])
    is_total = pc.match_substring_regex(pc.utf8_trim_whitespace(first), _TOTAL, ignore_case=True)
    return table[ROW].filter(pc.fill_null(is_total, False)).to_pylist()


def _total_faults(grid: Grid, rows: list[int]) -> list[Fault]:
    place = {"file": grid.file_name, "sheet": grid.sheet_name}
    faults = [
        warning(**place, row=row, message="Ligne de total : elle n’est pas lue.")
        for row in rows[: limits.FAULTS_LISTED]
    ]
    summary = "{} autres lignes de total : elles ne sont pas lues."
    return listed(
        faults, len(rows), lambda left: warning(**place, message=summary.format(counted(left)))
    )


def _unfit_cells(grid: Grid, table: pa.Table) -> list[Fault]:
    """Cells no table may hold: a formula kept as text, a text longer than a spreadsheet takes."""
    faults = []
    for label in table.column_names[1:]:
        for mask, message, expected in (
            (pc.starts_with(table[label], "="), "est une formule", "une valeur, sans signe « = »"),
            (
                pc.greater(pc.utf8_length(table[label]), limits.CELL_CHARACTERS),
                "est trop longue",
                f"{counted(limits.CELL_CHARACTERS)} caractères au plus",
            ),
        ):
            found = table.select([ROW, label]).filter(mask)
            if not found.num_rows:
                continue
            place = {"column": label, "expected": expected}
            first = found.slice(0, limits.FAULTS_LISTED).to_pylist()
            faults += listed(
                [
                    grid.fault(
                        f"La cellule {message}.", row=row[ROW], value=shown(row[label]), **place
                    )
                    for row in first
                ],
                found.num_rows,
                lambda left, place=place, message=message: grid.fault(
                    f"{counted(left)} autres cellules de la colonne : chacune {message}.", **place
                ),
            )
    return faults
