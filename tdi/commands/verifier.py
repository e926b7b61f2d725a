"""`verifier`: recompute every fingerprint and every rule of a published data set."""

import argparse

from tdi import arguments, fmt
from tdi.snapshots import verifying

HELP = (
    "Recalcule l’empreinte de chaque fichier publié, son nombre de lignes, ses colonnes et les "
    "règles du contrat, instantanés retirés compris ; ne change rien."
)


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
    for finding in verifying.verify(options.jeu, rules=not options.sans_regles):
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
