"""`dossier`: write the pack of one regional committee: PDF, editable deck, workbook, demands."""

import argparse
from pathlib import Path

from tdi import arguments, fmt
from tdi.comite import contenu, pochette
from tdi.snapshots import outputs

HELP = (
    "Écrit le dossier du comité d’une région : un PDF, des diapositives modifiables (PPTX), un "
    "classeur de toutes les lignes (XLSX) et les demandes prêtes à envoyer (texte)."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--region", required=True, metavar="RÉGION", help="nom ou code")
    arguments.add_jeu(parser)
    arguments.add_date(parser)
    arguments.add_phase(parser)
    arguments.add_output(parser, "DOSSIER", "comite-RÉGION-phase-PHASE-DATE")


def run(options: argparse.Namespace) -> int:
    """Write the files and say where."""
    filters, _ = arguments.selection(options)
    dossier = contenu.prepare(filters)
    path = options.sortie or Path(pochette.stem(filters, dossier.region))
    with outputs.appearing(
        path, replace=options.remplacer, replaceable=pochette.names(dossier)
    ) as draft:
        draft.mkdir()
        made = pochette.files(dossier)
        for name, content in made.items():
            (draft / name).write_bytes(content)
    print(f"Dossier écrit\u00a0: {path} ({fmt.plural(len(made), 'fichier')})")
    for name, content in made.items():
        print(f"– {name} ({fmt.number(len(content) / 1000)} ko)")
    if dossier.fiction:
        print(dossier.fiction)
    return 0
