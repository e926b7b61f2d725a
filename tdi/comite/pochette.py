"""The files of a pack: three papers of one content, and the texts of the demands to send."""

import io
import zipfile
from collections.abc import Callable

from tdi import mots
from tdi.comite import classeur, deck, livret
from tdi.comite.contenu import Dossier
from tdi.filters import Filters
from tdi.mots import FICTION
from tdi.snapshots.names import slug

_PAPERS: dict[str, Callable[[Dossier], bytes]] = {
    ".pdf": livret.write,
    ".pptx": deck.write,
    ".xlsx": classeur.write,
}
LETTERS = "demandes.txt"
# How many times `files` tells that a file is done, the demands included.
STEP_COUNT = len(_PAPERS) + 1


def stem(filters: Filters, region: str) -> str:
    """Name a pack after its region, phase and snapshot; a fiction says so first (R11)."""
    name = f"comite-{slug(region)}-phase-{filters.phase}-{filters.snapshot_date}"
    return f"{FICTION}-{name}" if mots.of(filters.jeu).avertissement else name


def files(dossier: Dossier, done: Callable[[str], object] = lambda name: None) -> dict[str, bytes]:
    """Return every file under its name; the demands only where somebody owes figures.

    `done` is told the name of each once it is there.
    """
    made: dict[str, bytes] = {}
    for suffix, write in _PAPERS.items():
        name = f"{stem(dossier.filters, dossier.region)}{suffix}"
        made[name] = write(dossier)
        done(name)
    letters = dossier.letters()
    done("textes des demandes")
    name = f"{FICTION}-{LETTERS}" if dossier.fiction else LETTERS
    return made | ({name: letters} if letters else {})


def names(dossier: Dossier) -> list[str]:
    """Return the names that the files may have, whoever owes figures."""
    every = [f"{stem(dossier.filters, dossier.region)}{suffix}" for suffix in _PAPERS]
    return [*every, LETTERS, f"{FICTION}-{LETTERS}"]


def archive(dossier: Dossier, done: Callable[[str], object] = lambda name: None) -> bytes:
    """Return the files as one ZIP, telling `done` of each."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files(dossier, done).items():
            written.writestr(name, content)
    return packed.getvalue()
