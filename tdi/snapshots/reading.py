"""A path that a stranger filled → sheets of text cells, or French faults; never an exception.

The file is opened once, without following a symbolic link, and read whole: what is fingerprinted is
what is parsed, whatever happens to the file meanwhile. Its kind is told by its first bytes, not
by its name. XLSX and Parquet parsers run in a child process with hard limits (`reading_child`).
"""

import errno
import os
import stat
from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tdi.snapshots import limits, reading_child, reading_csv, reading_parquet
from tdi.snapshots.faults import Fault, blocking, counted, quoted, shown
from tdi.snapshots.sheets import Reading

_KINDS = {".xlsx": "xlsx", ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".parquet": "parquet"}
_SIGNATURES = {b"PK\x03\x04": "xlsx", b"PAR1": "parquet"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a file system takes; two names cut shorter could be shown as the same one.
_LONGEST_NAME = 255
_ACCEPTED = "un fichier .xlsx, .csv ou .parquet"
_SAVE_AS = "Dans votre tableur : Fichier, Enregistrer sous, « Classeur Excel (.xlsx) »."


def read(path: Path, known_labels: Collection[str] = (), *, isolated: bool = True) -> Reading:
    """Read every table of a file, as text, and tell every fault of its form.

    `known_labels` are the labels (or technical names) the caller understands: they tell the header
    row from the lines that may come before it, and the separator of a CSV file. `isolated` is given
    up only for a Parquet file that this programme wrote, once its fingerprint is checked: a child
    process for each file is most of the time of a verification.
    """
    file = shown(path.name, _LONGEST_NAME)
    kind = _KINDS.get(path.suffix.lower())
    refusal = _name_fault(path, file, kind)
    if refusal or kind is None:
        return Reading(faults=[refusal] if refusal else [])
    content = _content(path, file, limits.FILE_BYTES[kind])
    if isinstance(content, Fault):
        return Reading(faults=[content])
    fingerprint = sha256(content).hexdigest()
    refusal = _content_fault(content, file, kind)
    if refusal:
        return Reading(faults=[refusal], sha256=fingerprint)
    if kind == "csv":
        reading = reading_csv.read(content, file, known_labels)
    elif kind == "parquet" and not isolated:
        reading = reading_parquet.read(content, file, known_labels)
    else:
        reading = reading_child.read(kind, content, file, known_labels)
    return replace(reading, sha256=fingerprint)


def _name_fault(path: Path, file: str, kind: str | None) -> Fault | None:
    if shown(path.name, len(path.name)) != path.name or "\\" in path.name:
        message = f"Le nom {quoted(path.name)} contient des caractères interdits."
        expected = "des lettres, chiffres, espaces, tirets et points"
        return blocking(file=file, message=message, value=file, expected=expected)
    if kind is None:
        ending = quoted(path.suffix) if path.suffix else "sans extension"
        message = f"Ce format n’est pas lu : {ending}."
        suggestion = _SAVE_AS if path.suffix.lower().startswith((".xl", ".ods")) else None
        return blocking(file=file, message=message, expected=_ACCEPTED, suggestion=suggestion)
    return None


def _content(path: Path, file: str, most: int) -> bytes | Fault:
    """Whole content of a regular file, or why it cannot be had."""
    # Without O_NONBLOCK, opening a named pipe would wait for ever.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags), "rb") as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                return blocking(file=file, message="Ce n’est pas un fichier.", expected=_ACCEPTED)
            content = source.read(most + 1)
    except ValueError:
        return blocking(file=file, message="Le chemin du fichier n’est pas valable.")
    except OSError as error:
        return blocking(file=file, message=_system_message(error))
    if not content:
        return blocking(file=file, message="Le fichier est vide.")
    if len(content) > most:
        megabytes = most // limits.MEBI
        return blocking(file=file, message=f"Le fichier dépasse {counted(megabytes)} Mo.")
    return content


def _system_message(error: OSError) -> str:
    messages = {
        errno.ENOENT: "Le fichier n’existe pas.",
        errno.ENOTDIR: "Le fichier n’existe pas.",
        errno.EACCES: "Vous n’avez pas le droit de lire ce fichier.",
        errno.EPERM: "Vous n’avez pas le droit de lire ce fichier.",
        errno.EISDIR: "C’est un dossier, pas un fichier.",
        errno.ELOOP: "C’est un lien symbolique : indiquez le fichier lui-même.",
        errno.ENAMETOOLONG: "Le nom du fichier est trop long.",
    }
    return messages.get(error.errno or 0, "Le système ne parvient pas à lire ce fichier.")


def _content_fault(content: bytes, file: str, kind: str) -> Fault | None:
    """Refuse what is not of the kind its name says."""
    if content.startswith(_OLD_OFFICE):
        message = "C’est un classeur protégé par un mot de passe ou d’un ancien format (.xls)."
        return blocking(file=file, message=message, expected=_ACCEPTED, suggestion=_SAVE_AS)
    found = next((kind for start, kind in _SIGNATURES.items() if content.startswith(start)), "csv")
    if found == kind:
        return None
    wanted = {"xlsx": "un classeur Excel", "csv": "un fichier texte", "parquet": "un Parquet"}
    message = "Le contenu du fichier ne correspond pas à son extension, ou il est abîmé."
    return blocking(file=file, message=message, expected=wanted[kind])
