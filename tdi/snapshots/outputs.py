"""What a command writes for a reader appears whole or not at all, and replaces nothing unasked."""

import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from tdi.errors import DataError, reason


@contextmanager
def appearing(path: Path, *, replace: bool, replaceable: Collection[str] = ()) -> Iterator[Path]:
    """Yield where to write what becomes `path`, file or folder, once it is whole.

    Raises DataError when `path` exists, unless `replace`; a folder is replaced only when it holds
    nothing but `replaceable` names. Raises DataError too when the disk refuses.
    """
    if os.path.lexists(path):
        _refuse(path, replace, replaceable)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as draft:
            made = Path(draft) / "nouveau"
            yield made
            if path.is_dir() and not path.is_symlink():
                # No call replaces a folder that is not empty: the old one leaves first.
                old = path.rename(Path(draft) / "ancien")
                try:
                    made.replace(path)
                except BaseException:
                    old.rename(path)
                    raise
            else:
                made.replace(path)
    except FileCreateError as error:
        raise DataError(f"« {path} » ne peut pas être écrit.") from error
    except OSError as error:
        raise DataError(f"« {path} » ne peut pas être écrit : {reason(error)}.") from error


def _refuse(path: Path, replace: bool, replaceable: Collection[str]) -> None:
    if not replace:
        raise DataError(
            f"« {path} » existe : rien n’est écrit, pour ne pas perdre ce qui y a été saisi. "
            "Choisir un autre nom (--sortie), ou --remplacer."
        )
    if path.is_dir() and not {one.name for one in path.iterdir()} <= set(replaceable):
        raise DataError(f"« {path} » contient autre chose qu’un export : rien n’y est écrit.")
