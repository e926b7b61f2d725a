"""`retirer`: withdraw a snapshot from view, and keep its files."""

import argparse

from tdi import arguments
from tdi.snapshots import publishing

HELP = (
    "Retire un instantané de la vue, avec un motif que les lecteurs voient ; ses fichiers sont "
    "gardés et sa date reste prise."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("date", metavar="DATE", type=arguments.day, help="date de l’instantané")
    parser.add_argument("--motif", metavar="TEXTE", required=True, help="pourquoi il est retiré")
    arguments.add_jeu(parser)


def run(options: argparse.Namespace) -> int:
    """Withdraw, and say so."""
    withdrawn = publishing.withdraw(options.jeu, options.date, options.motif)
    print(
        f"Instantané du {withdrawn.date:%d/%m/%Y} retiré du jeu « {options.jeu} » : "
        f"{withdrawn.motif}"
    )
    return 0
