"""Which table a sheet is, and which column of the contract each of its columns is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tdi import mots
from tdi.snapshots import contract
from tdi.snapshots.contract import Column, Table
from tdi.snapshots.faults import Fault, blocking, warning
from tdi.snapshots.mapping import Mapping, Wording
from tdi.snapshots.names import key
from tdi.snapshots.sheets import Sheet

# What the template adds to the label of a required column.
REQUIRED_MARK = " *"
# Columns from which a sheet of another name, with half of the required ones, is a table of ours.
_ENOUGH = 4
_UNIT = re.compile(r"(.+)\(([^()]+)\)\s*\*?\s*")
# Units a header may give, by kind of column: what is added to cells that bear none.
_UNITS = {
    "montant": {"€": "", "eur": "", "euros": "", "k€": "k€", "m€": "M€", "md€": "Md€"},
    "nombre": {"%": "%", "nombre": ""},
}


@dataclass(frozen=True)
class Matched:
    """A sheet understood: `columns` and `units` by contract column, what to replace or to add."""

    sheet: Sheet
    table: Table
    columns: dict[str, str]
    units: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, dict[str, str]] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)

    def label(self, column: Column) -> str:
        """Return how the sheet calls a column, else how the contract does."""
        return self.columns.get(column.name, column.label)

    def has(self, column: Column) -> bool:
        """Whether the sheet, or the mapping for it, says anything in a column."""
        return column.name in self.columns or column.name in self.constants


def known_labels(mapping: Mapping) -> set[str]:
    """Return every header that an import understands."""
    labels = mapping.labels()
    for table in contract.load().tables:
        for column in table.columns:
            labels |= {column.name, column.label, column.label + REQUIRED_MARK}
            labels |= {f"{column.label} ({unit})" for unit in _UNITS.get(column.kind, ())}
    return labels


def match(sheet: Sheet, mapping: Mapping) -> tuple[Matched | None, list[Fault]]:
    """Return what a sheet is; None, and a warning, when it is no table of ours."""
    said = mapping.of(sheet)
    table = contract.load().table(said.table) if said else _recognised(sheet, mapping)
    if table is None:
        asked = [table for table in contract.load().tables if not table.complementary]
        names = ", ".join(table.title for table in asked)
        message = "Feuille non reconnue : rien n’en est lu."
        place = {"file": sheet.file_name, "sheet": sheet.sheet_name}
        return None, [warning(**place, message=message, expected=f"une feuille nommée {names}")]
    return _matched(sheet, table, [mapping, said] if said else [mapping]), []


def _recognised(sheet: Sheet, mapping: Mapping) -> Table | None:
    """The table whose name the sheet or file bears, else the one whose columns it has."""
    name = key(sheet.sheet_name or Path(sheet.file_name).stem)
    tables = contract.load().tables
    for table in tables:
        if name in (key(table.name), key(table.title)):
            return table
    by_columns = [(table, _matched(sheet, table, [mapping])) for table in tables]
    complete = [one for one in by_columns if not missing(one[1])]
    found = _fullest(complete)
    if found:
        return found
    starting = [table for table in tables if name.startswith(key(table.name))]
    if len(starting) == 1:
        return starting[0]
    # What is missing will be told: better than not reading what is plainly a statement.
    return _fullest(
        (table, matched)
        for table, matched in by_columns
        if not table.complementary
        and len(matched.columns) >= _ENOUGH
        and 2 * len(missing(matched)) <= sum(column.required for column in table.columns)
    )


def _fullest(tables: Iterable[tuple[Table, Matched]]) -> Table | None:
    """The table of which a sheet has the most columns, if only one: two tables share many."""
    ordered = sorted(tables, key=lambda one: -len(one[1].columns))
    counts = [len(matched.columns) for _, matched in ordered]
    return ordered[0][0] if counts and counts.count(counts[0]) == 1 else None


def missing(matched: Matched) -> list[Column]:
    """Return the required columns of which a sheet says nothing."""
    return [one for one in matched.table.columns if one.required and not matched.has(one)]


def fictions(sheets: Iterable[Sheet], jeu: str) -> list[Fault]:
    """Refuse, in a data set of facts, rows that an export of the demonstration marks (R11)."""
    if mots.of(jeu).avertissement:
        return []
    message = "Données de démonstration : un jeu de faits réels n’en prend aucune ligne."
    return [
        blocking(
            file=sheet.file_name,
            sheet=sheet.sheet_name,
            column=label,
            message=message,
            expected=f"un relevé réel, sans colonne « {mots.FICTION} »",
        )
        for sheet in sheets
        for label in sheet.labels
        if key(label) == key(mots.FICTION)
    ]


def _matched(sheet: Sheet, table: Table, wordings: Sequence[Wording]) -> Matched:
    matched = Matched(sheet, table, {})
    for wording in wordings:
        matched.constants.update(
            (name, value) for name, value in wording.constantes.items() if name in _names(table)
        )
        for name, values in wording.valeurs.items():
            replaced = matched.replaced.setdefault(name, {})
            replaced.update({key(theirs): ours for theirs, ours in values.items()})
    theirs = {key(text): name for said in wordings for text, name in said.colonnes.items()}
    ours = {key(text): column for column in table.columns for text in (column.name, column.label)}
    for label in sheet.labels:
        column = _column(label, ours)
        name = theirs.get(key(label)) or (column.name if column else None)
        if name in matched.columns:
            matched.repeated.append(label)
        elif name in _names(table):
            matched.columns[name] = label
            unit = _unit(label, table.column(name))
            if unit:
                matched.units[name] = unit
    return matched


def _column(label: str, ours: dict[str, Column]) -> Column | None:
    """The column a label names, alone or with a unit: « Montant (M€) »."""
    column = ours.get(key(label))
    with_unit = _UNIT.fullmatch(label)
    if column or not with_unit:
        return column
    column = ours.get(key(with_unit[1]))
    return column if column and _unit(label, column) is not None else None


def _unit(label: str, column: Column) -> str | None:
    """The unit that a label, ours or not, adds to bare cells; None when it tells none we know."""
    with_unit = _UNIT.fullmatch(label)
    units = _UNITS.get(column.kind, {})
    return units.get("".join(with_unit[2].casefold().split())) if with_unit else None


def _names(table: Table) -> set[str]:
    return {column.name for column in table.columns}
