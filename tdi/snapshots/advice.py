"""What was likely meant by a cell that cannot be read, and how to write it: said, never done.

An officer writes « n.c. », « env. 50 000 » or « 15/03/21 »; the import infers nothing from it, but
spares a search in the guide.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from tdi.snapshots.contract import Column, Table
from tdi.snapshots.names import key

_NUMBERS = ("montant", "nombre", "entier")
# Keys (letters and digits) of what people write where there is nothing to write.
_UNKNOWN = {
    "nc", "nd", "nr", "inconnu", "inconnue", "noncommunique", "noncommuniquee", "nonconnu",
    "nonrenseigne", "enattente", "encours", "avenir", "aconfirmer", "adefinir", "apreciser",
}  # fmt: skip
_NOT_APPLICABLE = {"so", "na", "sansobjet", "nonconcerne", "nonapplicable"}
_NOTHING = {"neant", "aucun", "aucune", "rien"}

_NUMBER = r"(\d[\d\s.,]*(?:\s?(?:k|m|md)?\s?(?:€|euros?))?)"
_ABOUT = re.compile(rf"(?:env\.?|environ|approx\.?|~|≈|±|ca\.?)\s*{_NUMBER}", re.IGNORECASE)
_TAXED = re.compile(rf"{_NUMBER}\s*(?:HT|TTC|hors taxes?)", re.IGNORECASE)
_COUNTED = re.compile(rf"{_NUMBER}\s+[a-zà-ÿ-]+", re.IGNORECASE)
_MULTIPLE = re.compile(r"(\d[\d\s.,]*?)\s?(k|m|md)", re.IGNORECASE)
_THOUSANDS = (
    (".", re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?")),
    (",", re.compile(r"(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?")),
)
_EUROS = re.compile(r"\s?(?:€|euros?)$", re.IGNORECASE)
_CENTS = re.compile(r"(\d+)[.,](\d{3,})")
_LETTERS = re.compile(r"(?=.*\d)[\dOol\s]+(?:[.,][\dOol]+)?")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})")
_MONTH = re.compile(r"(?:(?:fin|début|mi)[ -])?(?:(\d{1,2})[/.-]|([a-zà-ÿ]{3,9})\.? )(\d{4})")
_YEAR = re.compile(r"(?:.*\s)?(20\d\d)")
_MONTHS = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")
# Days counted by a spreadsheet from 1982 on; before, it is no date of the programme.
_SERIAL = re.compile(r"[34]\d{4}")
_DAY_ZERO = date(1899, 12, 30)
_EMPTY = "cellule vide"


def find(table: Table, column: Column, text: str | None) -> str | None:
    """Return what to write instead of `text`, in French, if it can be guessed."""
    written = " ".join((text or "").split())
    if not written:
        return None
    if column.name == "etat":
        return _absence(written, lambda state: state)
    if column.kind == "date":
        return _date(written) or _absence(written, lambda _: _EMPTY)
    if column.kind not in _NUMBERS:
        return None
    names = {one.name for one in table.columns}

    def absent(state: str) -> str:
        return f"{_EMPTY}, avec l’état « {state} »" if "etat" in names else _EMPTY

    if _DAY.fullmatch(written):
        return "la cellule est au format « Date » : la mettre au format « Nombre »"
    about = _ABOUT.fullmatch(written)
    if about:
        return about[1] + (", avec la précision « environ »" if "precision" in names else "")
    return _number(column, written) or _absence(written, absent)


def _absence(text: str, absent: Callable[[str], str]) -> str | None:
    found = key(text)
    if found in _NOT_APPLICABLE:
        return absent("Sans objet")
    if found in _UNKNOWN or (not found and "?" in text):
        return absent("Non communiqué")
    unknown = absent("Non communiqué")
    if found in _NOTHING or not found:
        # In a date, nothing can only be unknown.
        return unknown if unknown == _EMPTY else f"0 si c’est zéro ; sinon {unknown}"
    return None


def _number(column: Column, text: str) -> str | None:
    if column.kind == "montant":
        multiple, taxed = _MULTIPLE.fullmatch(text), _TAXED.fullmatch(text)
        if multiple:
            unit = multiple[2].lower()
            return f"{multiple[1]} {unit if unit == 'k' else unit.capitalize()}€"
        if taxed:
            return taxed[1].strip()
    elif counted := _COUNTED.fullmatch(text):
        return counted[1].strip()
    bare = _EUROS.sub("", text) if column.kind == "montant" else text
    for mark, pattern in _THOUSANDS:
        if read := pattern.fullmatch(bare):
            whole = read[1].replace(mark, " ")
            if read[2]:
                return f"{whole},{read[2]}"
            is_sure = read[1].count(mark) > 1
            return whole if is_sure else f"{whole}, si « {mark} » sépare les milliers"
    if column.kind == "montant" and (read := _CENTS.fullmatch(text)):
        rounded = round(Decimal(f"{read[1]}.{read[2]}"), 2)
        return f"{rounded}, arrondi au centime".replace(".", ",")
    if _LETTERS.fullmatch(text) and any(letter in text for letter in "Ool"):
        return text.replace("O", "0").replace("o", "0").replace("l", "1")
    return None


def _date(text: str) -> str | None:
    if _SERIAL.fullmatch(text):
        day = _DAY_ZERO + timedelta(int(text))
        return f"{day:%d/%m/%Y}, la cellule mise au format « Date »"
    if read := _DAY.fullmatch(text):
        day, month, year = read_as = [int(part) for part in read.groups()]
        year += 2000 if year < 100 else 0
        if not 1 <= month <= 12:
            return None
        written = f"{min(day, calendar.monthrange(year, month)[1]):02}/{month:02}/{year}"
        # Well written, it is refused for what it says.
        return written if [int(part) for part in written.split("/")] != read_as else None
    if read := _MONTH.fullmatch(text.lower()):
        month = int(read[1]) if read[1] else _month(read[2])
        if month and month <= 12:
            last = calendar.monthrange(int(read[3]), month)[1]
            span = f"du 01/{month:02}/{read[3]} au {last}/{month:02}/{read[3]}"
            return f"le jour manque : {span}"
    if read := _YEAR.fullmatch(text):
        return f"le jour manque : du 01/01/{read[1]} au 31/12/{read[1]}"
    return None


def _month(word: str) -> int | None:
    plain = key(word)
    found = [rank for rank, start in enumerate(_MONTHS, 1) if plain.startswith(start)]
    return found[0] if found else None
