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


def stem(filters: Filters, region: str) -> str:
    """Name a pack after its region, phase and snapshot; a fiction says so first (R11)."""
    name = f"comite-{slug(region)}-phase-{filters.phase}-{filters.snapshot_date}"
    return f"{FICTION}-{name}" if mots.of(filters.jeu).avertissement else name


def files(dossier: Dossier) -> dict[str, bytes]:
    """Return every file under its name; the demands only where somebody owes figures."""
    made = {
        f"{stem(dossier.filters, dossier.region)}{suffix}": write(dossier)
        for suffix, write in _PAPERS.items()
    }
    letters = dossier.letters()
    name = f"{FICTION}-{LETTERS}" if dossier.fiction else LETTERS
    return made | ({name: letters} if letters else {})


def names(dossier: Dossier) -> list[str]:
    """Return the names that the files may have, whoever owes figures."""
    every = [f"{stem(dossier.filters, dossier.region)}{suffix}" for suffix in _PAPERS]
    return [*every, LETTERS, f"{FICTION}-{LETTERS}"]


def archive(dossier: Dossier) -> bytes:
    """Return the files as one ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files(dossier).items():
            written.writestr(name, content)
    return packed.getvalue()
