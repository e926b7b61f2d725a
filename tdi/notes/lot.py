"""Every note of a snapshot, made by several processes, each reading the data once."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from tdi import db
from tdi.filters import PHASES, Filters
from tdi.notes import briefing, contenu, sujet
from tdi.notes.sujet import Sujet
from tdi.results import Result, compute

# Subjects that a process takes at once: few enough for progress to be seen.
_CHUNK = 12
# Answers that a process keeps: those of France serve every note.
_KEPT = 400


def subjects(filters: Filters) -> list[Sujet]:
    """Return all there is to note at a snapshot: the nation and the régions of each phase, every
    territoire, every engagement, every enjeu. `filters` give the data set and the snapshot.
    """
    found = []
    phases = compute("filtres/phases", filters).frame["phase"].tolist()
    for phase in (one for one in PHASES if one in phases):
        base = replace(filters, phase=phase)
        found.append(base)
        found += [
            replace(base, region_code=row["region_code"])
            for row in compute("filtres/regions", base).records()
        ]
        found += [
            replace(base, territoire_id=row["territoire_id"])
            for row in compute("filtres/territoires", base).records()
        ]
    found += [
        replace(filters, phase=1, enjeu_id=row["enjeu_id"])
        for row in compute("filtres/enjeux", filters).records()
    ]
    engagements = compute("pilotage/engagements", replace(filters, phase=1)).records()
    return [sujet.find(one) for one in found] + [
        sujet.find(replace(filters, phase=1), row["engagement_name"]) for row in engagements
    ]


def write(
    subjects: list[Sujet], folder: Path, progress: Callable[[int, int], None], workers: int = 0
) -> int:
    """Write the note of each subject in a folder that exists; return how many bytes.

    `progress` is told how many are done, of how many. `workers` is the number of processors, unless
    said.
    """
    chunks = [subjects[start : start + _CHUNK] for start in range(0, len(subjects), _CHUNK)]
    done = size = 0
    # Forking a process that has threads (DuckDB's) is not safe.
    with ProcessPoolExecutor(workers or os.cpu_count(), get_context("spawn")) as pool:
        asked = {pool.submit(_write, chunk, folder): len(chunk) for chunk in chunks}
        for future in as_completed(asked):
            size += future.result()
            done += asked[future]
            progress(done, len(subjects))
    return size


def _write(subjects: list[Sujet], folder: Path) -> int:
    size = 0
    for one in subjects:
        made = briefing.pdf(contenu.note(one, fetch))
        (folder / one.file_name).write_bytes(made)
        size += len(made)
    return size


def fetch(name: str, filters: Filters) -> Result:
    """Answer as `results.compute` does, keeping the answers that several notes share."""
    # What is published now has a name: another publication has others.
    version = filters.version or db.index(filters.jeu)[0]
    return _compute(name, replace(filters, version=version))


_compute = lru_cache(maxsize=_KEPT)(compute)
