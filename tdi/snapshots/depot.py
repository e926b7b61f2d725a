"""The one small door to the files of a data set: a local folder now, an object store later.

A file is there whole or not at all: it is written aside, flushed to the disk, then renamed. What a
killed writer leaves aside has a name that readers never see, and the next writer sweeps it.
"""

import errno
import fcntl
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tdi.errors import DataError, reason

LOCK = ".verrou"
LOCK_WAIT = 3.0
_UNFINISHED = ".inacheve"
_CHUNK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True)
class Depot:
    """The files of one data set, called by their path inside it (`enjeux.parquet`)."""

    folder: Path

    def local(self, name: str) -> Path:
        """Return a path of this machine where the file can be read."""
        return self.folder / name

    def read(self, name: str) -> bytes:
        """Return the content of a file; FileNotFoundError when there is none."""
        return self.local(name).read_bytes()

    def exists(self, name: str) -> bool:
        """Whether the file is there."""
        return self.local(name).is_file()

    def stamp(self, name: str) -> tuple[int, int, int]:
        """Return what changes each time the file is replaced; FileNotFoundError without it."""
        found = self.local(name).stat()
        return found.st_ino, found.st_mtime_ns, found.st_size

    def names(self) -> list[str]:
        """Return every finished file, sorted."""
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        )

    def sha256(self, name: str) -> str:
        """Hexadecimal SHA-256 of a file."""
        return sha256(self.local(name))

    def write(self, name: str, content: bytes) -> str:
        """Put `content` under `name`, atomically and durably; return its SHA-256.

        Raises DataError when the disk refuses: what was there before is still there.
        """
        return self._put(name, [content])

    def copy(self, name: str, source: Path) -> str:
        """Put a copy of the file `source` under `name`, as `write` does."""
        try:
            # A link planted in a received folder must not publish another file of the machine.
            descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError as error:
            raise DataError(f"« {source} » ne se lit pas.") from error
        with os.fdopen(descriptor, "rb") as stream:
            return self._put(name, iter(lambda: stream.read(_CHUNK), b""))

    def remove(self, name: str) -> None:
        """Remove a file and the folders it leaves empty; nothing when it is not there."""
        path = self.local(name)
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == self.folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()

    @contextmanager
    def lock(self, wait: float = LOCK_WAIT) -> Iterator[None]:
        """Hold the only right to write; raises DataError when another one keeps it past `wait`."""
        deadline = time.monotonic() + wait
        with self._opened_lock() as stream:
            while not _locked(stream):
                if time.monotonic() > deadline:
                    raise DataError(
                        f"Une autre publication est en cours dans le jeu « {self.folder.name} » : "
                        "rien n’a été changé. Recommencer quand elle sera terminée."
                    )
                time.sleep(0.05)
            self._sweep()
            yield

    def _opened_lock(self) -> BinaryIO:
        path = self.folder / LOCK
        try:
            _make_folder(path.parent)
            return path.open("ab")
        except OSError as error:
            raise DataError(_explain(error, f"{self.folder.name}/{LOCK}")) from error

    def _put(self, name: str, chunks: Iterable[bytes]) -> str:
        path = self.local(name)
        unfinished = path.with_name(f".{path.name}{_UNFINISHED}")
        digest = hashlib.sha256()
        try:
            _make_folder(path.parent)
            with unfinished.open("wb") as stream:
                for chunk in chunks:
                    digest.update(chunk)
                    _pour(stream, chunk)
                _flush(stream)
            _rename(unfinished, path)
            _flush_folder(path.parent)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise DataError(_explain(error, f"{self.folder.name}/{name}")) from error
        return digest.hexdigest()

    def _sweep(self) -> None:
        for path in self.folder.rglob(f".*{_UNFINISHED}"):
            path.unlink(missing_ok=True)


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# One function per act on the disk: the tests make each of them fail, or the process die in it.
def _pour(stream: BinaryIO, chunk: bytes) -> None:
    stream.write(chunk)


def _flush(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _rename(unfinished: Path, path: Path) -> None:
    unfinished.replace(path)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    """Make renames inside `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _locked(stream: BinaryIO) -> bool:
    # The system lets go of the lock when the process dies: a killed publisher blocks nobody.
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _explain(error: OSError, what: str) -> str:
    if error.errno in _FULL:
        return f"Le disque est plein : « {what} » n’a pas été écrit."
    if error.errno in _FORBIDDEN:
        return f"« {what} » ne peut pas être écrit : le dossier des données refuse l’écriture."
    return f"« {what} » ne peut pas être écrit : {reason(error)}."
