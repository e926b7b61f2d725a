"""`envoyer`: write, for each région, the mail that follows a publication; sends nothing."""

import argparse
from dataclasses import replace
from pathlib import Path

from tdi import arguments, courriel, fmt
from tdi.errors import UsageError
from tdi.filters import PHASES, Filters
from tdi.notes.lot import fetch
from tdi.results import compute
from tdi.snapshots import outputs

HELP = (
    "Écrit pour chaque région le courriel (EML, note jointe) qui suit une publication : ce qui a "
    "changé, alertes, décisions à suivre. N’envoie rien et n’invente aucune adresse."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    arguments.add_jeu(parser)
    parser.add_argument(
        "--depuis",
        type=arguments.day,
        metavar="AAAA-MM-JJ",
        help="instantané lu la fois d’avant (le précédent si rien n’est dit)",
    )
    arguments.add_date(parser)
    parser.add_argument("--region", metavar="RÉGION", help="nom ou code : cette seule région")
    parser.add_argument(
        "--phase", type=int, choices=tuple(PHASES), default=1, help="1 si rien n’est dit"
    )
    arguments.add_output(parser, "DOSSIER", "courriels_JEU_DATE")


def run(options: argparse.Namespace) -> int:
    """Write the mails in a folder that appears whole; say which régions have nothing new."""
    filters, _ = arguments.selection(options)
    base = _base(filters, options.depuis and str(options.depuis))
    folder = options.sortie or Path(f"courriels_{filters.jeu}_{filters.snapshot_date}")
    found = compute("filtres/regions", filters.without("region_code")).records()
    codes = {row["region_code"]: row["region_name"] for row in found}
    if filters.region_code:
        codes = {filters.region_code: codes[filters.region_code]}
    # Opened first: a folder that may not be written is refused before the work, not after.
    with outputs.appearing(folder, replace=options.remplacer, replaceable=_ours(folder)) as draft:
        draft.mkdir()
        made = {
            name: courriel.write(replace(filters, region_code=code), base, fetch)
            for code, name in codes.items()
        }
        mails = {one.file_name: one for one in made.values() if one}
        for name, one in mails.items():
            (draft / name).write_bytes(one.as_bytes())
    for name, one in made.items():
        print(f"{name} : {one.file_name if one else 'rien de nouveau, aucun courriel'}")
    print(f"Courriels écrits : {folder} ({fmt.plural(len(mails), 'courriel')})")
    return 0


def _base(filters: Filters, asked: str | None) -> str:
    """Return the snapshot compared with; UsageError unless it was published before the one told of.

    Without one, the previous.
    """
    listed = compute("filtres/instantanes", filters).only(etat="Publié")
    days = sorted(f"{day:%Y-%m-%d}" for day in listed.frame["snapshot_date"])
    before = [day for day in days if day < str(filters.snapshot_date)]
    if not before or (asked and asked not in before):
        told = f" au {fmt.iso_day(asked)}" if asked else ""
        raise UsageError(
            f"Aucun instantané publié{told}, avant celui du {fmt.iso_day(filters.snapshot_date)}."
        )
    _check_phase(filters)
    return asked or before[-1]


def _check_phase(filters: Filters) -> None:
    phases = list(compute("filtres/phases", filters).frame["phase"])
    if filters.phase not in phases:
        raise UsageError(
            f"La {PHASES[filters.phase].lower()} n’était pas annoncée au "
            f"{fmt.iso_day(filters.snapshot_date)}."
        )


def _ours(folder: Path) -> list[str]:
    """Return the mails that an earlier run may have left: those are replaced, nothing else is."""
    return [path.name for path in folder.glob("courriel_*.eml")] if folder.is_dir() else []
