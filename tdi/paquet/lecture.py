"""What a page of a recueil prints, compared with what the note says: nothing more, nothing less."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject

from tdi.errors import DataError

# What a page holds and does not print: how its map is drawn and described, its date as a figure.
_UNPRINTED = {"svg", "alt", "couleur", "date"}
# The rank of a line in the three lists of a note.
_RANK = re.compile(r"(?<!\d)[123]\.(?!\d)")
_FIGURE = re.compile(r"\d[\d,.]*")


def pages(content: bytes) -> list[str]:
    """Return the text of each page, without blanks: where lines break changes nothing.

    DataError when the PDF cannot be read.
    """
    try:
        return [_text(page) for page in PdfReader(BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError(f"PDF illisible : {error}") from error


def _text(page: Any) -> str:
    # The outlines of the map are most of a page, and no text: they are passed over as images are.
    for drawn in page["/Resources"].get("/XObject", {}).values():
        drawn.get_object()[NameObject("/Subtype")] = NameObject("/Image")
    return squeezed(page.extract_text())


def squeezed(text: str) -> str:
    """Return a text without its blanks."""
    return "".join(text.split())


def differences(printed: str, page: dict[str, Any]) -> list[str]:
    """Say which words of a note its page lacks, and which figures of the page no word has.

    `printed` is one of `pages`, `page` what the note holds.
    """
    said = sorted({squeezed(words): words for words in _said(page)}.items(), key=_longest)
    faults = [
        f"« {_short(words)} » n’y est pas imprimé" for key, words in said if key not in printed
    ]
    left = printed
    for key, _ in said:
        left = left.replace(key, "|")
    for part in _RANK.sub("", left).split("|"):
        faults += [
            f"« {figure[0]} » y est imprimé, que la note ne dit pas"
            for figure in _FIGURE.finditer(part)
        ]
    return faults


def _longest(item: tuple[str, str]) -> tuple[int, str]:
    return -len(item[0]), item[0]


def _short(words: str) -> str:
    return words if len(words) <= 90 else f"{words[:89]}…"


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in _UNPRINTED:
                yield from _said(part)
    elif isinstance(value, list):
        for part in value:
            yield from _said(part)
    elif isinstance(value, str) and squeezed(value):
        yield value
