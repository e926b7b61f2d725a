"""What an import found, for who has to correct: `rapport.json`, `rapport.xlsx`, beside the lot."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from tdi.errors import DataError
from tdi.snapshots import report_workbook
from tdi.snapshots.faults import BLOCKING, WARNING, Fault
from tdi.snapshots.importing import Imported
from tdi.snapshots.lot import Lot, discard

JSON_NAME = "rapport.json"
XLSX_NAME = "rapport.xlsx"
LOT_NAME = "lot"
_FRENCH = {
    "severity": "gravite",
    "file": "fichier",
    "sheet": "feuille",
    "row": "ligne",
    "column": "colonne",
    "value": "valeur",
    "expected": "attendu",
}


def save(imported: Imported, folder: Path) -> Lot | None:
    """Write in `folder` both reports and, when nothing blocks, the lot.

    Raises DataError when the disk refuses: no lot is then left there, new or old.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        discard(folder / LOT_NAME)
        write(folder, imported)
    except (OSError, FileCreateError) as error:
        raise DataError(
            f"Le rapport ne peut pas être écrit dans « {folder} » : {error}."
        ) from error
    return imported.write(folder / LOT_NAME)


def write(folder: Path, imported: Imported) -> None:
    """Write both reports in `folder`."""
    (folder / JSON_NAME).write_text(as_json(imported), encoding="utf-8")
    report_workbook.write(folder / XLSX_NAME, imported, counts(imported.faults), JSON_NAME)


def as_json(imported: Imported) -> str:
    """Return the report as JSON: the same import gives the same text."""
    counted = counts(imported.faults)
    content = {
        "jeu": imported.lot.jeu,
        "date": imported.lot.date.isoformat(),
        "contrat": imported.lot.contrat,
        "fichiers": [file.model_dump() for file in imported.lot.fichiers],
        "publiable": not imported.is_blocked,
        "bloquants": counted[BLOCKING],
        "avertissements": counted[WARNING],
        "tables": {
            change.table.name: {
                "lignes": change.row_count,
                "precedent": change.before_count,
                "nouvelles": change.new_count,
                "disparues": change.lost_count,
                "reprises": change.carried_count,
            }
            for change in imported.changes
        },
        "fautes": [
            {_FRENCH.get(name, name): value for name, value in asdict(fault).items()}
            for fault in imported.faults
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def counts(faults: list[Fault]) -> Counter[str]:
    """Count the faults by severity."""
    return Counter(fault.severity for fault in faults)
