"""What an exported file says of itself: a figure never travels without its origin (R7, R11).

Written once for every format: selection, snapshot, definitions, sources, files and fingerprints.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tdi import db, fmt, mots, queries
from tdi.filters import JEUX, PHASES, Filters
from tdi.mots import FICTION
from tdi.origines import origines, said
from tdi.queries import Column, Query
from tdi.results import Result, compute

FILTER_LABELS = {
    "phase": "phase",
    "region_code": "région",
    "territoire_id": "territoire",
    "enjeu_id": "enjeu",
    "territoire_ids": "territoires comparés",
    "base_date": "instantané comparé",
    "pas_a_pas": "chaque instantané comparé au précédent",
}
# Chosen on one page: told of the tables that take it only.
_OF_A_PAGE = ("territoire_ids", "base_date", "pas_a_pas")
# What no filter means, and the column of `filtres/selection` that words the filter.
_WORDED = {
    "region_code": ("France entière", "region_name"),
    "territoire_id": ("tous", "territoire_name"),
    "enjeu_id": ("les quatre", "enjeu_name"),
    "territoire_ids": ("aucun", "compare_names"),
}
# Not comparable from row to row, so not a way to say which rows a card keeps.
_UNSORTABLE = ("liste", "géométrie", "code")

Fetch = Callable[[str, Filters], Result]


@dataclass(frozen=True)
class Notice:
    """The facts of one export; `rows` are (rubrique, élément, contenu), in reading order."""

    title: str
    rows: list[tuple[str, str, str]]
    sql: str
    fiction: str
    exported_at: datetime


def notice(
    result: Result, fetch: Fetch = compute, *, exported_at: datetime | None = None
) -> Notice:
    """Return what must accompany the rows of `result`; `fetch` may be the cached one."""
    moment = exported_at or datetime.now(UTC)
    filters = result.filters
    fiction = mots.of(filters.jeu).avertissement
    told = f"{fmt.day(moment)} à {moment:%H:%M} (temps universel)"
    rows = [
        *([(FICTION, "Jeu de données", fiction)] if fiction else []),
        ("Tableau", "Titre", result.query.title),
        ("Tableau", "Une ligne par", grain(result.query)),
        ("Tableau", "Lignes", _extent(result, fetch)),
        ("Tableau", "Exporté le", told),
        ("Sélection", "Jeu de données", JEUX.get(filters.jeu, filters.jeu)),
        ("Sélection", "Instantané", fmt.iso_day(filters.snapshot_date)),
        *[("Sélection", label, words) for label, words in selection(result, fetch)],
        *[("Colonne", name, _definition(column)) for name, column in headings(result.query)],
        ("À savoir", "Cellule vide", "Non communiqué, sans objet ou inconnu\u00a0: jamais zéro."),
        *origins(result, fetch),
    ]
    return Notice(result.query.title, rows, result.query.sql, fiction, moment)


def grain(query: Query) -> str:
    """Say what one row is, with the labels of its columns instead of their names."""
    return ", ".join(
        query.columns[name].label.lower() if name in query.columns else name for name in query.grain
    )


def headings(query: Query) -> list[tuple[str, Column]]:
    """Return each column with its heading, no two alike: a code often bears its name's label."""
    found = {}
    for column in query.columns.values():
        heading = f"{column.label} (code)" if column.unit == "code" else column.label
        found[heading if heading not in found else f"{heading} ({column.name})"] = column
    return list(found.items())


def selection(result: Result, fetch: Fetch) -> list[tuple[str, str]]:
    """Return each filter and its value in words, and whether the figures take it."""
    names = fetch("filtres/selection", result.filters)
    ignored = result.ignored_filters()
    told = []
    for name, value in result.filters.as_params().items():
        if name in FILTER_LABELS and (value or name not in _OF_A_PAGE):
            words = _words(name, value, names)
            effect = " (sans effet sur ce tableau)" if name in ignored else ""
            told.append((FILTER_LABELS[name].capitalize(), f"{words}{effect}"))
    return told


def _words(name: str, value: Any, names: Result) -> str:
    if name == "phase":
        return PHASES[value]
    if name == "base_date":
        return fmt.iso_day(value)
    if name == "pas_a_pas":
        return "oui"
    everything, column = _WORDED[name]
    return names.value(column) or everything


def _definition(column: Column) -> str:
    unit = f"Unité\u00a0: {column.unit}."
    return f"{unit} {column.definition}" if column.definition else unit


def _extent(result: Result, fetch: Fetch) -> str:
    """Say how many rows there are; when a card keeps some of a query's, which ones."""
    count = fmt.number(len(result.frame))
    if not queries.tables_read(result.query.sql):
        return count
    whole = fetch(result.query.name, result.filters)
    if len(whole.frame) == len(result.frame):
        return count
    kept = _kept(result, whole)
    words = "".join(
        f"\u202f; {whole.column(name).label}\u00a0: {fmt.by_unit(value, whole.column(name).unit)}"
        for name, value in kept.items()
    )
    return f"{count} sur les {fmt.number(len(whole.frame))} de la requête{words}"


def _kept(result: Result, whole: Result) -> dict[str, Any]:
    """Return the column values that pick exactly the rows of `result`; empty if none do."""
    alike = {
        name: result.frame[name].iloc[0]
        for name, column in whole.query.columns.items()
        if column.unit not in _UNSORTABLE
        and not any(map(fmt.is_missing, result.frame[name]))
        and len(set(result.frame[name])) == 1
    }
    # One column alone, where one is enough; else as many as it takes.
    for names in [*([name] for name in alike), list(alike)]:
        rows, found = whole.frame, {}
        for name in names:
            fewer = rows.loc[rows[name] == alike[name]]
            if len(fewer) < len(rows):
                rows, found[name] = fewer, alike[name]
        if len(rows) == len(result.frame):
            return found
    return {}


def origins(result: Result, fetch: Fetch) -> list[tuple[str, str, str]]:
    """Return the sources, then the files that were read, with their fingerprints."""
    filters = result.filters
    database = db.open_jeu(filters.jeu, filters.version)
    named = origines(result, fetch)
    rubrique = "Source" if named.found else "Source consultée"
    told = []
    for row in named.rows:
        facts = said(row, "publisher", "millesime", "licence", "url", "known_gaps")
        told.append((rubrique, row["title"], " – ".join(facts) or "Source non décrite."))
    for table in queries.tables_read(result.query.sql):
        for file in database.edition.files(table, filters.snapshot_date):
            rows = fmt.plural(file.row_count, "ligne")
            told.append(
                ("Fichier lu", f"{filters.jeu}/{file.path}", f"{rows}, SHA-256 {file.sha256}")
            )
    if result.query.compares:
        # The index holds the fingerprint of each manifest, which holds those of its files.
        told.append(("Fichier lu", f"Ceux de {result.query.compares}", "Couverts par l’index."))
    told.append(("Fichier lu", "Index du jeu de données", f"SHA-256 {database.version}"))
    told.append(("Requête", f"queries/{result.query.name}.sql", "Texte joint à cet export."))
    return told
