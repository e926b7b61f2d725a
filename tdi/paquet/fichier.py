"""The ZIP of a bundle: what it lists of itself, written with the same bytes, read with suspicion.

`paquet.json` lists every other file with its size and fingerprint. What it does not list, what is
missing, what is larger than it says, what could leave the folder where it is unpacked is refused.
"""

import hashlib
import re
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tdi import fmt
from tdi.errors import DataError, reason
from tdi.snapshots.lot import JEU_PATTERN, SHA256_PATTERN

LISTE, TRACES, PAGE = "paquet.json", "traces.json", "index.html"
DONNEES, NOTES, REQUETES = "donnees", "notes", "requetes"
FORMAT = "1"
# Far above what a bundle holds (2 500 files, 50 MB), far under what harms a machine.
_MOST_FILES, _MOST_BYTES = 20_000, 400 << 20
_NAME = re.compile(r"[\w=-][\w.=-]*(?:/[\w=-][\w.=-]*)*", re.ASCII)
# A file of the archive, not a link; read by all.
_MODE = 0o100644 << 16
_UNIX = 3


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fichier(_Strict):
    """A file of the bundle: its size and its fingerprint."""

    taille: int = Field(ge=0)
    sha256: str = Field(pattern=SHA256_PATTERN)


class Liste(_Strict):
    """What a bundle says of itself.

    `version` is the fingerprint of the index of the data set; `programme` that of the program that
    made it.
    """

    format: str = Field(pattern=f"^{FORMAT}$")
    jeu: str = Field(pattern=JEU_PATTERN)
    instantane: date
    avertissement: str
    version: str = Field(pattern=SHA256_PATTERN)
    programme: str = Field(pattern=SHA256_PATTERN)
    fichiers: dict[str, Fichier]


def described(content: bytes) -> Fichier:
    """Return the size and the fingerprint of a file."""
    return Fichier(taille=len(content), sha256=hashlib.sha256(content).hexdigest())


def write(path: Path, liste: Liste, files: dict[str, bytes]) -> None:
    """Write a bundle; every moment in it is the day of its snapshot, whenever it is made."""
    day = liste.instantane
    every = {LISTE: (liste.model_dump_json(indent=1) + "\n").encode(), **files}
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(every):
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, _MODE
            entry.create_system = _UNIX
            archive.writestr(entry, every[name], compresslevel=9)


def read(path: Path) -> tuple[Liste, dict[str, bytes], list[str]]:
    """Return what a bundle lists, its files, and what is wrong with them, in French.

    Raises DataError when it cannot be read without risk, or is no bundle.
    """
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse(path, entries)
            read = _reader(path, archive)
            liste = _listed(path, read(LISTE, _MOST_BYTES))
            present = {entry.filename for entry in entries} - {LISTE}
            faults = [
                *(
                    f"« {name} » n’est pas dans {LISTE} : ajouté au paquet, il n’est pas lu."
                    for name in sorted(present - set(liste.fichiers))
                ),
                *(
                    f"« {name} » manque au paquet."
                    for name in sorted(set(liste.fichiers) - present)
                ),
            ]
            files = {}
            for name in sorted(present & set(liste.fichiers)):
                content = read(name, liste.fichiers[name].taille)
                faults += _altered(name, content, liste.fichiers[name])
                files[name] = content
    except OSError as error:
        raise DataError(f"« {path} » ne peut pas être lu : {reason(error)}.") from error
    except (BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"« {path} » n’est pas un ZIP lisible.") from error
    return liste, files, faults


def _refuse(path: Path, entries: list[ZipInfo]) -> None:
    """Refuse, before anything is unpacked, what no bundle contains."""
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise DataError(f"« {path} » est démesuré : rien n’en est lu.")
    names = [entry.filename for entry in entries]
    folded = {name.casefold() for name in names}
    folders = {f"{folder}" for name in folded for folder in PurePosixPath(name).parents}
    if len(folded) < len(names) or folded & folders:
        raise DataError(f"« {path} » contient deux fichiers de même nom : rien n’en est lu.")
    for entry in entries:
        kind = entry.external_attr >> 16 & 0o170000
        is_plain = kind in (0, 0o100000) and not entry.flag_bits & 1
        is_read = entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)
        if not (_NAME.fullmatch(entry.filename) and is_plain and is_read):
            raise DataError(
                f"« {path} » contient « {entry.filename[:80]} », nom ou sorte de fichier qu’aucun "
                "paquet n’a : rien n’en est lu."
            )
    if LISTE not in names:
        raise DataError(f"« {path} » n’est pas un paquet : il n’a pas de {LISTE}.")


def _reader(path: Path, archive: ZipFile) -> Callable[[str, int], bytes]:
    left = _MOST_BYTES

    def read(name: str, size: int) -> bytes:
        """Read no more than what is announced, and one byte, which tells that there was more."""
        nonlocal left
        try:
            with archive.open(name) as stream:
                content = stream.read(min(size, left) + 1)
        except (BadZipFile, zlib.error):
            # What the archive holds of it is damaged: the fingerprint says so, file by file.
            return b""
        left -= len(content)
        if left < 0:
            raise DataError(f"« {path} » est démesuré : rien n’en est lu.")
        return content

    return read


def _listed(path: Path, content: bytes) -> Liste:
    try:
        return Liste.model_validate_json(content)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "contenu"
        raise DataError(f"« {path} » : {LISTE} est illisible (« {place} »).") from error


def _altered(name: str, content: bytes, expected: Fichier) -> list[str]:
    found = described(content)
    if found == expected:
        return []
    if not content and expected.taille:
        return [f"« {name} » est endommagé : il ne se lit pas."]
    return [
        f"« {name} » est endommagé ou modifié : empreinte attendue {expected.sha256[:12]}…, "
        f"trouvée {found.sha256[:12]}… ({fmt.plural(expected.taille, 'octet')} attendus)."
    ]
