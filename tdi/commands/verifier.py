"""`verifier`: recompute every fingerprint and every rule of a published data set."""

import argparse
import sys
import time
from collections.abc import Callable

from tdi import arguments, fmt
from tdi.snapshots import verifying

HELP = (
    "Recalcule l’empreinte de chaque fichier publié, son nombre de lignes, ses colonnes et les "
    "règles du contrat, instantanés retirés compris ; ne change rien."
)

# Seconds between two lines that say how far it is.
_PACE = 2.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    arguments.add_jeu(parser)
    parser.add_argument(
        "--sans-regles",
        action="store_true",
        help="s’en tient aux empreintes, aux lignes et aux colonnes, plus vite vérifiées",
    )


def run(options: argparse.Namespace) -> int:
    """Print each finding as it is made; return 1 when something is wrong."""
    fault_count = 0
    for finding in verifying.verify(options.jeu, rules=not options.sans_regles, progress=_paced()):
        fault_count += len(finding.faults)
        size = fmt.plural(finding.file_count, "fichier")
        if finding.row_count:
            size += f", {fmt.plural(finding.row_count, 'ligne')}"
        print(f"{finding.subject} : {size}, {finding.verdict}", flush=True)
        for line in (*finding.faults, *finding.notes):
            print(f"  - {line}")
    if fault_count:
        print(f"Vérification en échec : {fmt.plural(fault_count, 'faute')}.")
        return 1
    print("Vérification réussie : tout est conforme à ce qui a été publié.")
    return 0


def _paced() -> Callable[[int, int], None]:
    start = told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _PACE and done < total:
            told = now
            counted = fmt.plural(done, "instantané vérifié", "instantanés vérifiés")
            print(f"[{now - start:4.0f} s] {counted} sur {total}", file=sys.stderr)

    return tell
