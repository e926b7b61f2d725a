"""Files of operators and régions → every fault, a report and, when nothing blocks, a lot."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from tdi.snapshots import contract, known, labels, lot, matching, reading
from tdi.snapshots.checks import Progress, check
from tdi.snapshots.faults import Fault, blocking, is_blocked, shown
from tdi.snapshots.known import Known
from tdi.snapshots.lot import InputFile, Lot, Warned
from tdi.snapshots.mapping import Mapping
from tdi.snapshots.matching import Matched
from tdi.snapshots.places import EVERY_FILE
from tdi.snapshots.previous import Change, Policy
from tdi.snapshots.sheets import Sheet


@dataclass(frozen=True)
class Imported:
    """What became of an import: the lot and its tables, to be written only if it is not blocked."""

    lot: Lot
    faults: list[Fault]
    sheets: list[Sheet] = field(default_factory=list)
    tables: dict[str, pa.Table] = field(default_factory=dict)
    # Table by table, against the previous snapshot; none when a file could not be read.
    changes: list[Change] = field(default_factory=list)
    previous_date: date | None = None

    @property
    def is_blocked(self) -> bool:
        """Whether a fault forbids publication."""
        return is_blocked(self.faults)

    def write(self, folder: Path) -> Lot | None:
        """Write the lot in `folder`, or nothing when blocked: an older lot there is removed."""
        if self.is_blocked:
            lot.discard(folder)
            return None
        return lot.write(folder, self.lot, self.tables)


def read_files(
    paths: Iterable[Path],
    *,
    jeu: str,
    day: date,
    phase: int = 1,
    mapping: Mapping | None = None,
    producer: str | None = None,
    isolated: bool = True,
    facts: Known | None = None,
    warnings: bool = True,
    losses: Policy = "warned",
    progress: Progress = lambda _: None,
) -> Imported:
    """Read and check files as the snapshot of `day`; nothing is written.

    Faults of the files are in the result; DataError or UsageError are about the data set itself.
    `isolated` is `reading.read`'s, `warnings` and `losses` those of `checks.check`. `facts` spares
    loading what `jeu` knows before `day`: whoever checks many snapshots has it already.
    """
    mapping = mapping or Mapping()
    facts = facts or known.load(jeu, phase, before=day)
    sheets, inputs, faults = _read(paths, mapping, isolated, progress)
    matched, mismatches = _match(sheets, mapping)
    faults += mismatches + matching.fictions(sheets, jeu)
    checked = check(
        matched,
        facts,
        day,
        progress,
        warnings=warnings,
        losses=losses,
        is_whole=not is_blocked(faults),
    )
    faults += checked.faults
    read_count = sum(rows.num_rows for rows in checked.tables.values())
    read_count -= sum(change.carried_count for change in checked.changes)
    if not is_blocked(faults) and not read_count:
        faults.append(blocking(file=EVERY_FILE, message="Aucune ligne à importer."))
    faults = sorted(faults, key=_order)
    made = Lot(
        jeu=jeu,
        date=day,
        contrat=contract.load().version,
        producteur=producer,
        fichiers=inputs,
        avertissements=tuple(_warned(fault) for fault in faults),
    )
    read_sheets = [one.sheet for one in matched]
    return Imported(made, faults, read_sheets, checked.tables, checked.changes, facts.previous_date)


def _read(
    paths: Iterable[Path], mapping: Mapping, isolated: bool, progress: Progress
) -> tuple[list[Sheet], tuple[InputFile, ...], list[Fault]]:
    known_labels = matching.known_labels(mapping)
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    inputs: dict[str, InputFile] = {}
    names: set[str] = set()
    for path in paths:
        name = shown(path.name)
        progress(f"Lecture de {name}")
        found = reading.read(path, known_labels, isolated=isolated)
        faults += found.faults
        if found.sha256 in inputs or name in names:
            # Faults and manifest name files by their base name: two alike could not be told apart.
            known_as = f"« {inputs[found.sha256].nom} »" if found.sha256 in inputs else None
            message = (
                f"Même contenu que {known_as}." if known_as else "Même nom qu’un autre fichier."
            )
            expected = "chaque fichier une fois, sous son propre nom"
            faults.append(blocking(file=name, message=message, expected=expected))
            continue
        names.add(name)
        sheets += found.sheets
        if found.sha256:
            inputs[found.sha256] = InputFile(nom=name, sha256=found.sha256)
    return sheets, tuple(inputs.values()), faults


def _match(sheets: list[Sheet], mapping: Mapping) -> tuple[list[Matched], list[Fault]]:
    matched: list[Matched] = []
    faults: list[Fault] = []
    for sheet in sheets:
        one, told = matching.match(sheet, mapping)
        faults += told
        if one:
            faults += labels.faults(one, mapping)
            matched.append(one)
    understood = {one.sheet.file_name for one in matched}
    for name in dict.fromkeys(sheet.file_name for sheet in sheets):
        if name not in understood:
            expected = "des feuilles du gabarit, ou une correspondance (--correspondance)"
            message = "Rien dans ce fichier ne correspond à une table du contrat."
            faults.append(blocking(file=name, message=message, expected=expected))
    return matched, faults


def _order(fault: Fault) -> tuple:
    place = (fault.file, fault.sheet or "", fault.row or 0, fault.column or "")
    return (fault.severity != "bloquant", *place, fault.message)


def _warned(fault: Fault) -> Warned:
    return Warned(
        message=fault.message,
        fichier=fault.file,
        feuille=fault.sheet,
        ligne=fault.row,
        colonne=fault.column,
        valeur=fault.value,
        attendu=fault.expected,
    )
