"""CSV as a French spreadsheet opens it: « ; », decimal comma, accents kept; in a ZIP with a notice.

A notice above or under the rows would break whatever reads them: it is a file beside them.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from tdi.exports.notice import Notice, headings
from tdi.mots import FICTION, FICTION_VALUE
from tdi.queries import Query

_ADVICE = [
    ("À savoir", "Nombres", "Virgule décimale\u202f; une part vaut entre 0 et 1."),
    ("À savoir", "Dates", "Année-mois-jour."),
    ("À savoir", "Listes", "Éléments séparés par un point-virgule."),
    (
        "À savoir",
        "Codes",
        "Un tableur ôte les zéros de tête des codes (01, 03…)\u00a0: importer la colonne comme du "
        "texte, ou prendre l’export Excel.",
    ),
    (
        "À savoir",
        "Apostrophe de tête",
        "Ajoutée aux textes qui commencent par =, +, - ou @, qu’un tableur prendrait pour un "
        "calcul.",
    ),
]
# Units that the numbers of a CSV file would leave in doubt.
_UNITS = {"€": "€", "%": "1 = 100\u202f%"}
# What a spreadsheet takes for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(rows: pa.Table, query: Query, facts: Notice) -> bytes:
    """Return a ZIP: the rows, the notice, the SQL. Under a fiction, each row says so."""
    lines = [[_heading(name, column.unit) for name, column in headings(query)]]
    lines += [[cell(value) for value in row.values()] for row in rows.to_pylist()]
    prefix = ""
    if facts.fiction:
        prefix = f"{FICTION}-"
        lines = [[FICTION_VALUE if place else FICTION, *line] for place, line in enumerate(lines)]
    told = [("Rubrique", "Élément", "Contenu"), *facts.rows, *_ADVICE]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{prefix}donnees.csv", text(lines))
        archive.writestr(f"{prefix}lisez-moi.csv", text([[cell(x) for x in row] for row in told]))
        archive.writestr("requete.sql", facts.sql)
    return packed.getvalue()


def text(lines: Iterable[Iterable[str]]) -> bytes:
    """Return lines of cells as a French CSV file."""
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(lines)
    return written.getvalue().encode("utf-8-sig")


def cell(value: Any) -> str:
    """Write one typed value; unknown is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | list):
        words = joined(value)
        return f"'{words}" if words.startswith(_FORMULA) else words
    return str(value)


def joined(value: str | list[str]) -> str:
    """Write the elements of a list one after the other."""
    return value if isinstance(value, str) else " ; ".join(value)


def _heading(name: str, unit: str) -> str:
    return f"{name} ({_UNITS[unit]})" if unit in _UNITS else name
