"""The zip that a workbook is, looked at before any of it is parsed.

What cannot be told apart from an attack is refused: sizes of a bomb, names that leave the archive,
entries that two readers could understand differently, parts that run or fetch something.
"""

from collections import Counter
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tdi.snapshots import limits
from tdi.snapshots.faults import Fault, blocking, counted, quoted, shown

# Beginnings and ends of the names of parts that are refused, with what they are.
_REFUSED_PARTS = {
    "xl/vbaproject": "des macros",
    "xl/macrosheets/": "des macros",
    "xl/dialogsheets/": "des boîtes de dialogue",
    "xl/externallinks/": "des liens vers d’autres classeurs",
    "xl/connections": "des connexions à des données extérieures",
    "xl/querytables/": "des connexions à des données extérieures",
    "xl/model/": "un modèle de données extérieur",
    "xl/embeddings/": "des objets incorporés",
    "xl/activex/": "des contrôles ActiveX",
    "xl/ctrlprops/": "des contrôles de formulaire",
}
_WITHOUT = "Enregistrez une copie sans eux, au format « Classeur Excel (.xlsx) »."
_SAVE_AS = "Dans votre tableur : Enregistrer sous, « Classeur Excel (.xlsx) »."
_WORKBOOK = "xl/workbook.xml"
# A repetitive but honest sheet may shrink a lot while it is small.
_RATIO_FROM_BYTES = 10 * limits.MEBI


class DamagedError(Exception):
    """A part that is missing, too large or not the XML it should be."""


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook lists it, and the part of the archive that holds its cells.

    `kind` is « worksheet », « chartsheet » (a chart alone) or another name of the format.
    """

    name: str
    is_hidden: bool
    kind: str
    part: str


def archive_faults(archive: ZipFile, file: str) -> list[Fault]:
    """Every reason to refuse the archive on the sight of its directory and relations."""
    entries = archive.infolist()
    unsafe = [*_size_faults(entries), *_entry_faults(entries)]
    messages = unsafe or [*_kind_faults(entries), *_content_faults(archive, entries)]
    return [blocking(file=file, message=text, suggestion=advice) for text, advice in messages]


def sheet_parts(archive: ZipFile) -> list[SheetPart]:
    """List the sheets of the workbook, in its order."""
    relations = {
        attributes.get("Id"): attributes
        for name, attributes in _elements(archive, "xl/_rels/workbook.xml.rels")
        if name == "Relationship"
    }
    found = []
    for name, attributes in _elements(archive, _WORKBOOK):
        if name == "sheet":
            relation = relations.get(attributes.get("id"), {})
            found.append(
                SheetPart(
                    attributes.get("name", ""),
                    attributes.get("state", "visible") != "visible",
                    relation.get("Type", "").rpartition("/")[2],
                    _resolve(relation.get("Target", "")),
                )
            )
    names = {sheet.name.casefold() for sheet in found}
    if len(names) < len(found) or not {sheet.part for sheet in found} <= set(archive.namelist()):
        raise DamagedError
    return found


def _resolve(target: str) -> str:
    return target[1:] if target.startswith("/") else normpath(join("xl", target))


Messages = list[tuple[str, str | None]]


def _size_faults(entries: list[ZipInfo]) -> Messages:
    total = sum(entry.file_size for entry in entries)
    inflated = any(
        entry.file_size > _RATIO_FROM_BYTES
        and entry.file_size > limits.ZIP_RATIO * entry.compress_size
        for entry in entries
    )
    if len(entries) > limits.ZIP_ENTRIES:
        return [(f"Le classeur contient {counted(len(entries))} éléments : c’est trop.", None)]
    if total > limits.ZIP_BYTES or inflated:
        size = total // limits.MEBI
        return [(f"Le classeur est démesuré une fois décompressé ({counted(size)} Mo).", None)]
    return []


def _entry_faults(entries: list[ZipInfo]) -> Messages:
    """Names out of the archive, or that two readers would not understand in the same way."""
    faults: Messages = []
    for entry in entries:
        # `orig_filename`: zipfile itself cuts names at a null byte.
        name = entry.orig_filename
        steps = name.replace("\\", "/").split("/")
        if ".." in steps or steps[0] in ("", "~") or ":" in steps[0] or shown(name, 500) != name:
            text = f"Le classeur contient un élément au nom dangereux : {quoted(name)}."
            faults.append((text, None))
        if entry.flag_bits & 1:
            faults.append(("Le classeur est protégé par un mot de passe.", _SAVE_AS))
            break
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            faults.append(("Le classeur est compressé d’une façon inconnue d’Excel.", _SAVE_AS))
            break
    names = Counter(entry.filename.replace("\\", "/").casefold() for entry in entries)
    doubled = next((name for name, count in names.items() if count > 1), None)
    if doubled:
        faults.append((f"Le classeur contient deux fois l’élément {quoted(doubled)}.", _SAVE_AS))
    return faults[: limits.FAULTS_LISTED]


def _kind_faults(entries: list[ZipInfo]) -> Messages:
    names = {entry.filename for entry in entries}
    if _WORKBOOK in names:
        return []
    if "xl/workbook.bin" in names:
        return [("C’est un classeur binaire (.xlsb), qui n’est pas lu.", _SAVE_AS)]
    if "mimetype" in names:
        return [("C’est un classeur OpenDocument (.ods), qui n’est pas lu.", _SAVE_AS)]
    return [("Cette archive n’est pas un classeur Excel.", None)]


def _content_faults(archive: ZipFile, entries: list[ZipInfo]) -> Messages:
    """Parts that run or fetch something; each kind is told once."""
    found = {
        what
        for entry in entries
        for start, what in _REFUSED_PARTS.items()
        if entry.filename.casefold().startswith(start)
    }
    try:
        for entry in entries:
            if entry.filename.endswith(".rels") or entry.filename == "[Content_Types].xml":
                for name, attributes in _elements(archive, entry.filename):
                    found |= _reaches_out(name, attributes)
    except DamagedError:
        return [("Le classeur est tronqué ou abîmé.", None)]
    return [(f"Le classeur contient {what}.", _WITHOUT) for what in sorted(found)]


def _reaches_out(name: str, attributes: dict[str, str]) -> set[str]:
    if "macroenabled" in attributes.get("ContentType", "").casefold():
        return {"des macros"}
    external = name == "Relationship" and attributes.get("TargetMode", "").casefold() == "external"
    # A link that a reader may click is data (the address of a source), and is never followed.
    if external and not attributes.get("Type", "").endswith("/hyperlink"):
        return {"des liens vers d’autres classeurs"}
    return set()


def _elements(archive: ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """Elements of a small XML part: local name, attributes by local name."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((local(name), {local(key): value for key, value in attributes.items()}))

    try:
        with archive.open(part) as source:
            content = source.read(limits.XML_PART_BYTES + 1)
        if len(content) > limits.XML_PART_BYTES:
            raise DamagedError
        parser = safe_parser()
        parser.StartElementHandler = start
        parser.Parse(content, True)
    except (KeyError, BadZipFile, EOFError, expat.ExpatError) as error:
        raise DamagedError from error
    return found


def local(name: str) -> str:
    """Local name of an element or attribute that `safe_parser` gives with its namespace."""
    return name.rpartition(" ")[2]


def safe_parser() -> Any:
    """Return an XML parser that refuses document types, hence entities and what they inflate."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise DamagedError

    parser.StartDoctypeDeclHandler = refuse
    return parser
