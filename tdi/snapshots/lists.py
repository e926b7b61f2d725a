"""Columns whose values come from a list: each distinct text is looked up once, in Python."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

import pyarrow as pa

from tdi.snapshots.contract import Column
from tdi.snapshots.faults import quoted
from tdi.snapshots.known import FRANCE, Known
from tdi.snapshots.names import Match, Names, choices, key

SEPARATOR = ";"
# What people put between two territoires: none is understood, names hold some of them.
_OTHER_SEPARATORS = re.compile(r"\s*[/,+&\n]\s*|\s+et\s+")
LOOKED_UP = pa.schema(
    [
        ("maille", pa.string()),
        ("ecrit", pa.string()),
        ("valeur", pa.string()),
        ("motif", pa.string()),
        ("suggestion", pa.string()),
    ]
)
_WRITTEN_BOOLEANS = {"true": ("oui", "vrai", "true", "1"), "false": ("non", "faux", "false", "0")}
_BOOLEANS = {text: value for value, texts in _WRITTEN_BOOLEANS.items() for text in texts}
_PART = re.compile(r"(\d{1,3}(?:[.,]\d{1,8})?)\s?(%?)")
_ZONE_WORDS = {"France": "la France", "Région": "une région", "Territoire": "un territoire"}


def look_up(column: Column, texts: Iterable[tuple[str | None, str]], known: Known) -> pa.Table:
    """Return what each (maille, text) of `column` means; maille only matters for zones."""
    find = _finder(column, known)
    rows = []
    for maille, text in texts:
        match = find(maille, text)
        rows.append((maille or "", text, match.value, match.reason, match.suggestion))
    columns = zip(*rows, strict=True) if rows else [()] * len(LOOKED_UP)
    return pa.table([pa.array(values, pa.string()) for values in columns], schema=LOOKED_UP)


def _finder(column: Column, known: Known) -> Callable[[str | None, str], Match]:
    if column.kind == "zone":
        return lambda maille, text: _zone(known, maille, text)
    if column.kind == "choix":
        names = choices(column.choices)
        return lambda _, text: names.find(text)
    if column.kind == "reference" and column.reference:
        names = known.names[column.reference]
        return lambda _, text: names.find(text)
    by_kind = {
        "booléen": _boolean,
        "territoires": lambda text: _territoires(known.names["territoires"], text),
        "parts": _parts,
    }
    return lambda _, text: by_kind[column.kind](text)


def _boolean(text: str) -> Match:
    value = _BOOLEANS.get(key(text))
    return Match(value, None if value else f"{quoted(text)} n’est ni oui ni non.")


def _zone(known: Known, maille: str | None, text: str) -> Match:
    lists = {
        "France": FRANCE,
        "Région": known.names["regions"],
        "Territoire": known.names["territoires"],
    }
    match = lists[maille].find(text) if maille in lists else Match()
    if match.value:
        return match
    matches = {name: names.find(text) for name, names in lists.items()}
    if maille in lists:
        other = next((name for name in lists if matches[name].value), None)
        if not other:
            return match
        reason = f"{quoted(text)} est {_ZONE_WORDS[other]} ; la maille dit « {maille} »."
        return Match(reason=reason, suggestion=f"maille « {other} »")
    # The maille itself is at fault: it has its own message, the zone is judged on its own.
    found = [match for match in matches.values() if match.value]
    return found[0] if found else matches["Territoire"]


def _territoires(names: Names, text: str) -> Match:
    matches = [(part, names.find(part)) for part in _split(text)]
    for part, match in matches:
        if match.reason:
            several = [names.find(other) for other in _OTHER_SEPARATORS.split(part)]
            if len(several) > 1 and all(one.value for one in several):
                written = f" {SEPARATOR} ".join(names.labels[one.value or ""] for one in several)
                return Match(reason=match.reason, suggestion=written)
            return match
    ids = [match.value or "" for _, match in matches]
    if len(set(ids)) < len(ids):
        return Match(reason="Un territoire est cité deux fois.")
    return Match(SEPARATOR.join(ids)) if ids else Match(reason="Aucun territoire n’est nommé.")


def _parts(text: str) -> Match:
    """« 60 % ; 40 % » → « 0.6;0.4 »."""
    parts: list[Decimal] = []
    for part in _split(text):
        written = _PART.fullmatch(part.replace("\u202f", " ").replace("\u00a0", " "))
        if not written:
            return Match(reason=f"Part illisible : {quoted(part)}.")
        number = Decimal(written[1].replace(",", "."))
        parts.append(number / 100 if written[2] else number)
    if not parts or not all(0 < part <= 1 for part in parts):
        return Match(reason="Une part est comprise entre 0 et 100 %, et s’écrit 60 % ou 0,6.")
    return Match(SEPARATOR.join(f"{part.normalize():f}" for part in parts))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]
