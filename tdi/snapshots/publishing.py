"""Publish a lot as a snapshot; withdraw a snapshot.

One act makes something visible: the replacement of the index, under the lock of the data set. What
is written before it is listed nowhere, hence read by nobody; a snapshot's files never change after.
"""

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from tdi import manifest
from tdi.errors import DataError
from tdi.manifest import Correction, Formule, Index, Listed, Snapshot, Withdrawn
from tdi.settings import data_folder
from tdi.snapshots import lot as lots
from tdi.snapshots.depot import LOCK_WAIT, Depot
from tdi.snapshots.lot import JEU_PATTERN


def open_depot(jeu: str) -> Depot:
    """Return the depot of a data set; DataError when its name could lead elsewhere."""
    if not re.fullmatch(JEU_PATTERN, jeu):
        raise DataError(f"« {jeu} » n’est pas un nom de jeu de données.")
    return Depot(data_folder() / jeu)


def publish(
    folder: Path,
    *,
    corrects: Correction | None = None,
    producer: str | None = None,
    published_at: datetime | None = None,
    formules: tuple[Formule, ...] = (),
    wait: float = LOCK_WAIT,
) -> Snapshot:
    """Make the lot in `folder` visible as the snapshot of its date, and return its manifest.

    `formules` are those in force, which a later comparison reads; none when they are not known, as
    when a data set is built whole from its raw material.

    Raises DataError, and shows nothing, when the lot is not what it says, its date is taken, its
    data set has no reference tables, another publication keeps the lock, or the disk refuses.
    """
    lot = lots.read(folder)
    depot = open_depot(lot.jeu)
    producer = producer or lot.producteur
    if not producer:
        raise DataError(f"Le lot « {folder} » ne dit pas qui le produit : l’indiquer.")
    if not depot.exists(manifest.FILE_NAME):
        raise DataError(
            f"Le jeu de données « {lot.jeu} » n’a pas de tables de référence : elles se publient "
            "avant son premier instantané."
        )
    with depot.lock(wait):
        _, index = manifest.read_index(depot)
        _refuse_date(index, lot.date)
        if corrects:
            _refuse_correction(index, lot.date, corrects)
        snapshot = Snapshot.model_validate(
            dict(lot)
            | {
                "references": index.references,
                "producteur": producer,
                "publie_le": published_at or _now(),
                "corrige": corrects,
                "formules": formules,
            }
        )
        try:
            listed = _write(depot, folder, snapshot)
            visible = sorted((*index.instantanes, listed), key=lambda one: one.date)
            manifest.write_index(depot, index.model_copy(update={"instantanes": tuple(visible)}))
        except BaseException as error:
            if _forget(depot, snapshot):
                raise
            raise DataError(
                f"L’instantané du {_written(lot.date)} est visible, mais le disque n’a pas "
                "confirmé l’écriture : lancer « verifier »."
            ) from error
    return snapshot


def withdraw(
    jeu: str,
    day: date,
    reason: str,
    *,
    withdrawn_at: datetime | None = None,
    wait: float = LOCK_WAIT,
) -> Withdrawn:
    """Withdraw a snapshot from view and keep its files; DataError unless it is visible."""
    depot = open_depot(jeu)
    if not reason.strip():
        raise DataError("Un retrait a un motif.")
    manifest.read_index(depot)  # An unknown data set is named before its lock would create it.
    with depot.lock(wait):
        _, index = manifest.read_index(depot)
        listed = next((one for one in index.instantanes if one.date == day), None)
        if listed is None:
            raise DataError(f"L’instantané du {_written(day)} {_state(index, day)}.")
        withdrawn = Withdrawn(
            **dict(listed), retire_le=withdrawn_at or _now(), motif=reason.strip()
        )
        kept = tuple(one for one in index.instantanes if one is not listed)
        retired = tuple(sorted((*index.retires, withdrawn), key=lambda one: one.date))
        manifest.write_index(
            depot, index.model_copy(update={"instantanes": kept, "retires": retired})
        )
    return withdrawn


def _write(depot: Depot, folder: Path, snapshot: Snapshot) -> Listed:
    """Write every file of a snapshot that nothing lists yet."""
    for file in snapshot.tables:
        name = f"{file.table}.parquet"
        written = depot.copy(manifest.fact_path(file.table, snapshot.date), folder / name)
        if written != file.sha256:
            raise DataError(f"Le fichier « {folder / name} » a changé pendant la publication.")
    # What was not recorded leaves no trace: a data set rebuilt is the same, byte for byte.
    unsaid = set() if snapshot.formules else {"formules"}
    text = snapshot.model_dump_json(indent=2, exclude=unsaid) + "\n"
    written = depot.write(manifest.snapshot_path(snapshot.date), text.encode())
    return Listed(date=snapshot.date, sha256=written)


def _forget(depot: Depot, snapshot: Snapshot) -> bool:
    """Remove what a failed publication wrote; False, and nothing removed, if it is visible."""
    _, index = manifest.read_index(depot)
    if any(listed.date == snapshot.date for listed in index.every()):
        return False
    # Nobody reads these files: failing to remove them must not hide the first error.
    with suppress(OSError):
        depot.remove(manifest.snapshot_path(snapshot.date))
        for file in snapshot.tables:
            depot.remove(manifest.fact_path(file.table, snapshot.date))
    return True


def _refuse_date(index: Index, day: date) -> None:
    if any(listed.date == day for listed in index.every()):
        raise DataError(
            f"L’instantané du {_written(day)} {_state(index, day)} : un instantané publié ne "
            "change plus. Une correction est un nouvel instantané, à sa propre date, qui dit "
            "lequel il corrige et pourquoi."
        )


def _refuse_correction(index: Index, day: date, corrects: Correction) -> None:
    if all(listed.date != corrects.date for listed in index.every()):
        raise DataError(
            f"L’instantané du {_written(corrects.date)} {_state(index, corrects.date)} : "
            "il ne peut pas être corrigé."
        )
    if corrects.date >= day:
        raise DataError(
            f"L’instantané du {_written(day)} ne peut pas corriger celui du "
            f"{_written(corrects.date)}, qui ne le précède pas."
        )


def _state(index: Index, day: date) -> str:
    for withdrawn in index.retires:
        if withdrawn.date == day:
            return f"a été retiré le {_written(withdrawn.retire_le)}"
    if any(listed.date == day for listed in index.instantanes):
        return "est déjà publié"
    return "n’est pas publié"


def _written(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
