"""Publish the demonstration by the road of real files: import, then publication, month by month."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

from etl.demonstration import ecriture, modele, references, releves, tables
from tdi.errors import DataError
from tdi.manifest import Correction
from tdi.snapshots import importing, publishing
from tdi.snapshots.references import publish_references

JEU = "demonstration"
PRODUCER = "Générateur de démonstration (fiction)"
# A statement is published on the evening of its day: a rebuild must give the same manifests.
PUBLISHED_AT = time(18, tzinfo=UTC)


def build(folder: Path, count: int) -> None:
    """Make the data set in `folder` (one sub-folder a data set), in place of the one there.

    Raises DataError when a file of the generator is refused by the import.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".{JEU}-") as draft:
        with _data_folder(Path(draft) / "jeux"):
            for month in range(count):
                _publish(month, Path(draft))
        target, former = folder / JEU, Path(draft) / "ancien"
        if target.exists():
            target.rename(former)
        shutil.move(Path(draft) / "jeux" / JEU, target)


def _publish(month: int, draft: Path) -> None:
    day = modele.months()[month]
    references.write(draft / "references", day)
    publish_references(JEU, draft / "references")
    files = ecriture.write(draft / "fichiers", tables.build(month))
    imported = importing.read_files(files, jeu=JEU, day=day, producer=PRODUCER)
    if imported.write(draft / "lot") is None:
        blocking = [fault for fault in imported.faults if fault.severity == "bloquant"]
        raise DataError(f"{day} : {len(blocking)} fautes bloquantes, dont {blocking[0]}")
    snapshot = publishing.publish(
        draft / "lot",
        corrects=_correction(month),
        published_at=datetime.combine(day, PUBLISHED_AT),
    )
    rows = sum(file.row_count for file in snapshot.tables)
    print(f"{day}: {rows} rows, {len(snapshot.avertissements)} warnings", flush=True)


def _correction(month: int) -> Correction | None:
    """Return which statement this one corrects: the one before, when a revision is declared."""
    for flaw in releves.flaws("revisions"):
        if "motif" in flaw and modele.rank(flaw["correction"]) == month:
            return Correction(date=_previous(month), motif=flaw["motif"])
    return None


def _previous(month: int) -> date:
    return modele.months()[month - 1]


@contextmanager
def _data_folder(folder: Path) -> Iterator[None]:
    """Publish into `folder` for a while (setting `TDI_DATA`)."""
    before = os.environ.get("TDI_DATA")
    os.environ["TDI_DATA"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("TDI_DATA")
        if before is not None:
            os.environ["TDI_DATA"] = before
