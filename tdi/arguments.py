"""What the commands read alike on their command line: dates, data set, selection, output."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from tdi.errors import UsageError
from tdi.filters import Filters
from tdi.results import compute
from tdi.snapshots import known, perimeter

JEU_HELP = "jeu de données (« public » si rien n’est dit)"


def day(text: str) -> date:
    """Read « 2024-11-21 » or « 21/11/2024 »; argparse says the refusal in French."""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"« {text} » n’est pas une date AAAA-MM-JJ ou JJ/MM/AAAA")


def moment(text: str) -> datetime:
    """Read an ISO moment, in universal time when it names no other."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"« {text} » n’est pas un moment AAAA-MM-JJTHH:MM:SS"
        ) from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def add_jeu(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the data set."""
    parser.add_argument("--jeu", default="public", help=JEU_HELP)


def add_date(parser: argparse.ArgumentParser) -> None:
    """Add the option that names a snapshot."""
    parser.add_argument(
        "--date",
        type=day,
        metavar="AAAA-MM-JJ",
        help="date de l’instantané (le dernier si rien n’est dit)",
    )


def add_output(parser: argparse.ArgumentParser, metavar: str, default: str) -> None:
    """Add the options of what is written: where (`default` in words), and whether over another."""
    parser.add_argument(
        "--sortie",
        type=Path,
        metavar=metavar,
        help=f"{metavar.lower()} à écrire (par défaut\u00a0: {default})",
    )
    parser.add_argument(
        "--remplacer", action="store_true", help="remplace ce qui existe sous ce nom"
    )


def add_phase(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which phase's territoires are known by their name."""
    parser.add_argument(
        "--phase",
        type=int,
        choices=(1, 2),
        default=1,
        help="phase des territoires donnés par leur nom (1 si rien n’est dit) ; un identifiant "
        "dit la sienne",
    )


def selection(options: argparse.Namespace) -> tuple[Filters, str]:
    """Return the filters that `--jeu --date --region --phase` ask for, and the place in words.

    Without a date, the last published snapshot. Raises UsageError naming what is unknown.
    """
    facts = known.load(options.jeu, options.phase)
    code = perimeter.find_id(facts, "regions", options.region) if options.region else None
    snapshots = compute("filtres/instantanes", Filters(jeu=options.jeu)).only(etat="Publié")
    days = [f"{day:%Y-%m-%d}" for day in snapshots.frame["snapshot_date"]]
    asked = str(options.date) if options.date else next(iter(days), None)
    if asked not in days:
        near = f" Le plus proche : {_nearest(options.date, days)}." if days else ""
        raise UsageError(f"Aucun instantané publié à cette date : {asked}.{near}")
    filters = Filters(jeu=options.jeu, snapshot_date=asked, phase=options.phase, region_code=code)
    return filters, perimeter.find(facts, code, []).region or "France entière"


def _nearest(asked: date, days: list[str]) -> str:
    return min(days, key=lambda one: (abs(date.fromisoformat(one) - asked), one))
