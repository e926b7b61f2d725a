"""What the words and the columns mean: the query headers, the glossary, the method, the contract.

Each text lives once: in the header of its query, in `docs/glossaire.md` or `docs/methode.md`, in
the data contract.
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from tdi import fmt, queries
from tdi.filters import Filters
from tdi.results import Result
from tdi.settings import ROOT
from tdi.snapshots import documentation, known, perimeter, template

GLOSSAIRE = ROOT / "docs" / "glossaire.md"
METHODE = ROOT / "docs" / "methode.md"

# Letters by which a column and a term are alike (« Territoires », « Territoire d’industrie »).
_ALIKE = 6

_COLONNES = queries.parse(
    "dictionnaire/colonnes",
    """-- Colonnes de toutes les requêtes, telles que leur en-tête les documente.
-- @grain query_name, column_name
-- @column query_name  | code  | Requête
-- @column column_name | code  | Nom
-- @column label       | texte | Colonne
-- @column definition  | texte | Définition
-- @column unit        | texte | Unité
-- @column title       | texte | Où
-- @column sources     | liste | Sources
-- @column path        | texte | Fichier de la requête
""",
)
_GLOSSAIRE = queries.parse(
    "dictionnaire/glossaire",
    """-- Mots du programme et du tableau de bord.
-- @grain terme
-- @column terme    | texte | Terme
-- @column sens     | texte | Sens
-- @column theme    | texte | Thème
-- @column radicaux | code  | Radicaux
""",
)


def colonnes(sources: Result) -> Result:
    """Return one row per documented column of every query; `sources` is `donnees/sources`.

    First a column for each word of the glossary, in its order: who has typed nothing yet meets the
    programme, then its money. The others follow, in alphabetical order.
    """
    names = {row["source_id"]: row["short_name"] for row in sources.records()}
    rows = [
        {
            "query_name": query.name,
            "column_name": column.name,
            "label": column.label,
            "unit": "adresse" if column.unit == "url" else column.unit,
            "definition": column.definition or None,
            "title": query.title,
            # A former snapshot holds no source that came out later.
            "sources": [names[source] for source in query.sources if source in names],
            "path": f"queries/{query.name}.sql",
        }
        for query in map(queries.load, queries.names())
        for column in query.columns.values()
    ]
    rows.sort(key=lambda row: (fold(row["label"]), row["query_name"]))
    first = _first_of_each_term(rows)
    rows = [rows[place] for place in first] + [
        row for place, row in enumerate(rows) if place not in first
    ]
    return Result(_COLONNES, pd.DataFrame(rows, columns=list(_COLONNES.columns)), sources.filters)


def _first_of_each_term(rows: list[dict[str, Any]]) -> dict[int, None]:
    """Return the place of one column for each term: of its stem, defined, and called as it is.

    Of several, the one whose definition most queries share.
    """
    shared = Counter((row["column_name"], row["definition"]) for row in rows)
    named: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row["unit"] != "code" and row["definition"]:
            # « etape », « engage_eur », « enjeu_name »: the stem, and a suffix at most.
            stem = row["column_name"].rpartition("_")[0]
            for name in {row["column_name"], stem}:
                named.setdefault(name, []).append(place)
    first: dict[int, None] = {}
    for term in glossaire().records():
        found = [place for stem in term["radicaux"] for place in named.get(stem, [])]
        ranks = {
            place: (
                fold(term["terme"]).startswith(fold(rows[place]["label"])[:_ALIKE]),
                shared[rows[place]["column_name"], rows[place]["definition"]],
            )
            for place in found
            if place not in first
        }
        if ranks:
            first[max(ranks, key=lambda place: ranks[place])] = None
    return first


def glossaire() -> Result:
    """Return one row per term of `docs/glossaire.md`, in its order."""
    rows: list[dict[str, Any]] = []
    theme = ""
    for line in GLOSSAIRE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            theme = line.removeprefix("## ")
        elif line.startswith("| ") and not line.startswith(("| Terme |", "| ---")):
            terme, sens, radicaux, _avoid = (cell.strip() for cell in line[1:-1].split("|"))
            stems = re.findall(r"`(\w+)`", radicaux)
            rows.append({"theme": theme, "terme": terme, "sens": sens, "radicaux": stems})
    return Result(_GLOSSAIRE, pd.DataFrame(rows, columns=list(_GLOSSAIRE.columns)))


def methode(path: Path = METHODE) -> list[tuple[str, str]]:
    """Return the sections of `docs/methode.md`: title and Markdown."""
    _, *sections = re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)
    return [(title, body.strip()) for title, _, body in (text.partition("\n") for text in sections)]


def contrat() -> list[tuple[str, str]]:
    """Return the sections of the data contract, without technical names: title and Markdown."""
    return documentation.sections()


def gabarit(filters: Filters) -> bytes:
    """Return the template workbook of the selected territoire, region or phase."""
    facts = known.load(filters.jeu, filters.phase)
    territoires = [filters.territoire_id] if filters.territoire_id else []
    # A territoire is named by itself: it may lie in several regions, or in none that is selected.
    region = None if territoires else filters.region_code
    content = io.BytesIO()
    template.write(content, facts, perimeter.find(facts, region, territoires))
    return content.getvalue()


def fold(text: str) -> str:
    """Return the text without accents, capitals or ligatures: « Étape » and « etape » are one."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def search(result: Result, text: str, first: str) -> Result:
    """Return the rows that hold every word of `text`; matches in the column `first` come first."""
    words = fold(text).replace("'", "’").split()
    if not words:
        return result
    ranks = [
        0 if _holds(words, [row[first]]) else 1 if _holds(words, row.values()) else 2
        for row in result.records()
    ]
    order = sorted((rank, place) for place, rank in enumerate(ranks) if rank < 2)
    return Result(result.query, result.frame.iloc[[place for _, place in order]], result.filters)


def _holds(words: list[str], values: Iterable[Any]) -> bool:
    content = fold(
        " ".join(
            fmt.by_unit(value, "liste" if isinstance(value, list) else "texte") for value in values
        )
    )
    return all(word in content for word in words)
