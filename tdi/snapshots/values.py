"""French text → typed values, in SQL: what reads each kind of column, and what it wants.

The readings themselves, and their bounds, are the macros of `valeurs.sql`.
"""

from datetime import date
from pathlib import Path
from string import Template

import duckdb

from tdi.snapshots.contract import Column

FILE = Path(__file__).with_name("valeurs.sql")

# The first values of the indicators are of 2017, the last due dates known of 2030; beyond, it is a
# century mistyped, or an empty cell become 1900.
FIRST_DATE, LAST_DATE = date(2017, 1, 1), date(2035, 12, 31)
# More than 70 times the envelope: an amount typed in another unit.
LARGEST_AMOUNT = 100_000_000_000
# Spaces like any other: no-break, narrow no-break, thin, figure, tabulation, line breaks.
SPACES = " \u00a0\u202f\u2009\u2007\t\n\r"
_BOUNDS = """
create macro premiere_date() as date '${first}';
create macro derniere_date() as date '${last}';
create macro montant_maximal() as ${largest};
create macro espaces() as '${spaces}';
"""

# Kind of the contract → macro that reads it; the other kinds are looked up in lists (`lists.py`).
_READERS = {
    "montant": "montant",
    "nombre": "nombre",
    "entier": "entier",
    "date": "jour",
    "texte": "texte",
    "code": "code",
}
_EXPECTED = {
    "montant": "un montant en euros, au centime : 1 234,56 ou 1,2 M€",
    "nombre": "un nombre : 1 234,5 ou 12,5 %",
    "entier": "un nombre entier",
    "date": f"une date entre {FIRST_DATE.year} et {LAST_DATE.year} : 31/12/2025",
    "booléen": "oui ou non",
    "texte": "un texte de 4 000 caractères au plus",
    "code": "un identifiant sur une ligne, de 200 caractères au plus",
    "parts": "des parts dont la somme fait 100 % : 60 % ; 40 %",
    "reference": "un nom ou un identifiant de la feuille « Listes » du gabarit",
    "zone": "France, ou une région ou un territoire de la feuille « Listes » du gabarit",
    "territoires": "un ou plusieurs territoires de la feuille « Listes », séparés par « ; »",
    "adresse": "une adresse qui commence par https://",
}


def fill(statement: str, **parts: str) -> str:
    """Return a statement with its `${…}` replaced by names of the contract or expressions on them.

    What a stranger wrote never gets in a statement: it is data, or a quoted `identifier`.
    """
    return Template(statement).substitute(parts)


def identifier(name: str) -> str:
    """Return any text as the SQL name of a column."""
    return '"' + name.replace('"', '""') + '"'


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Give `connection` the macros that read French text."""
    first, last = FIRST_DATE.isoformat(), LAST_DATE.isoformat()
    largest = str(LARGEST_AMOUNT)
    connection.execute(fill(_BOUNDS, first=first, last=last, largest=largest, spaces=SPACES))
    connection.execute(FILE.read_text("utf-8"))


def is_listed(column: Column) -> bool:
    """Whether the values of a column are looked up in a list rather than read by a macro."""
    return column.kind not in _READERS


def reading(column: Column, text: str) -> str:
    """SQL that reads the SQL expression `text` as `column` wants it; null when it is refused."""
    return f"{_reader(column)}({text})"


def reason(column: Column, text: str) -> str:
    """SQL that tells, in French, why `reading` refused a text."""
    reader = _reader(column)
    return f"motif_{'date' if reader == 'jour' else reader}({text})"


def expected(column: Column) -> str:
    """What a cell of `column` may hold, in a few words."""
    if column.choices:
        return " / ".join(column.choices)
    return _EXPECTED.get("adresse" if _is_address(column) else column.kind, "")


def _reader(column: Column) -> str:
    return "adresse" if _is_address(column) else _READERS[column.kind]


def _is_address(column: Column) -> bool:
    return column.kind == "texte" and column.name.endswith("_url")
