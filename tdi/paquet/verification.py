"""Check a bundle from end to end: its files, its data, every figure of every note, every page.

The data are opened by the code that serves the dashboard, in a folder of their own; nothing that
is published here is read, nothing is changed.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path, PurePosixPath

from tdi import fmt
from tdi.errors import DataError, reason
from tdi.filters import Filters
from tdi.paquet import controles, lecture, recueil, traces
from tdi.paquet.controles import Constat
from tdi.paquet.fichier import DONNEES, NOTES, TRACES, Liste
from tdi.paquet.fichier import read as read_zip
from tdi.paquet.traces import Carnets, Kept

_DATA = "TDI_DATA"


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
        yield controles.data(liste, carnets, files)
        yield from controles.written(liste, carnets, files)
        yield from _notes(liste, carnets, files, progress, workers)


@contextmanager
def _unpacked(jeu: str, files: dict[str, bytes]) -> Iterator[None]:
    """Let the data of a bundle be the published ones, for this process and those it starts."""
    before = os.environ.get(_DATA)
    with tempfile.TemporaryDirectory(prefix="tdi-paquet-") as folder:
        try:
            for name, content in files.items():
                if name.startswith(f"{DONNEES}/{jeu}/"):
                    target = Path(folder, *PurePosixPath(name).parts[1:])
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content)
        except OSError as error:
            raise DataError(f"« {folder} » ne peut pas être écrit : {reason(error)}.") from error
        os.environ[_DATA] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ[_DATA]
            else:
                os.environ[_DATA] = before


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
    is_ours, done = controles.is_ours(liste), 0
    with ProcessPoolExecutor(workers or os.cpu_count(), get_context("spawn")) as pool:
        asked = [
            (name, notes, pool.submit(of_recueil, files.get(name), notes, filters, is_ours))
            for name, notes in by_recueil.items()
        ]
        for name, notes, future in asked:
            done += len(notes)
            progress(done, len(carnets.notes))
            figures = sum(len(kept.note.traces) for kept in notes)
            size = f"{fmt.plural(len(notes), 'note')}, {fmt.plural(figures, 'chiffre')}"
            yield Constat(name, size, tuple(future.result()))


def of_recueil(
    content: bytes | None, notes: list[Kept], filters: Filters, is_ours: bool
) -> list[str]:
    """Return what is wrong with the notes of one PDF; `is_ours` when this program can set it.

    The same program makes the same bytes, drawings included; of another, the words are read.
    """
    faults, made = [], []
    for kept in sorted(notes, key=lambda one: one.place.feuille):
        try:
            made.append(traces.remade(kept.place, filters))
        except DataError as error:
            faults.append(f"{kept.place.label} : {error}.")
            continue
        faults += [f"{kept.place.label} : {told}." for told in traces.differences(kept, made[-1])]
    if content is None:
        return [*faults, "Le PDF manque."]
    try:
        if is_ours and made and not faults:
            if content == recueil.again(made):
                return []
            faults.append("Le PDF n’est pas celui que donnent les données et ce programme.")
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
