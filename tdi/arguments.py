"""What the commands read alike on their command line: dates, moments, the data set."""

import argparse
from datetime import UTC, date, datetime

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
