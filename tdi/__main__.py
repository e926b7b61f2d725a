"""The command line, `python -m tdi`: one sub-command per module of `tdi.commands`.

Exit codes: 0 done; 1 faults in the data, or a verification that fails; 2 wrong usage; 3 refused or
impossible (lock, disk, unknown). An error is a French sentence, never a traceback.
"""

import argparse
import gettext
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from tdi import commands
from tdi.errors import TdiError, UsageError

LOCALE = Path(__file__).with_name("locale")
DESCRIPTION = (
    "Du relevé d’un opérateur ou d’une région à l’instantané publié : préparer un classeur à "
    "remplir, vérifier et importer des fichiers, publier, retirer, vérifier."
)
EPILOG = (
    "Codes de retour : 0, fait ; 1, fautes dans les données ou vérification en échec ; "
    "2, commande mal écrite ; 3, refusé ou impossible."
)


def build_parser(asked: str | None = None) -> argparse.ArgumentParser:
    """Return the parser with every sub-command; argparse's own words come from `tdi/locale`.

    Only the one `asked` for, when it is one: what the others import costs a second.
    """
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("argparse", LOCALE)
    gettext.textdomain("argparse")
    parser = argparse.ArgumentParser("python -m tdi", description=DESCRIPTION, epilog=EPILOG)
    subparsers = parser.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    names = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    for name in [asked] if asked in names else names:
        command = import_module(f"tdi.commands.{name}")
        subparser = subparsers.add_parser(name, help=command.HELP, description=command.HELP)
        command.configure(subparser)
        subparser.set_defaults(run=command.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = build_parser(given[0] if given else None).parse_args(given)
    try:
        return options.run(options)
    except UsageError as error:
        print(f"Erreur : {error}", file=sys.stderr)
        return 2
    except TdiError as error:
        print(f"Erreur : {error}", file=sys.stderr)
        return 3
    except BrokenPipeError:
        # The reader of our lines (`| head`) left; nothing more is to be said, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Interrompu : rien n’a été publié ni laissé à moitié écrit.", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
