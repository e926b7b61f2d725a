"""Contrôle les empreintes des fichiers de ce paquet, sans rien installer : python verifier.py.

Pour recalculer aussi chaque chiffre de chaque note : python -m tdi verifier paquet.zip.
"""

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LISTE = "paquet.json"


def main() -> int:
    """Say which files are missing, changed or unlisted; 1 when there is any."""
    listed = json.loads((HERE / LISTE).read_text("utf-8"))["fichiers"]
    present = {
        path.relative_to(HERE).as_posix(): path
        for path in HERE.rglob("*")
        if path.is_file() and path != HERE / LISTE
    }
    faults = [f"ajouté : {name}" for name in sorted(present.keys() - listed.keys())]
    for name in sorted(listed):
        if name not in present:
            faults.append(f"absent : {name}")
        elif hashlib.sha256(present[name].read_bytes()).hexdigest() != listed[name]["sha256"]:
            faults.append(f"modifié : {name}")
    if faults:
        print(*faults, sep="\n")
        print(f"{len(faults)} écart(s) sur {len(listed)} fichiers.")
        return 1
    print(f"{len(listed)} fichiers conformes à {LISTE}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
