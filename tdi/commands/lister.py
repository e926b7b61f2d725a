"""`lister`: print the snapshots of a data set."""

import argparse

from tdi import arguments, editions, fmt, manifest
from tdi.editions import Edition
from tdi.manifest import Listed
from tdi.snapshots import publishing

HELP = "Liste les instantanés d’un jeu de données, du plus récent au plus ancien."
_HEADINGS = ("Instantané", "État", "Publié le", "Lignes", "Producteur", "Remarque")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    arguments.add_jeu(parser)


def run(options: argparse.Namespace) -> int:
    """Print one line a snapshot, columns aligned."""
    depot = publishing.open_depot(options.jeu)
    edition = editions.check(depot, *manifest.read_index(depot))
    rows = [_HEADINGS, *(_row(edition, one) for one in reversed(edition.index.every()))]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).strip())
    if len(rows) == 1:
        print("Aucun instantané.")
    return 0


def _row(edition: Edition, listed: Listed) -> tuple[str, ...]:
    snapshot = edition.snapshots.get(listed.date) or edition.withdrawn.get(listed.date)
    state, notes = "publié", []
    if isinstance(listed, manifest.Withdrawn):
        state = "retiré"
        notes.append(f"retiré le {listed.retire_le:%d/%m/%Y} : {listed.motif}")
    elif listed.date in edition.quarantine:
        state = "en quarantaine"
        notes.append(edition.quarantine[listed.date])
    if snapshot and snapshot.corrige:
        notes.append(f"corrige {snapshot.corrige.date:%d/%m/%Y} : {snapshot.corrige.motif}")
    notes += [
        f"corrigé par {day:%d/%m/%Y}"
        for day, other in edition.snapshots.items()
        if other.corrige and other.corrige.date == listed.date
    ]
    return (
        f"{listed.date:%d/%m/%Y}",
        state,
        f"{snapshot.publie_le:%d/%m/%Y}" if snapshot else "—",
        fmt.number(sum(file.row_count for file in snapshot.tables)) if snapshot else "—",
        snapshot.producteur or "—" if snapshot else "—",
        " ; ".join(notes),
    )
