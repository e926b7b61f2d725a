"""`paquet`: write a snapshot as one ZIP that opens without a server or a network."""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from tdi import arguments, fmt
from tdi.errors import UsageError
from tdi.filters import Filters
from tdi.notes import lot as notes
from tdi.notes.sujet import ENGAGEMENT, ENJEU, FRANCE, REGION, TERRITOIRE, Sujet
from tdi.paquet import fabrique, fichier
from tdi.results import compute
from tdi.snapshots import outputs

HELP = (
    "Écrit un instantané en un seul fichier ZIP, à ouvrir sans serveur ni réseau : synthèse et "
    "graphiques (HTML), notes (PDF), données (Parquet), requêtes, et de quoi tout revérifier."
)
ALL = "toutes"
KINDS = {
    "france": FRANCE,
    "regions": REGION,
    "territoires": TERRITOIRE,
    "engagements": ENGAGEMENT,
    "enjeux": ENJEU,
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    arguments.add_jeu(parser)
    arguments.add_date(parser)
    parser.add_argument(
        "--notes",
        type=_kinds,
        default=_kinds(ALL),
        metavar="SORTES",
        help=f"notes à joindre, séparées par des virgules : {', '.join(KINDS)} "
        f"(« {ALL} » si rien n’est dit)",
    )
    parser.add_argument(
        "--region",
        metavar="RÉGION",
        help="nom ou code : des notes de lieux, ne joint que les siennes et celles de ses "
        "territoires",
    )
    arguments.add_output(parser, "FICHIER", "territoires-industrie_JEU_DATE.zip")
    parser.set_defaults(phase=1)


def _kinds(words: str) -> tuple[str, ...]:
    names = list(KINDS) if words == ALL else [word.strip() for word in words.split(",")]
    unknown = [name for name in names if name not in KINDS]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"« {unknown[0]} » n’est pas une sorte de note : {', '.join(KINDS)}, {ALL}"
        )
    return tuple(KINDS[name] for name in names)


def run(options: argparse.Namespace) -> int:
    """Make the bundle, then let it appear whole."""
    started = time.monotonic()
    filters, _ = arguments.selection(options)
    every = filters.without("region_code")
    sujets = [one for one in notes.subjects(every) if one.kind in options.notes]
    if filters.region_code:
        sujets = _within(sujets, filters)
    if not sujets:
        raise UsageError("Aucune note de cette sorte dans cette région.")
    name = f"territoires-industrie_{filters.jeu}_{filters.snapshot_date}.zip"
    path = options.sortie or Path(name)
    with outputs.appearing(path, replace=options.remplacer) as draft:
        liste, files = fabrique.make(every, sujets, _progress)
        fichier.write(draft, liste, files)
        size = draft.stat().st_size
    counted = f"{fmt.plural(len(sujets), 'note')}, {fmt.plural(len(files), 'fichier')}"
    seconds = fmt.number(time.monotonic() - started)
    print(f"Paquet écrit : {path} ({counted}, {fmt.number(size / 1e6, 1)} Mo, {seconds} s)")
    if liste.avertissement:
        print(liste.avertissement)
    return 0


def _within(sujets: list[Sujet], filters: Filters) -> list[Sujet]:
    """Keep, of the notes of places, those of a région and of its territoires, in both phases."""
    own = {
        row["territoire_id"]
        for phase in {one.filters.phase for one in sujets}
        for row in compute("filtres/territoires", replace(filters, phase=phase)).records()
    }
    return [
        one
        for one in sujets
        if (one.kind == REGION and one.filters.region_code == filters.region_code)
        or (one.kind == TERRITOIRE and one.filters.territoire_id in own)
        or one.kind not in (REGION, TERRITOIRE)
    ]


def _progress(done: int, total: int) -> None:
    print(f"  {fmt.number(done)} sur {fmt.plural(total, 'note')}", file=sys.stderr, flush=True)
