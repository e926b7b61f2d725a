"""The recueils of a bundle, made by several processes, each reading the data once."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

from tdi.notes import contenu
from tdi.notes.lot import fetch
from tdi.paquet import recueil
from tdi.paquet.recueil import Recueil

Made = tuple[bytes, list[dict[str, Any]]]


def make(
    recueils: list[Recueil], progress: Callable[[int, int], None], workers: int = 0
) -> list[Made]:
    """Return the PDF of each recueil and what each of its notes is read from, in order.

    `progress` is told how many notes are done, of how many; `workers` is the number of processors,
    unless said.
    """
    found: dict[int, Made] = {}
    done, total = 0, sum(len(one.sujets) for one in recueils)
    # Forking a process that has threads (DuckDB's) is not safe.
    with ProcessPoolExecutor(workers or os.cpu_count(), get_context("spawn")) as pool:
        asked = {pool.submit(_make, one): rank for rank, one in enumerate(recueils)}
        for future in as_completed(asked):
            rank = asked[future]
            found[rank] = future.result()
            done += len(recueils[rank].sujets)
            progress(done, total)
    return [found[rank] for rank in range(len(recueils))]


def _make(one: Recueil) -> Made:
    notes = [contenu.note(sujet, fetch) for sujet in one.sujets]
    return recueil.pdf(notes, one.title), [note.as_json() for note in notes]
