"""What is verified of a bundle beside its notes: its data, and all that the program wrote in it."""

from dataclasses import dataclass

from tdi import db, fmt, manifest, mots
from tdi.editions import Edition
from tdi.errors import TdiError
from tdi.filters import Filters
from tdi.paquet import ecrits, programme
from tdi.paquet.fichier import DONNEES, NOTES, PAGE, REQUETES, TRACES, Liste
from tdi.paquet.traces import Carnets

_TEXTES = "Textes"
_DESSIN = (
    "Une autre version du programme les a composés : leurs mots et leurs chiffres sont lus, ni "
    "leur dessin ni des mots ajoutés ne sont vérifiés."
)
_UNCHECKED = "Une autre version du programme les a faits : celle-ci ne peut pas les refaire."


@dataclass(frozen=True)
class Constat:
    """What was verified together: its name, how much there was, what is wrong, what to know.

    `is_checked` is false of what this program cannot judge: it is neither right nor wrong.
    """

    subject: str
    size: str
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_checked: bool = True


def data(liste: Liste, carnets: Carnets, files: dict[str, bytes]) -> Constat:
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
    if bool(liste.avertissement) != bool(mots.of(liste.jeu).avertissement):
        faults.append("Le paquet ne dit pas ce qu’il doit du caractère fictif de ses données.")
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


def is_ours(liste: Liste) -> bool:
    """Whether a bundle says that this very program made it: its bytes can be made again."""
    return liste.programme == programme.fingerprint()


def written(liste: Liste, carnets: Carnets, files: dict[str, bytes]) -> list[Constat]:
    """Make again what the program wrote, and compare the bytes: queries, first page, texts.

    By another program, they are told as not verified; a file that no bundle has is refused anyway.
    """
    held = {name: text for name, text in files.items() if _group(name)}
    known = (ecrits.LISEZ_MOI, ecrits.VERIFIER)
    expected = {one: held[one] for one in held if _group(one) != _TEXTES or one in known}
    fault = ""
    if is_ours(liste):
        filters = Filters(jeu=liste.jeu, snapshot_date=f"{liste.instantane}")
        try:
            expected = ecrits.made(filters, carnets, liste.version)
        except (TdiError, LookupError, ValueError, TypeError) as error:
            expected, fault = {}, f"Rien n’en peut être refait à partir des données ({error})."
    groups = {REQUETES: "Requêtes", PAGE: PAGE, _TEXTES: _TEXTES}
    found = []
    for group, subject in groups.items():
        names = [name for name in sorted({*held, *expected}) if _group(name) == group]
        told = [fault] if fault else [_moved(name, held, expected) for name in names]
        size = fmt.plural(sum(name in held for name in names), "fichier")
        notes = () if is_ours(liste) else (_UNCHECKED, *_other(names, held))
        found.append(Constat(subject, size, tuple(filter(None, told)), notes, is_ours(liste)))
    if not is_ours(liste):
        pdfs = fmt.plural(sum(name.startswith(f"{NOTES}/") for name in files), "fichier")
        found.append(Constat("Dessin des notes", pdfs, notes=(_DESSIN,), is_checked=False))
    return found


def _group(name: str) -> str:
    """Return what a file is a part of: queries, first page, texts; empty for what is read apart."""
    folder = name.partition("/")[0]
    if folder in (DONNEES, NOTES, TRACES):
        return ""
    return folder if folder in (REQUETES, PAGE) else _TEXTES


def _moved(name: str, held: dict[str, bytes], expected: dict[str, bytes]) -> str:
    if name not in held:
        return f"« {name} » manque au paquet."
    if name not in expected:
        return f"« {name} » n’est d’aucune partie d’un paquet : rien n’en est vérifié."
    if held[name] != expected[name]:
        return f"« {name} » n’est pas ce que donnent les données et ce programme."
    return ""


def _other(names: list[str], held: dict[str, bytes]) -> list[str]:
    """Name the queries of another program that are not those of this one, which computes again."""
    return [
        f"« {name} » n’est pas celle de ce programme, qui recalcule avec la sienne."
        for name in names
        if _group(name) == REQUETES
        and programme.query(name.removeprefix(f"{REQUETES}/")) != held[name]
    ]
