"""Check a bundle from end to end: its files, its data, every figure of every note, every page.

The data are opened by the code that serves the dashboard, in a folder of their own; nothing that
is published here is read, nothing is changed.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path, PurePosixPath

from tdi import db, fmt, manifest
from tdi.editions import Edition
from tdi.errors import DataError, TdiError
from tdi.filters import Filters
from tdi.paquet import accueil, contenu, lecture, programme, traces
from tdi.paquet.fichier import DONNEES, NOTES, PAGE, REQUETES, TRACES, Liste
from tdi.paquet.fichier import read as read_zip
from tdi.paquet.traces import Carnets, Kept

_DATA = "TDI_DATA"


@dataclass(frozen=True)
class Constat:
    """What was verified together: its name, how much there was, what is wrong, what to know."""

    subject: str
    size: str
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def verify(
    path: Path, progress: Callable[[int, int], None] = lambda *_: None, workers: int = 0
) -> Iterator[Constat]:
    """Yield what is found of the files, the data, the queries, then of each recueil of notes.

    Raises DataError when `path` is no bundle, or cannot be read without risk.
    """
    liste, files, faults = read_zip(path)
    yield Constat("Fichiers du paquet", fmt.plural(len(files), "fichier"), tuple(faults))
    if TRACES not in files:
        raise DataError(f"« {path} » n’a pas de {TRACES} : aucun chiffre ne peut être recalculé.")
    carnets = traces.read(files[TRACES])
    with _unpacked(liste.jeu, files):
        yield _data(liste, carnets, files)
        yield _queries(liste, files)
        yield first_page(liste, carnets, files)
        yield from _notes(liste, carnets, files, progress, workers)


@contextmanager
def _unpacked(jeu: str, files: dict[str, bytes]) -> Iterator[None]:
    """Let the data of a bundle be the published ones, for this process and those it starts."""
    before = os.environ.get(_DATA)
    with tempfile.TemporaryDirectory(prefix="tdi-paquet-") as folder:
        for name, content in files.items():
            if name.startswith(f"{DONNEES}/{jeu}/"):
                target = Path(folder, *PurePosixPath(name).parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        os.environ[_DATA] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ[_DATA]
            else:
                os.environ[_DATA] = before


def _data(liste: Liste, carnets: Carnets, files: dict[str, bytes]) -> Constat:
    """Open the data as the dashboard does: every fingerprint down from the index."""
    held = [name for name in files if name.startswith(f"{DONNEES}/")]
    size = fmt.plural(len(held), "fichier")
    try:
        edition = db.open_jeu(liste.jeu).edition
    except TdiError as error:
        return Constat("Données", size, (str(error),))
    unavailable = db.open_jeu(liste.jeu).unavailable
    faults = [*edition.quarantine.values(), *dict.fromkeys(unavailable.values())]
    if edition.version != liste.version:
        faults.append("L’index des données n’est pas celui que le paquet annonce.")
    if liste.instantane not in edition.snapshots:
        faults.append(f"L’instantané du {liste.instantane:%d/%m/%Y} n’est pas dans les données.")
    told = (carnets.jeu, carnets.instantane, carnets.avertissement)
    if told != (liste.jeu, liste.instantane, liste.avertissement):
        faults.append(f"{TRACES} est d’un autre instantané ou d’un autre jeu de données.")
    if not edition.quarantine:
        listed = {f"{DONNEES}/{liste.jeu}/{name}" for name in published(edition)}
        faults += [f"« {name} » n’est dans aucun manifeste." for name in held if name not in listed]
    return Constat("Données", size, tuple(faults), (f"Index, SHA-256 : {edition.version}",))


def published(edition: Edition) -> list[str]:
    """Return the paths of what a state of a data set needs to be read: index, manifests, tables.

    Of a snapshot withdrawn from view, its manifest only.
    """
    states = (edition.index, *edition.snapshots.values())
    references = {manifest.reference_path(file) for state in states for file in state.references}
    days = [manifest.snapshot_path(listed.date) for listed in edition.index.every()]
    facts = [
        manifest.fact_path(file.table, day)
        for day, snapshot in edition.snapshots.items()
        for file in snapshot.tables
    ]
    return [manifest.FILE_NAME, *days, *sorted(references), *facts]


def _queries(liste: Liste, files: dict[str, bytes]) -> Constat:
    """Compare the queries of the bundle with those of this program, which compute again."""
    held = {name: text for name, text in files.items() if name.startswith(f"{REQUETES}/")}
    told = [
        f"« {name} » n’est pas celle de ce programme, qui recalcule avec la sienne."
        for name, text in held.items()
        if programme.query(name.removeprefix(f"{REQUETES}/")) != text
    ]
    if liste.programme != programme.fingerprint():
        told.append(
            "Le paquet a été fait par une autre version du programme : une phrase peut en différer "
            "sans qu’un chiffre soit faux."
        )
    return Constat("Requêtes", fmt.plural(len(held), "fichier"), notes=tuple(told))


def first_page(liste: Liste, carnets: Carnets, files: dict[str, bytes]) -> Constat:
    """Make the first page again: by the program that made it, its bytes are the same."""
    size = fmt.plural(1, "page")
    if liste.programme != programme.fingerprint():
        return Constat(PAGE, size, notes=("Autre version du programme : page non refaite.",))
    filters = Filters(jeu=liste.jeu, snapshot_date=f"{liste.instantane}")
    try:
        made = accueil.page(contenu.gather(filters), list(carnets.notes)).encode()
    except (TdiError, LookupError, ValueError) as error:
        return Constat(PAGE, size, (f"Elle ne peut pas être refaite ({error}).",))
    faults = () if made == files.get(PAGE) else ("Ce n’est pas celle que donnent les données.",)
    return Constat(PAGE, size, faults)


def _notes(
    liste: Liste,
    carnets: Carnets,
    files: dict[str, bytes],
    progress: Callable[[int, int], None],
    workers: int,
) -> Iterator[Constat]:
    held = [name for name in files if name.startswith(f"{NOTES}/")]
    by_recueil: dict[str, list[Kept]] = {name: [] for name in sorted(held)}
    for kept in carnets.notes:
        by_recueil.setdefault(kept.place.recueil, []).append(kept)
    filters = Filters(jeu=liste.jeu, snapshot_date=f"{liste.instantane}")
    done = 0
    with ProcessPoolExecutor(workers or os.cpu_count(), get_context("spawn")) as pool:
        asked = [
            (name, notes, pool.submit(_recueil, files.get(name), notes, filters))
            for name, notes in by_recueil.items()
        ]
        for name, notes, future in asked:
            done += len(notes)
            progress(done, len(carnets.notes))
            figures = sum(len(kept.note.traces) for kept in notes)
            size = f"{fmt.plural(len(notes), 'note')}, {fmt.plural(figures, 'chiffre')}"
            yield Constat(name, size, tuple(future.result()))


def _recueil(content: bytes | None, notes: list[Kept], filters: Filters) -> list[str]:
    """Return what is wrong with the notes of one PDF."""
    faults = [
        f"{kept.place.label} : {told}."
        for kept in notes
        for told in traces.differences(kept, filters)
    ]
    if content is None:
        return [*faults, "Le PDF manque."]
    try:
        pages = lecture.pages(content)
    except DataError as error:
        return [*faults, str(error)]
    if sorted(kept.place.feuille for kept in notes) != list(range(1, len(pages) + 1)):
        return [*faults, f"Le PDF a {len(pages)} pages, pour {len(notes)} notes décrites."]
    return faults + [
        f"{kept.place.label} : {told}."
        for kept in notes
        for told in lecture.differences(pages[kept.place.feuille - 1], kept.note.page)
    ]
