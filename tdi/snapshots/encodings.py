"""Which encoding a text file is in: UTF-8 if it decodes strictly, else Windows-1252, else none.

Nearly any file decodes as Windows-1252: what looks damaged once decoded is told, never corrected.
"""

import codecs
from collections.abc import Iterator

from tdi.snapshots.faults import Fault, blocking, shown, warning

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20)])
# What French accents become when a UTF-8 file was once read as Windows-1252; a lost character.
_DAMAGED_UTF8 = ("Ã", "â€", "\ufffd")
# Letters of Windows-1252 that no French text holds: the sign of another encoding (Mac, DOS).
_FOREIGN_1252 = bytes(
    [*range(0x82, 0x85), *range(0x86, 0x89), 0x8A, 0x8B, 0x8E, 0x98, 0x9A, 0x9B, 0x9E]
)
_PIECE = 2**16
_SAVE_AS = "Dans votre tableur : Enregistrer sous, « CSV UTF-8 (délimité par des virgules) »."


def find_encoding(content: bytes, file: str) -> tuple[str | None, list[Fault]]:
    """Return the encoding of a text file, or None with the fault; a doubt is a warning."""
    if content.startswith(_WIDE):
        message = "Le fichier est en UTF-16 (« Texte Unicode »)."
        expected = "un fichier UTF-8 ou Windows-1252"
        fault = blocking(file=file, message=message, expected=expected, suggestion=_SAVE_AS)
        return None, [fault]
    control = _first(content, _CONTROLS)
    if control is not None:
        message = "Le fichier contient des caractères de contrôle : ce n’est pas du texte."
        return None, [blocking(file=file, row=line_at(content, control), message=message)]
    encoding = next((name for name in ("utf-8", "cp1252") if _decodes(content, name)), None)
    if encoding is None:
        message = "Le fichier n’est ni en UTF-8 ni en Windows-1252."
        return None, [blocking(file=file, message=message, suggestion=_SAVE_AS)]
    doubt = _first(content, _FOREIGN_1252) if encoding == "cp1252" else _damaged(content)
    if doubt is None:
        return encoding, []
    line = line_at(content, doubt)
    text = content[max(0, doubt - 20) : doubt + 20].decode(encoding, "replace")
    message = "Des accents semblent abîmés : le fichier a sans doute changé d’encodage."
    suggestion = f"Vérifiez la ligne {line}. {_SAVE_AS}"
    return encoding, [
        warning(file=file, row=line, message=message, value=shown(text), suggestion=suggestion)
    ]


def _decodes(content: bytes, encoding: str) -> bool:
    # By pieces: decoding at once would take several times the memory of the file.
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in _pieces(content):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _first(content: bytes, wanted: bytes) -> int | None:
    """Offset of the first byte that is one of `wanted`; ten times faster than a search by `re`."""
    for index, piece in enumerate(_pieces(content)):
        if len(piece.translate(None, wanted)) < len(piece):
            return index * _PIECE + next(i for i, byte in enumerate(piece) if byte in wanted)
    return None


def _damaged(content: bytes) -> int | None:
    found = (content.find(text.encode()) for text in _DAMAGED_UTF8)
    return min((offset for offset in found if offset >= 0), default=None)


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + _PIECE] for start in range(0, len(content), _PIECE))


def line_at(content: bytes, offset: int) -> int:
    """Number of the line of text that holds the byte at `offset`."""
    return content.count(b"\n", 0, offset) + 1
