"""`gabarit`: write the workbook that a committee's officer fills."""

import argparse
from pathlib import Path

from tdi import arguments, fmt
from tdi.snapshots import known, outputs, perimeter, template
from tdi.snapshots.names import slug

HELP = (
    "Écrit le classeur à remplir : une feuille par table, des listes déroulantes, l’aide sur les "
    "titres, les territoires de la région déjà inscrits."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--region", metavar="RÉGION", help="nom ou code ; toutes si rien n’est dit")
    parser.add_argument(
        "--territoire",
        nargs="+",
        default=[],
        metavar="TERRITOIRE",
        help="noms ou identifiants, pour ne demander que ceux-là",
    )
    arguments.add_phase(parser)
    arguments.add_jeu(parser)
    arguments.add_output(parser, "FICHIER", "gabarit-RÉGION.xlsx")


def run(options: argparse.Namespace) -> int:
    """Write the workbook and say where."""
    facts = known.load(options.jeu, options.phase)
    chosen = perimeter.find(facts, options.region, options.territoire)
    path = options.sortie or Path(f"gabarit-{slug(chosen.name)}.xlsx")
    with outputs.appearing(path, replace=options.remplacer) as draft:
        template.write(draft, facts, chosen)
    print(f"Gabarit : {path} ({fmt.plural(len(chosen.territoires), 'territoire')})")
    return 0
