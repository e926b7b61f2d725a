"""Make a bundle: the page, the notes, the data, the queries, what is needed to check them."""

import json
from collections.abc import Callable

from tdi import db, mots
from tdi.errors import DataError
from tdi.filters import Filters
from tdi.notes.sujet import Sujet
from tdi.paquet import controles, ecrits, fichier, lot, programme, recueil
from tdi.paquet.fichier import DONNEES, NOTES, TRACES, Liste
from tdi.paquet.traces import Carnets, Kept, Texte, placed
from tdi.settings import data_folder
from tdi.snapshots.depot import Depot


def make(
    filters: Filters, sujets: list[Sujet], progress: Callable[[int, int], None], workers: int = 0
) -> tuple[Liste, dict[str, bytes]]:
    """Return a bundle of a snapshot with the notes of these subjects: its list, its files.

    `filters` give the data set and the snapshot. Same data, same program, same bytes. DataError
    when a published file is damaged: a bundle is whole or is not.
    """
    edition = db.open_jeu(filters.jeu).edition
    if edition.quarantine:
        raise DataError(" ".join(edition.quarantine.values()))
    depot = Depot(data_folder() / filters.jeu)
    warning = mots.of(filters.jeu).avertissement
    # A snapshot is a date of the data set: none is asked for that is not.
    day = next(one for one in edition.snapshots if f"{one}" == filters.snapshot_date)
    files = {
        f"{DONNEES}/{filters.jeu}/{name}": depot.read(name) for name in controles.published(edition)
    }
    notes, pdfs = _notes(sujets, progress, workers)
    files |= pdfs
    carnets = Carnets(jeu=filters.jeu, instantane=day, avertissement=warning, notes=tuple(notes))
    told = carnets.model_dump(mode="json")
    files[TRACES] = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    files |= ecrits.made(filters, carnets, edition.version)
    liste = Liste(
        format=fichier.FORMAT,
        jeu=filters.jeu,
        instantane=day,
        avertissement=warning,
        version=edition.version,
        programme=programme.fingerprint(),
        fichiers={name: fichier.described(content) for name, content in sorted(files.items())},
    )
    return liste, files


def _notes(
    sujets: list[Sujet], progress: Callable[[int, int], None], workers: int
) -> tuple[list[Kept], dict[str, bytes]]:
    recueils = recueil.arranged(sujets)
    notes, pdfs = [], {}
    for one, (content, made) in zip(recueils, lot.make(recueils, progress, workers), strict=True):
        name = f"{NOTES}/{one.file_name}"
        pdfs[name] = content
        notes += [
            Kept(place=placed(sujet, name, page), note=Texte(**note))
            for page, (sujet, note) in enumerate(zip(one.sujets, made, strict=True), start=1)
        ]
    return notes, pdfs
