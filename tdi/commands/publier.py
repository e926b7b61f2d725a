"""`publier`: make a lot visible as the snapshot of its date."""

import argparse
from pathlib import Path

from tdi import arguments, fmt, formules
from tdi.errors import UsageError
from tdi.manifest import Correction
from tdi.snapshots import publishing

HELP = (
    "Rend visible un lot importé : tout l’instantané d’un coup, ou rien. Un instantané publié ne "
    "change plus ; une correction est un nouvel instantané, à une date postérieure."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("lot", metavar="LOT", type=Path, help="dossier écrit par « importer »")
    parser.add_argument(
        "--corrige",
        metavar="DATE",
        type=arguments.day,
        help="date de l’instantané que celui-ci corrige",
    )
    parser.add_argument("--motif", metavar="TEXTE", help="pourquoi il le corrige")
    parser.add_argument(
        "--producteur", metavar="NOM", help="qui produit l’instantané, si le lot ne le dit pas"
    )
    parser.add_argument(
        "--publie-le",
        metavar="MOMENT",
        type=arguments.moment,
        help="moment de la publication (maintenant si rien n’est dit), pour refaire un jeu à "
        "l’identique",
    )


def run(options: argparse.Namespace) -> int:
    """Publish, and say what was."""
    motif = (options.motif or "").strip()
    if bool(options.corrige) != bool(motif):
        raise UsageError("« --corrige » et « --motif » vont ensemble.")
    snapshot = publishing.publish(
        options.lot,
        corrects=Correction(date=options.corrige, motif=motif) if options.corrige else None,
        producer=options.producteur,
        published_at=options.publie_le,
        formules=formules.in_force(),
    )
    rows = sum(file.row_count for file in snapshot.tables)
    print(
        f"Instantané du {snapshot.date:%d/%m/%Y} publié dans le jeu « {snapshot.jeu} » : "
        f"{len(snapshot.tables)} tables, {fmt.plural(rows, 'ligne')}, "
        f"{fmt.plural(len(snapshot.avertissements), 'avertissement')}."
    )
    if snapshot.corrige:
        print(f"Il corrige celui du {snapshot.corrige.date:%d/%m/%Y} : {snapshot.corrige.motif}")
    return 0
