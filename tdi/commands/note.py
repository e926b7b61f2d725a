"""`note`: write the one-page note of a scope as PDF, or those of every scope in a folder."""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from tdi import arguments, fmt
from tdi.errors import UsageError
from tdi.filters import PHASES, Filters
from tdi.notes import briefing, contenu, lot, sujet
from tdi.notes.sujet import Sujet
from tdi.results import compute
from tdi.snapshots import known, outputs, perimeter

HELP = (
    "Écrit la note d’une page (PDF balisé) d’un territoire, d’une région, d’un engagement, d’un "
    "enjeu ou de la France ; ou toutes les notes d’un instantané dans un dossier."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    arguments.add_jeu(parser)
    arguments.add_date(parser)
    arguments.add_phase(parser)
    scope = parser.add_mutually_exclusive_group(required=True)
    scope.add_argument("--territoire", metavar="TERRITOIRE", help="nom ou identifiant")
    scope.add_argument("--region", metavar="RÉGION", help="nom ou code")
    scope.add_argument("--engagement", metavar="ENGAGEMENT", help="nom court ou identifiant")
    scope.add_argument("--enjeu", metavar="ENJEU", help="nom ou identifiant")
    scope.add_argument("--france", action="store_true", help="la France entière")
    scope.add_argument(
        "--tout",
        type=Path,
        metavar="DOSSIER",
        help="toutes les notes, des deux phases, dans ce dossier",
    )
    arguments.add_output(parser, "FICHIER", "le nom de la note")


def run(options: argparse.Namespace) -> int:
    """Write one note, or all of them."""
    region, options.region = options.region, None
    filters, _ = arguments.selection(options)
    if options.tout:
        if options.sortie:
            raise UsageError("« --tout » dit déjà où écrire : « --sortie » ne va pas avec.")
        return _all(filters, options.tout, replace_it=options.remplacer)
    options.region = region
    one = _subject(options, filters)
    path = options.sortie or Path(one.file_name)
    with outputs.appearing(path, replace=options.remplacer) as draft:
        draft.write_bytes(briefing.pdf(contenu.note(one)))
    print(f"Note écrite : {path}")
    return 0


def _subject(options: argparse.Namespace, filters: Filters) -> Sujet:
    """Return what the options name; UsageError naming what is unknown, with the nearest name."""
    facts = known.load(options.jeu, options.phase)
    if options.engagement:
        identifier = perimeter.find_id(facts, "engagements", options.engagement)
        # Engagements are those of phase 1.
        found = replace(filters, phase=1)
        return sujet.find(found, facts.names["engagements"].labels[identifier])
    if options.territoire:
        identifier = perimeter.find_id(facts, "territoires", options.territoire)
        phase = next(phase for phase in PHASES if identifier.startswith(f"p{phase}-"))
        filters = replace(filters, phase=phase, territoire_id=identifier)
    elif options.region:
        filters = replace(filters, region_code=perimeter.find_id(facts, "regions", options.region))
    elif options.enjeu:
        identifier = perimeter.find_id(facts, "enjeux", options.enjeu)
        filters = replace(filters, phase=1, enjeu_id=identifier)
    phases = compute("filtres/phases", filters).frame["phase"].tolist()
    if filters.phase not in phases:
        raise UsageError(
            f"La {PHASES[filters.phase].lower()} n’était pas annoncée au "
            f"{fmt.iso_day(filters.snapshot_date)}."
        )
    return sujet.find(filters)


def _all(filters: Filters, folder: Path, *, replace_it: bool) -> int:
    started = time.monotonic()
    subjects = lot.subjects(filters)
    names = [one.file_name for one in subjects]
    with outputs.appearing(folder, replace=replace_it, replaceable=names) as draft:
        draft.mkdir()
        size = lot.write(subjects, draft, _progress)
    seconds = fmt.number(time.monotonic() - started)
    megabytes = fmt.number(size / 1_000_000, 1)
    print(
        f"Notes écrites : {folder} ({fmt.plural(len(names), 'note')}, {megabytes} Mo, {seconds} s)"
    )
    return 0


def _progress(done: int, total: int) -> None:
    print(f"  {fmt.number(done)} sur {fmt.plural(total, 'note')}", file=sys.stderr, flush=True)
