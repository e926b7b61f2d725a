"""`tdi importer`: check files, write the report and, when nothing blocks, the lot."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tdi import arguments, fmt
from tdi.errors import UsageError
from tdi.snapshots import importing, mapping, report
from tdi.snapshots.faults import BLOCKING, WARNING, Fault
from tdi.snapshots.lot import Lot
from tdi.snapshots.previous import Policy

HELP = (
    "Vérifie des fichiers, dit toutes leurs fautes d’un coup et, si aucune n’est bloquante, "
    "prépare le lot à publier. Ne publie rien."
)

# Faults written on the terminal; the report has them all.
_SHOWN = 40
_WORDS = {BLOCKING: "BLOQUANT", WARNING: "avertissement"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "fichiers", nargs="+", type=Path, metavar="FICHIER", help="classeur .xlsx, .csv ou .parquet"
    )
    parser.add_argument(
        "--date",
        type=arguments.day,
        default=date.today(),
        metavar="AAAA-MM-JJ",
        help="date de l’instantané (aujourd’hui par défaut)",
    )
    arguments.add_jeu(parser)
    arguments.add_phase(parser)
    parser.add_argument(
        "--correspondance",
        type=Path,
        metavar="FICHIER",
        help="fichier .toml ou .json : leurs noms de feuilles, colonnes, valeurs → les nôtres",
    )
    parser.add_argument("--producteur", metavar="NOM", help="qui produit ces fichiers")
    losses = parser.add_mutually_exclusive_group()
    losses.add_argument(
        "--completer",
        action="store_true",
        help="relevé partiel : reprendre telles quelles, de l’instantané précédent, les lignes que "
        "les fichiers ne redisent pas",
    )
    losses.add_argument(
        "--accepter-les-pertes",
        action="store_true",
        help="préparer le lot même si plus de la moitié des lignes publiées d’une table "
        "disparaissent",
    )
    parser.add_argument(
        "--sortie",
        type=Path,
        metavar="DOSSIER",
        help="où écrire le rapport et le lot (par défaut : import-JEU-DATE)",
    )


def run(options: argparse.Namespace) -> int:
    """Import; 0 when a lot is written, 1 when a fault forbids it."""
    if options.date > date.today():
        raise UsageError(
            f"Un instantané dit ce qui est connu à sa date : le {options.date:%d/%m/%Y} est à "
            f"venir (nous sommes le {date.today():%d/%m/%Y})."
        )
    wording = mapping.read(options.correspondance) if options.correspondance else None
    imported = importing.read_files(
        options.fichiers,
        jeu=options.jeu,
        day=options.date,
        phase=options.phase,
        mapping=wording,
        producer=options.producteur,
        losses=_losses(options),
        progress=_timed(),
    )
    folder = options.sortie or Path(f"import-{options.jeu}-{options.date}")
    _tell(imported, report.save(imported, folder), folder)
    return 1 if imported.is_blocked else 0


def _losses(options: argparse.Namespace) -> Policy:
    if options.completer:
        return "carried"
    return "warned" if options.accepter_les_pertes else "refused"


def _timed() -> Callable[[str], None]:
    start = time.monotonic()
    return lambda step: print(f"[{time.monotonic() - start:4.0f} s] {step}", file=sys.stderr)


def _tell(imported: importing.Imported, lot: Lot | None, folder: Path) -> None:
    for fault in imported.faults[:_SHOWN]:
        print(_line(fault))
    left = len(imported.faults) - _SHOWN
    if left > 0:
        print(f"… et {left} autres fautes : voir le rapport.")
    for line in _summary(imported):
        print(line)
    counted = report.counts(imported.faults)
    print(f"Fautes bloquantes : {counted[BLOCKING]} ; avertissements : {counted[WARNING]}.")
    print(f"Rapport : {folder / report.XLSX_NAME} et {folder / report.JSON_NAME}")
    if lot is None:
        print("Aucun lot n’est écrit : corriger les fautes bloquantes, puis recommencer.")
    else:
        rows = sum(file.row_count for file in lot.tables)
        print(f"Lot prêt à publier : {folder / report.LOT_NAME} ({fmt.plural(rows, 'ligne')})")


def _summary(imported: importing.Imported) -> Iterator[str]:
    """Say how many rows each table has, against the previous snapshot, columns aligned."""
    since = imported.previous_date
    before = f"Au {since:%d/%m/%Y}" if since else "Avant"
    rows: list[tuple[str, ...]] = [
        ("Table", "Lignes", before, "Nouvelles", "Disparues", "Reprises")
    ]
    for one in imported.changes:
        if one.is_told:
            counts = (one.row_count, one.before_count, one.new_count, one.lost_count)
            numbers = (fmt.number(count) for count in (*counts, one.carried_count))
            rows.append((one.table.title, *numbers))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    # When a file could not be read, what it held is not known: nothing is compared.
    for table, *numbers in rows if len(rows) > 1 else []:
        cells = (text.rjust(width) for text, width in zip(numbers, widths[1:], strict=True))
        yield "  ".join([table.ljust(widths[0]), *cells])


def _line(fault: Fault) -> str:
    place = [fault.file, fault.sheet and f"feuille « {fault.sheet} »"]
    place += [fault.row and f"ligne {fault.row}", fault.column and f"colonne « {fault.column} »"]
    text = f"{_WORDS[fault.severity]} – {', '.join(filter(None, place))} : {fault.message}"
    if fault.value:
        text += f" Valeur : « {fault.value} »."
    if fault.expected:
        text += f" Attendu : {fault.expected}."
    if fault.suggestion:
        text += f" Proposition : {fault.suggestion.removesuffix('.')}."
    return text
