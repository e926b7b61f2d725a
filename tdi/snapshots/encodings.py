"""Which encoding a text file is in: UTF-8 if it decodes strictly, else Windows-1252, else none.

Nearly any file decodes as Windows-1252: what looks damaged once decoded is told, never corrected.
"""

import codecs
import re

from tdi.snapshots import limits
from tdi.snapshots.faults import Fault, blocking, shown, warning

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
# What French accents become when a UTF-8 file was once read as Windows-1252, or a lost character.
_DAMAGED_UTF8 = re.compile("Ã[©¨ª§®´¹]|â€™|\ufffd".encode())
# Letters of Windows-1252 that no French text holds: the sign of another encoding (Mac, DOS).
_FOREIGN_1252 = re.compile(rb"[\x82-\x84\x86-\x88\x8a\x8b\x8e\x98-\x9b\x9e]")
_SAVE_AS = "Dans votre tableur : Enregistrer sous, « CSV UTF-8 (délimité par des virgules) »."


def find_encoding(content: bytes, file: str) -> tuple[str | None, list[Fault]]:
    """Return the encoding of a text file, or None with the fault; a doubt is a warning."""
    if content.startswith(_WIDE):
        message = "Le fichier est en UTF-16 (« Texte Unicode »)."
        expected = "un fichier UTF-8 ou Windows-1252"
        fault = blocking(file=file, message=message, expected=expected, suggestion=_SAVE_AS)
        return None, [fault]
    if found := _CONTROLS.search(content):
        message = "Le fichier contient des caractères de contrôle : ce n’est pas du texte."
        return None, [blocking(file=file, row=line_at(content, found.start()), message=message)]
    encoding = next((name for name in ("utf-8", "cp1252") if _decodes(content, name)), None)
    if encoding is None:
        message = "Le fichier n’est ni en UTF-8 ni en Windows-1252."
        return None, [blocking(file=file, message=message, suggestion=_SAVE_AS)]
    doubt = (_DAMAGED_UTF8 if encoding == "utf-8" else _FOREIGN_1252).search(content)
    if not doubt:
        return encoding, []
    line = line_at(content, doubt.start())
    text = content[max(0, doubt.start() - 20) : doubt.end() + 20].decode(encoding, "replace")
    message = "Des accents semblent abîmés : le fichier a sans doute changé d’encodage."
    suggestion = f"Vérifiez la ligne {line}. {_SAVE_AS}"
    return encoding, [
        warning(file=file, row=line, message=message, value=shown(text), suggestion=suggestion)
    ]


def _decodes(content: bytes, encoding: str) -> bool:
    # By pieces: decoding at once would double the memory that the file takes.
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(content)
    try:
        for start in range(0, len(view), limits.MEBI):
            decoder.decode(view[start : start + limits.MEBI])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def line_at(content: bytes, offset: int) -> int:
    """Number of the line of text that holds the byte at `offset`."""
    return content.count(b"\n", 0, offset) + 1
