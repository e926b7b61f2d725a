"""`exporter`: write a published snapshot as files to start again from."""

import argparse
from pathlib import Path

from tdi import arguments, fmt
from tdi.snapshots import exporting, outputs
from tdi.snapshots.exporting import Statement
from tdi.snapshots.names import slug

HELP = (
    "Écrit un instantané publié sous la forme du gabarit, déjà rempli : pour repartir du relevé du "
    "mois précédent. « importer » y relit exactement ce qui était publié."
)
_FORMATS = ("xlsx", "csv", "parquet")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    arguments.add_jeu(parser)
    arguments.add_date(parser)
    parser.add_argument(
        "--region",
        metavar="RÉGION",
        help="nom ou code : seules les lignes de la région et de ses territoires",
    )
    parser.add_argument(
        "--territoire",
        nargs="+",
        default=[],
        metavar="TERRITOIRE",
        help="noms ou identifiants : seules les lignes de ces territoires",
    )
    parser.add_argument(
        "--operateur",
        metavar="OPÉRATEUR",
        help="nom ou identifiant : seules les lignes dont il répond ; rien des tables sans "
        "opérateur",
    )
    arguments.add_phase(parser)
    parser.add_argument(
        "--donnees-ouvertes",
        action="store_true",
        help="ajoute les tables bâties sur des données ouvertes, que le gabarit ne demande pas",
    )
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="xlsx",
        help="un classeur (xlsx, si rien n’est dit), ou un dossier d’un fichier par table",
    )
    arguments.add_output(parser, "CHEMIN", "export-JEU-…-DATE")


def run(options: argparse.Namespace) -> int:
    """Write the export and say where, and what of the snapshot it holds."""
    statement = exporting.load(
        options.jeu,
        options.date,
        phase=options.phase,
        region=options.region,
        territoires=options.territoire,
        operateur=options.operateur,
        open_data=options.donnees_ouvertes,
    )
    path = options.sortie or Path(_name(statement, options.format))
    names = exporting.file_names() if options.format != "xlsx" else ()
    with outputs.appearing(path, replace=options.remplacer, replaceable=names) as draft:
        if options.format == "xlsx":
            exporting.write_workbook(draft, statement)
        else:
            draft.mkdir()
            write = exporting.write_csv if options.format == "csv" else exporting.write_parquet
            write(draft, statement)
    snapshot = statement.snapshot
    print(
        f"Instantané du {snapshot.date:%d/%m/%Y} du jeu « {snapshot.jeu} » exporté : {path} "
        f"({fmt.plural(statement.row_count, 'ligne')} sur {fmt.number(statement.published_count)})"
    )
    return 0


def _name(statement: Statement, kind: str) -> str:
    chosen = statement.chosen
    parts = ["export", statement.snapshot.jeu]
    parts += [slug(chosen.name)] if chosen.zone_codes is not None else []
    parts += [slug(statement.operateur)] if statement.operateur else []
    stem = "-".join([*parts, statement.snapshot.date.isoformat()])
    return f"{stem}.xlsx" if kind == "xlsx" else stem
