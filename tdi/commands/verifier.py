"""`verifier`: recompute every fingerprint and every rule of a published data set, or of a bundle
(`paquet`) every fingerprint and every figure of its notes.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tdi import arguments, fmt, langue
from tdi.errors import UsageError
from tdi.paquet import verification
from tdi.snapshots import verifying

HELP = (
    "Recalcule l’empreinte de chaque fichier publié, son nombre de lignes, ses colonnes et les "
    "règles du contrat, instantanés retirés compris ; ne change rien."
)

# Seconds between two lines that say how far it is.
_PACE = 2.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "paquet",
        type=Path,
        nargs="?",
        metavar="PAQUET.zip",
        help="paquet à vérifier, à la place d’un jeu de données",
    )
    arguments.add_jeu(parser)
    parser.add_argument(
        "--sans-regles",
        action="store_true",
        help="s’en tient aux empreintes, aux lignes et aux colonnes, plus vite vérifiées",
    )


def run(options: argparse.Namespace) -> int:
    """Print each finding as it is made; return 1 when something is wrong."""
    if options.paquet:
        if options.jeu != "public" or options.sans_regles:
            raise UsageError("« --jeu » et « --sans-regles » ne concernent pas un paquet.")
        return _paquet(options.paquet)
    fault_count = 0
    tell = _paced("instantané vérifié", "instantanés vérifiés")
    for finding in verifying.verify(options.jeu, rules=not options.sans_regles, progress=tell):
        size = fmt.plural(finding.file_count, "fichier")
        if finding.row_count:
            size += f", {fmt.plural(finding.row_count, 'ligne')}"
        fault_count += _told(finding.subject, size, finding.faults, finding.notes)
    return _concluded(fault_count, "tout est conforme à ce qui a été publié")


def _paquet(path: Path) -> int:
    tell = _paced("note vérifiée", "notes vérifiées")
    fault_count, unchecked = 0, []
    for found in verification.verify(path, progress=tell):
        verdict = "conforme" if found.is_checked else "non vérifié"
        fault_count += _told(found.subject, found.size, found.faults, found.notes, verdict)
        unchecked += [] if found.is_checked else [found.subject]
    if unchecked:
        print(f"Non vérifié : {langue.enumerate_words(unchecked)}.")
    return _concluded(fault_count, "chaque chiffre de chaque note se recalcule, aucun ne diffère")


def _told(
    subject: str,
    size: str,
    faults: tuple[str, ...],
    notes: tuple[str, ...],
    verdict: str = "conforme",
) -> int:
    """Print what was found of one subject, `verdict` when it has no fault; return how many."""
    verdict = fmt.plural(len(faults), "faute") if faults else verdict
    print(f"{subject} : {size}, {verdict}", flush=True)
    for line in (*faults, *notes):
        print(f"  - {line}")
    return len(faults)


def _concluded(fault_count: int, success: str) -> int:
    if fault_count:
        print(f"Vérification en échec : {fmt.plural(fault_count, 'faute')}.")
        return 1
    print(f"Vérification réussie : {success}.")
    return 0


def _paced(one: str, many: str) -> Callable[[int, int], None]:
    start = told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _PACE and done < total:
            told = now
            counted = fmt.plural(done, one, many)
            print(f"[{now - start:4.0f} s] {counted} sur {total}", file=sys.stderr)

    return tell
