"""Verify a published data set from end to end: fingerprints, row counts, contract, rules.

The dashboard checks fingerprints before it reads; this checks all the rest as well, withdrawn
snapshots included, and changes nothing.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial

import pyarrow as pa
import pyarrow.parquet as pq

from tdi import manifest
from tdi.errors import DataError, TdiError
from tdi.manifest import FILE_NAME, Index, Listed, Snapshot
from tdi.snapshots import contract, importing, known
from tdi.snapshots.depot import Depot
from tdi.snapshots.faults import BLOCKING
from tdi.snapshots.known import Known
from tdi.snapshots.lot import TableFile
from tdi.snapshots.publishing import open_depot
from tdi.snapshots.rules import load as load_rules

# DuckDB works outside Python's lock: two snapshots are checked in little more time than one, and
# take the memory of two imports, which is why they are no more.
_AT_ONCE = 2


@dataclass(frozen=True)
class Finding:
    """What was verified together: its name, how much there was, what is wrong, what to know."""

    subject: str
    file_count: int
    row_count: int
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def verify(
    jeu: str, *, rules: bool = True, progress: Callable[[int, int], None] = lambda *_: None
) -> Iterator[Finding]:
    """Yield one finding for the reference tables, one a snapshot, one for what nothing lists.

    `rules` checks the rows as well, which takes longer than fingerprints. `progress` is told how
    many snapshots are done, of how many. Raises DataError when the data set has no readable index.
    """
    depot = open_depot(jeu)
    _, index = manifest.read_index(depot)
    references = _all_references(depot, index)
    yield _references(depot, references)
    listed_files = set(references)
    every = index.every()
    check = _rules_checker(jeu) if rules else None
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda listed: _snapshot(depot, index, listed, check), every)
        for done, (finding, files) in enumerate(found, 1):
            listed_files |= files
            yield finding
            progress(done, len(every))
    orphans = [name for name in depot.names() if name not in listed_files | {FILE_NAME}]
    if orphans:
        # What an interrupted publication leaves is read by nobody: not a fault.
        yield Finding("Hors manifeste, jamais lu", len(orphans), 0, notes=tuple(orphans))


def _all_references(depot: Depot, index: Index) -> dict[str, TableFile]:
    """Return every reference file, by path: the current ones, and those of each snapshot."""
    files = list(index.references)
    for listed in index.every():
        try:
            files += manifest.read_snapshot(depot, listed).references
        except DataError:
            continue  # The finding of that snapshot says so.
    return {manifest.reference_path(file): file for file in files}


def _references(depot: Depot, references: dict[str, TableFile]) -> Finding:
    faults = [fault for path, file in references.items() for fault in _file(depot, path, file)]
    rows = sum(file.row_count for file in references.values())
    return Finding("Tables de référence", len(references), rows, tuple(faults))


def _snapshot(
    depot: Depot, index: Index, listed: Listed, check: Callable[[Snapshot], list[str]] | None
) -> tuple[Finding, set[str]]:
    subject = f"Instantané du {listed.date:%d/%m/%Y}"
    if isinstance(listed, manifest.Withdrawn):
        subject += " (retiré)"
    path = manifest.snapshot_path(listed.date)
    try:
        snapshot = manifest.read_snapshot(depot, listed)
    except DataError as error:
        return Finding(subject, 0, 0, (str(error),)), {path}
    faults, notes = _consistency(depot, index, listed, snapshot)
    current = snapshot.contrat == contract.load().version
    if not current:
        notes.append(f"Publié sous le contrat {snapshot.contrat} : colonnes non revérifiées.")
    for file in snapshot.tables:
        schema = contract.load().table(file.table).schema if current else None
        faults += _file(depot, manifest.fact_path(file.table, listed.date), file, schema)
    if check and not faults:
        faults = check(snapshot)
    rows = sum(file.row_count for file in snapshot.tables)
    paths = {manifest.fact_path(file.table, listed.date) for file in snapshot.tables}
    finding = Finding(subject, len(snapshot.tables), rows, tuple(faults), tuple(notes))
    return finding, paths | {path}


def _rules_checker(jeu: str) -> Callable[[Snapshot], list[str]]:
    """Return what checks the rows of a snapshot, with the reference tables of its day."""
    # Neighbours have the same ones, which are read once.
    facts = lru_cache(maxsize=2 * _AT_ONCE)(partial(known.listed, jeu))

    def check(snapshot: Snapshot) -> list[str]:
        try:
            return _broken_rules(snapshot, facts(snapshot.references))
        except TdiError as error:
            return [f"Règles non vérifiées. {error}"]

    return check


def _broken_rules(snapshot: Snapshot, facts: Known) -> list[str]:
    """Check the rows as those of a file to import: what is published could be imported again.

    Warnings are those of its import, kept in its manifest: they are not made again.
    """
    depot, day = open_depot(facts.jeu), snapshot.date
    names = [manifest.fact_path(file.table, day) for file in snapshot.tables if file.row_count]
    if not names:
        return []
    # Their fingerprints and columns were found right: they are ours, not a stranger's.
    imported = importing.read_files(
        [depot.local(name) for name in names],
        jeu=facts.jeu,
        day=day,
        isolated=False,
        facts=known.preceded(facts, day) if _compared() else facts,
        warnings=False,
    )
    return [
        f"{fault.file}, ligne {fault.row} : {fault.message}"
        if fault.row
        else f"{fault.file} : {fault.message}"
        for fault in imported.faults
        if fault.severity == BLOCKING
    ]


def _compared() -> bool:
    """Whether a blocking rule reads the previous snapshot: so far, comparisons only warn."""
    return any("precedent" in rule.sql for rule in load_rules() if rule.severity == BLOCKING)


def _consistency(
    depot: Depot, index: Index, listed: Listed, snapshot: Snapshot
) -> tuple[list[str], list[str]]:
    """Compare a manifest with the place where it was found."""
    faults, notes = [], []
    if (snapshot.jeu, snapshot.date) != (depot.folder.name, listed.date):
        faults.append(
            f"Son manifeste dit « {snapshot.jeu} », {snapshot.date:%d/%m/%Y} : il a été déplacé."
        )
    known = {one.date for one in index.every() if one.date < listed.date}
    if snapshot.corrige and snapshot.corrige.date not in known:
        faults.append(f"Il corrige un instantané inconnu : {snapshot.corrige.date:%d/%m/%Y}.")
    if snapshot.avertissements:
        notes.append(f"Avertissements acceptés à l’import : {len(snapshot.avertissements)}.")
    return faults, notes


def _file(depot: Depot, path: str, file: TableFile, schema: pa.Schema | None = None) -> list[str]:
    """Return what is wrong with one published file."""
    try:
        manifest.check_file(depot, path, file.sha256)
        parquet = pq.ParquetFile(depot.local(path))
    except DataError as error:
        return [str(error)]
    except pa.ArrowException:
        return [f"Le fichier « {depot.folder.name}/{path} » n’est pas un fichier Parquet."]
    faults = []
    if parquet.metadata.num_rows != file.row_count:
        faults.append(
            f"Le fichier « {depot.folder.name}/{path} » a {parquet.metadata.num_rows} lignes ; "
            f"son manifeste en annonce {file.row_count}."
        )
    if schema is not None and parquet.schema_arrow != schema:
        faults.append(f"Le fichier « {depot.folder.name}/{path} » n’a pas les colonnes du contrat.")
    return faults
